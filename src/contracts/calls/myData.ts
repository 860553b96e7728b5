import { z } from 'zod'
import { nothing } from './common'
import type { CallSchemas } from './shape'

/** Everything the app can hold, one row each. */
export const DATA_CATEGORIES = [
  'consents',
  'own-requests',
  'drafts',
  'settings',
  'repairs',
  'set-aside',
  'policies',
  'desk-cases',
  'provisions',
  'entrustments',
  'new-purposes',
  'desk-notes',
  'desk-members',
  'desk-settings',
  'kiosk-acceptances',
  'frames',
  'landmarks',
  'pictures',
  'scenes',
  'preview',
  'exports',
] as const
export type DataCategoryId = (typeof DATA_CATEGORIES)[number]

/** Where it is: a file or folder of the records directory, memory alone, or wherever a person put it. */
export const DATA_PLACES = ['personal', 'desk', 'records', 'policy', 'memory', 'chosen'] as const
/** `sealed` as the records' own state says. `hashed`: PINs as salted hashes, the rest plain. */
export const DATA_SEALS = ['sealed', 'plain', 'hashed', 'none'] as const
/** How long. `law`: three years for provisions; the desk erases when the time is over. */
export const DATA_KEEPS = [
  'until-erased',
  'law',
  'desk',
  'installation',
  'moment',
  'session',
  'yours',
] as const

export const dataCategorySchema = z.strictObject({
  id: z.enum(DATA_CATEGORIES),
  group: z.enum(['yours', 'desk', 'installation', 'memory', 'handed-out']),
  place: z.enum(DATA_PLACES),
  seal: z.enum(DATA_SEALS),
  keep: z.enum(DATA_KEEPS),
  /** Articles of the policy it is held for. */
  articles: z.array(z.int().min(1).max(12)),
  /** As the schemas of the code name them. Empty for what has no fields: bytes. */
  fields: z.array(z.string().max(200)).max(400),
  /** How many there are now; null where nobody can count: locked records, and what is only in memory. */
  count: z.int().nonnegative().nullable(),
})
export type DataCategory = z.infer<typeof dataCategorySchema>

export const dataInventorySchema = z.strictObject({
  categories: z.array(dataCategorySchema).length(DATA_CATEGORIES.length),
  /** Fields that are really kept and that no schema of this list names: none, or something is wrong. */
  unlisted: z.array(z.string().max(300)).max(100),
})
export type DataInventory = z.infer<typeof dataInventorySchema>

/** A file in the records directory, as the disk has it now. */
export const listedFileSchema = z.strictObject({
  /** From the records directory on. */
  name: z.string().max(1024),
  bytes: z.int().nonnegative(),
  /** Why it is there: `new-book` is the empty book that was begun after the erasing. */
  why: z.enum(['new-book', 'policy', 'desk', 'settings', 'other']),
})
export type ListedFile = z.infer<typeof listedFileSchema>

/** That everything of a person's own was erased, as far as a program can show it. */
export const erasureSchema = z.strictObject({
  erasedAtMs: z.int(),
  /** Null when the records were locked: nobody could count them. */
  entriesBefore: z.int().nonnegative().nullable(),
  draftsBefore: z.int().nonnegative().nullable(),
  /** Files that were removed. */
  removed: z.array(z.string().max(1024)),
  /** Counted at this moment. */
  entriesNow: z.int().nonnegative(),
  draftsNow: z.int().nonnegative(),
  /** Whether a process that could read a face is alive at this moment. */
  visionRunning: z.boolean(),
  /** The gate's own answer at this moment. */
  cameraAllowed: z.boolean(),
  directory: z.string(),
  /** Read from the disk at this moment. */
  files: z.array(listedFileSchema),
})
export type Erasure = z.infer<typeof erasureSchema>

export const MY_DATA_CALLS = {
  'data:inventory': { argument: nothing, reply: dataInventorySchema },
  /** All records of the person's own as one JSON file, where they choose. Errors: cancelled, records-locked, why it was not written. */
  'data:export': { argument: nothing, reply: z.strictObject({ name: z.string() }) },
  /** Withdraws, erases everything of the person's own and loads the page anew. Errors: data-not-erased, records-in-use, not-available. */
  'data:erase': { argument: nothing, reply: nothing },
  /** The proof of an erasing of this session, looked at anew each time; null: there was none, or it was put away. */
  'data:erasure': { argument: nothing, reply: z.strictObject({ erasure: erasureSchema.nullable() }) },
  /** The proof was seen. */
  'data:put-away-erasure': { argument: nothing, reply: nothing },
} as const satisfies CallSchemas
