import { z } from 'zod'
import { settingsSchema } from '../settings'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** Everything of a person's own as one readable file. Entries are as the journal chains them, oldest first. */
export const myRecordsFileSchema = z.strictObject({
  format: z.literal('kazari-my-records-1'),
  /** ISO 8601 with the time of day, for people; programs read the milliseconds of each entry. */
  writtenAt: z.string(),
  appVersion: z.string(),
  /** What is held about a face. There is no other value. */
  face: z.literal('nothing is held'),
  policy: z.strictObject({ version: z.string(), effectiveFrom: z.string() }),
  settings: settingsSchema,
  records: z.strictObject({
    /** Of the journal's last line: stands for everything before it. */
    headSha256: z.string(),
    entries: z.array(
      z.strictObject({
        index: z.int().nonnegative(),
        previousSha256: sha256.or(z.literal('')),
        at: z.string(),
        atMs: z.int(),
        kind: z.string(),
        payload: z.json(),
      }),
    ),
  }),
  drafts: z.array(z.strictObject({ draftId: z.string(), savedAt: z.string(), form: z.json() })),
})
export type MyRecordsFile = z.infer<typeof myRecordsFileSchema>
