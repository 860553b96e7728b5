import { z } from 'zod'

/** Every expected failure that crosses from main to the renderer. The catalogue key is `error.<code>`. */
export const ERROR_CODES = [
  'bad-request',
  'consent-needed',
  'cancelled',
  'image-unsupported',
  'image-damaged',
  'image-too-large',
  'image-too-many-pixels',
  'image-empty',
  'image-animated',
  'too-many-pictures',
  'file-unreadable',
  'disk-full',
  'not-writable',
  'write-failed',
  'vision-unavailable',
  'records-locked',
  'records-in-use',
  'data-not-erased',
  'policy-too-large',
  'policy-not-a-bundle',
  'policy-unknown-signer',
  'policy-bad-signature',
  'policy-altered-text',
  'policy-language-missing',
  'policy-older',
  'policy-conflict',
  'policy-not-kept',
  'desk-locked',
  'not-available',
  'internal',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

/** `params` fill the sentence of the code: a file's name, a limit. Never a payload, never a path outside the user's choice. */
export const wireErrorSchema = z.strictObject({
  code: z.enum(ERROR_CODES),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type WireError = z.infer<typeof wireErrorSchema>
