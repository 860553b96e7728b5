import { z } from 'zod'
import { REQUEST_KINDS, type RequestKind } from '../../../../domain/privacy/request/kinds'

/** The short code of a letter that is too long for a whole one: what the request is found and checked by. */
const shortCode = z.strictObject({
  format: z.literal('kazari-request-code-1'),
  id: z.string().regex(/^R-[0-9A-Z]{4}-[0-9A-Z]{4}$/),
  kind: z.enum(REQUEST_KINDS),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  writtenAtMs: z.int().min(0).max(8.64e15),
})

export type LetterCode =
  /** The whole request: main reads it as it reads a file. */
  | { readonly kind: 'whole'; readonly text: string }
  | {
      readonly kind: 'short'
      readonly id: string
      readonly request: RequestKind
      readonly sha256: string
      readonly writtenAtMs: number
    }
  | { readonly kind: 'none' }

/** What a scanned code turns out to be. */
export function readLetterCode(text: string): LetterCode {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return { kind: 'none' }
  }
  const short = shortCode.safeParse(parsed)
  if (short.success) {
    const { id, kind, sha256, writtenAtMs } = short.data
    return { kind: 'short', id, request: kind, sha256, writtenAtMs }
  }
  const format = z.looseObject({ format: z.string().startsWith('kazari-request-') }).safeParse(parsed)
  return format.success ? { kind: 'whole', text } : { kind: 'none' }
}
