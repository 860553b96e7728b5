import { z } from 'zod'
import { PURPOSES, type ConsentRecord } from '../../domain/privacy/consent'

const time = z.int().min(0).max(8.64e15)

/** Short strings and times only: no face can hide in a record. */
const consentRecordSchema = z.strictObject({
  format: z.literal(1),
  id: z.string().regex(/^C-[0-9A-Z]{4}-[0-9A-Z]{4}$/),
  subject: z.string().regex(/^[0-9a-f]{32}$/),
  purpose: z.enum(PURPOSES),
  policyVersion: z.string().max(32),
  policySha256: z.string().regex(/^[0-9a-f]{64}$/),
  language: z.enum(['ja', 'en']),
  shownAtMs: time,
  actor: z.enum(['self', 'guardian', 'operator']),
  appVersion: z.string().max(32),
  events: z
    .array(
      z.strictObject({
        kind: z.enum(['presented', 'given', 'refused', 'withdrawn', 'superseded', 'expired']),
        atMs: time,
      }),
    )
    .min(1)
    .max(8),
}) satisfies z.ZodType<ConsentRecord>

/** What the sealed file holds. */
export const recordsFileSchema = z.strictObject({
  format: z.literal(1),
  records: z.array(consentRecordSchema).max(10_000),
})
