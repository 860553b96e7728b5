import { z } from 'zod'
import type { ConsentRecord } from '../../domain/privacy/consent'
import type { ConsentEntry } from '../../domain/privacy/consentJournal'
import { isConsentPurpose, isNewPurposeId, type ConsentPurpose } from '../../domain/privacy/purposes'

const time = z.int().min(0).max(8.64e15)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

export const consentActorSchema = z.enum(['self', 'guardian', 'operator'])
export const receiptIdSchema = z.string().regex(/^C-[0-9A-Z]{4}-[0-9A-Z]{4}$/)

/** Everything consent can be recorded for; an id that is not listed is refused. */
export const consentPurposeSchema = z.custom<ConsentPurpose>(
  (value) => typeof value === 'string' && value.length <= 32 && isConsentPurpose(value),
)
/** What is answered in the privacy centre, one press each: all but face decoration, which has a notice of its own. */
export const decidedPurposeSchema = z.custom<Exclude<ConsentPurpose, 'face-decoration'>>(
  (value) =>
    typeof value === 'string' &&
    (isNewPurposeId(value) || (isConsentPurpose(value) && value !== 'face-decoration')),
)

const consentEventSchema = z.strictObject({
  kind: z.enum(['presented', 'given', 'refused', 'withdrawn', 'superseded', 'expired']),
  atMs: time,
})

/** Short strings and times only: no face can hide in a record. */
export const consentRecordSchema = z.strictObject({
  format: z.literal(1),
  id: receiptIdSchema,
  subject: z.string().regex(/^[0-9a-f]{32}$/),
  purpose: consentPurposeSchema,
  policyVersion: z.string().max(32),
  policySha256: sha256,
  language: z.enum(['ja', 'en']),
  shownAtMs: time,
  actor: consentActorSchema,
  appVersion: z.string().max(32),
  events: z.array(consentEventSchema).min(1).max(8).readonly(),
}) satisfies z.ZodType<ConsentRecord>

/** The payload of a journal entry of kind `consent`. */
export const consentEntrySchema = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('presented'), record: consentRecordSchema }),
  z.strictObject({ what: z.literal('event'), id: receiptIdSchema, event: consentEventSchema }),
]) satisfies z.ZodType<ConsentEntry>
