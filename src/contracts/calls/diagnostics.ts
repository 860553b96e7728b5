import { z } from 'zod'
import type { Acceptance, Condition } from '../../domain/diagnostics/acceptance'
import { ALL_STATES, CHECK_IDS, OUTCOMES, type Check, type Facts } from '../../domain/diagnostics/checks'
import { PROCESS_KINDS, type ProcessWalls } from '../../domain/diagnostics/processChecks'
import { CLAIM_DOUBTS, RECORD_FILE_KINDS, type RecordFile } from '../../domain/diagnostics/writtenFiles'
import { nothing } from './common'
import type { CallSchemas } from './shape'

/** Most files that are listed by name; how many more there are is said. */
export const LISTED_FILES = 100
export const LISTED_ACCEPTANCES = 100
const MOST_PROCESSES = 128

const state = z.enum(ALL_STATES)
/** Numbers and words of a finding: never a list, never a payload. */
export const factsSchema = z
  .record(z.string().max(24), z.union([z.string().max(300), z.number()]))
  .refine((facts) => Object.keys(facts).length <= 10, { error: 'size' }) satisfies z.ZodType<Facts>

export const checkSchema = z.strictObject({
  id: z.enum(CHECK_IDS),
  state,
  outcome: z.enum(OUTCOMES),
  required: z.boolean(),
  facts: factsSchema,
}) satisfies z.ZodType<Check>

export const conditionSchema = z.strictObject({
  check: z.enum(CHECK_IDS),
  state,
  facts: factsSchema,
}) satisfies z.ZodType<Condition>

const processSchema = z.strictObject({
  pid: z.int().positive(),
  kind: z.enum(PROCESS_KINDS),
  seccomp: z.int().nullable(),
  filters: z.int().nullable(),
  noNewPrivileges: z.boolean().nullable(),
  depth: z.int().nullable(),
  userNamespace: z.string().max(100).nullable(),
}) satisfies z.ZodType<ProcessWalls>

const recordFileSchema = z.strictObject({
  name: z.string().max(1024),
  bytes: z.int().nonnegative(),
  kind: z.enum(RECORD_FILE_KINDS),
  holding: z.enum(['schema', 'sealed', 'nothing', 'other']),
}) satisfies z.ZodType<RecordFile>

const acceptanceSchema = z.strictObject({
  kind: z.literal('accepted'),
  id: z.string().max(20),
  atMs: z.int(),
  by: z.string().max(320),
  condition: conditionSchema,
  observed: factsSchema,
}) satisfies z.ZodType<Acceptance>

const count = z.int().nonnegative()

/** What Kazari wrote by itself since it was opened, and what people had it save. */
export const writtenSchema = z.strictObject({
  /** New or changed files of the records directory, by name. */
  files: z.array(recordFileSchema).max(LISTED_FILES),
  /** Files beyond those. */
  more: count,
  /** Files of the whole directory whose content nobody can vouch for, changed or not. */
  strange: z.array(z.string().max(1024)).max(LISTED_FILES),
  /** Files that people saved where they chose. Kazari counts them and does not remember where. */
  saved: count,
  /** Why it cannot be said that no face is on disk; empty: it can. */
  doubts: z.array(z.enum(CLAIM_DOUBTS)).max(CLAIM_DOUBTS.length),
})
export type Written = z.infer<typeof writtenSchema>

/** The last sign of life of the vision process, in counts alone. */
export const visionPulseSchema = z.strictObject({ framesDone: count, framesRefused: count, tensors: count })
export type VisionPulse = z.infer<typeof visionPulseSchema>

export const diagnosticsSchema = z.strictObject({
  checkedAtMs: z.int(),
  checks: z.array(checkSchema).max(CHECK_IDS.length),
  processes: z.array(processSchema).max(MOST_PROCESSES),
  written: writtenSchema,
  /** Null while no vision runs. */
  pulse: visionPulseSchema.nullable(),
  /** What operators of the kiosk accepted about this computer and did not take back, oldest first. */
  accepted: z.array(acceptanceSchema).max(LISTED_ACCEPTANCES),
})
export type Diagnostics = z.infer<typeof diagnosticsSchema>

/** What the chip in the top bar counts. */
export const guardSchema = z.strictObject({
  blockedRequests: count,
  files: count,
  saved: count,
  doubts: writtenSchema.shape.doubts,
})
export type GuardCount = z.infer<typeof guardSchema>

/** Whether a kiosk is open for visitors. Elsewhere it always is. */
export const kioskStatusSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('open') }),
  z.strictObject({
    state: z.literal('shut'),
    /** What is not so as it must be, and nobody accepted. */
    conditions: z.array(checkSchema).min(1).max(CHECK_IDS.length),
    /** Stands for exactly these conditions: to accept them says that they were seen. */
    seen: z.string().regex(/^[0-9a-f]{64}$/),
    /** Who may accept; nobody, where there is no Customer Desk. */
    members: z.array(z.string().max(320)).max(100),
    triesLeft: count,
    /** Milliseconds until a PIN may be tried again; 0 is now. */
    waitMs: z.number().nonnegative(),
  }),
])
export type KioskStatus = z.infer<typeof kioskStatusSchema>
export type ShutKiosk = Extract<KioskStatus, { state: 'shut' }>

export const DIAGNOSTICS_CALLS = {
  /** What was found at the last look, and what was written up to now. */
  'diagnostics:read': { argument: nothing, reply: diagnosticsSchema },
  /** Looks again. */
  'diagnostics:check': { argument: nothing, reply: diagnosticsSchema },
  /** An acceptance does not count any more. Errors: not-available in a kiosk, why it could not be written. */
  'diagnostics:take-back': {
    argument: z.strictObject({ id: z.string().regex(/^A-[0-9A-Z]{4}-[0-9A-Z]{4}$/) }),
    reply: diagnosticsSchema,
  },
  /** For the chip, before its first event. */
  'diagnostics:guard': { argument: nothing, reply: guardSchema },
  /** Looks at what a kiosk needs, each time a page is loaded. */
  'kiosk:status': { argument: nothing, reply: kioskStatusSchema },
  /** Errors: kiosk-changed, desk-wrong-pin with tries left, desk-wait with seconds, why it could not be written. */
  'kiosk:accept': {
    argument: z.strictObject({
      name: z.string().min(1).max(160),
      pin: z.string().min(1).max(200),
      seen: z.string().regex(/^[0-9a-f]{64}$/),
    }),
    reply: kioskStatusSchema,
  },
  'kiosk:quit': { argument: nothing, reply: nothing },
} as const satisfies CallSchemas
