import { z } from 'zod'
import { POSTERS } from '../../domain/privacy/letters/poster'
import {
  officialPolicySchema,
  policyChangesReplySchema,
  policyVersionSchema,
  policyVersionsReplySchema,
} from '../policyBundle'
import { deliveredSchema, deliverySchema, languageSchema, nothing, previewSchema } from './common'
import type { CallSchemas } from './shape'

/** Most a page may put on the clipboard: an address, a checksum, or the report of the self-checks; never a document. */
export const COPY_LIMIT = 6000

/** Letters of any script, spaces and line feeds; no control character could start something where it is pasted. */
const copiedText = z
  .string()
  .min(1)
  .max(COPY_LIMIT)
  .regex(/^(?:\P{Cc}|\n)*$/u)

const poster = { poster: z.enum(POSTERS), language: languageSchema }

/** The policy beyond reading it: its versions, its posters, and what is copied from it. */
export const POLICY_CALLS = {
  /** Every official version that is kept, newest first. */
  'policy:versions': { argument: nothing, reply: policyVersionsReplySchema },
  /** The official text of a kept version, also of one whose day has not come. */
  'policy:text': {
    argument: z.strictObject({ version: policyVersionSchema, language: languageSchema }),
    reply: officialPolicySchema,
  },
  /** Two kept versions side by side. */
  'policy:compare': {
    argument: z.strictObject({
      from: policyVersionSchema,
      to: policyVersionSchema,
      language: languageSchema,
    }),
    reply: policyChangesReplySchema,
  },
  'poster:preview': { argument: z.strictObject(poster), reply: previewSchema },
  'poster:deliver': { argument: z.strictObject({ ...poster, as: deliverySchema }), reply: deliveredSchema },
  /** Puts plain text on the clipboard: the page itself has no access to it. */
  'text:copy': { argument: z.strictObject({ text: copiedText }), reply: nothing },
} as const satisfies CallSchemas
