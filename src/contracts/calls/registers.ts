import { z } from 'zod'
import { DUTY_KINDS } from '../../domain/privacy/desk/duties'
import { ENTRUSTMENT_STAGES } from '../../domain/privacy/desk/entrustment'
import { isRecordId } from '../../domain/privacy/plainText'
import { isNewPurposeId, type NewPurposeId } from '../../domain/privacy/purposes'
import { REQUEST_KINDS } from '../../domain/privacy/request/kinds'
import { keptPolicySchema, policyImportReplySchema } from '../policyBundle'
import {
  entrustmentSchema,
  entrustmentStepSchema,
  newPurposeSchema,
  provisionSchema,
} from '../privacy/deskRecords'
import { nothing } from './common'
import type { CallSchemas } from './shape'

const time = z.int().min(0).max(8.64e15)
/** Longer than any text that is kept: the domain says in words what is too long, this bounds what is looked at. */
const typed = z.string().max(16_384)
const idOf = (letter: string) =>
  z
    .string()
    .max(11)
    .refine((id) => isRecordId(id, letter))
const newPurposeId = z.custom<NewPurposeId>((id) => typeof id === 'string' && isNewPurposeId(id))
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** What has to be put right before a record is kept, each with the field it is about. */
export const REGISTER_FAULTS = [
  'missing',
  'too-long',
  'too-short',
  'control-characters',
  'line-break',
  'markup',
  'encoded-data',
  'number-list',
  'file-name',
  'unknown',
  'out-of-range',
  'in-the-future',
  'too-many',
  'no-consent',
  'not-entrusted',
  'same-person',
  'not-in-advance',
  'interval',
  'not-a-day',
  'taken',
  'ended',
] as const
export type RegisterFaultCode = (typeof REGISTER_FAULTS)[number]
export const registerFaultSchema = z.strictObject({
  field: z.string().max(32),
  code: z.enum(REGISTER_FAULTS),
})
export type RegisterFault = z.infer<typeof registerFaultSchema>

const keptOr = <Row extends z.ZodType>(row: Row) =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('kept'), row }),
    z.strictObject({ kind: z.literal('faults'), faults: z.array(registerFaultSchema).min(1) }),
  ])

/** A record of provision as the ledger shows it. */
export const provisionRowSchema = z.strictObject({
  record: provisionSchema,
  /** The first moment at which it is no longer kept. */
  keptUntilMs: time,
  /** Number of the record that stands in its place. */
  correctedBy: z.string().max(11).nullable(),
})
export type ProvisionRow = z.infer<typeof provisionRowSchema>

/** What a member writes down; number, time of writing and name come from main. */
const provisionDraft = provisionSchema
  .omit({ format: true, id: true, recordedAtMs: true, recordedBy: true })
  .strict()
export type ProvisionDraft = z.infer<typeof provisionDraft>

export const entrustmentRowSchema = z.strictObject({
  record: entrustmentSchema,
  stage: z.enum(ENTRUSTMENT_STAGES),
  /** The first moment at which the next look at the work is too late; null while nothing is entrusted. */
  next: z.strictObject({ dueAtMs: time, isOverdue: z.boolean() }).nullable(),
})
export type EntrustmentRow = z.infer<typeof entrustmentRowSchema>

const dutySchema = z.strictObject({
  kind: z.enum(DUTY_KINDS),
  dueAtMs: time,
  status: z.enum(['overdue', 'running', 'paused']),
  about: z.string().max(32),
  name: z.string().max(800),
  requestKind: z.enum(REQUEST_KINDS).nullable(),
})

/** A purpose beyond the nine. */
export const purposeRowSchema = z.strictObject({
  purpose: newPurposeSchema,
  registeredAtMs: time,
  registeredBy: z.string().max(800),
  ended: z.strictObject({ atMs: time, by: z.string().max(800), why: z.string().max(8000) }).nullable(),
})
export type PurposeRow = z.infer<typeof purposeRowSchema>

const policyRowSchema = z.strictObject({
  ...keptPolicySchema.shape,
  /** Of the owner's text in each language. */
  sums: z.array(z.strictObject({ language: z.enum(['ja', 'en']), sha256 })).max(2),
  signer: z.string().max(100),
  /** When and by whom it was taken in at this desk; null when it came another way. */
  takenIn: z.strictObject({ atMs: time, by: z.string().max(800) }).nullable(),
})
export type PolicyRow = z.infer<typeof policyRowSchema>

export const CSV_TABLES = ['requests', 'transitions', 'provisions', 'entrustments', 'consents'] as const
export type CsvTable = (typeof CSV_TABLES)[number]

export const evidenceScopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('case'), id: idOf('R') }),
  z.strictObject({ kind: z.literal('everything') }),
])
export type EvidenceScope = z.infer<typeof evidenceScopeSchema>

/** Most rows that are sent at once. */
export const REGISTER_PAGE = 500

const wholeBook = z.strictObject({
  entries: z.int().nonnegative(),
  headSha256: sha256,
  /** When the whole journal was exported last; null when it never was. */
  copiedAtMs: time.nullable(),
})

export const REGISTER_CALLS = {
  /** Records of provision, newest first. */
  'provision:list': {
    argument: z.strictObject({ from: z.int().nonnegative(), count: z.int().min(1).max(REGISTER_PAGE) }),
    reply: z.strictObject({ total: z.int().nonnegative(), rows: z.array(provisionRowSchema) }),
  },
  /** Writes down that information was handed over, or says what is missing. Never changed afterwards. */
  'provision:add': {
    argument: z.strictObject({ draft: provisionDraft }),
    reply: keptOr(provisionRowSchema),
  },
  /** Who works with personal information for the owner now, for everybody to see (Article 5). */
  'entrustment:public': {
    argument: nothing,
    reply: z.strictObject({
      parties: z.array(z.strictObject({ name: z.string().max(800), work: z.string().max(8000) })).max(500),
    }),
  },
  'entrustment:list': {
    argument: nothing,
    reply: z.strictObject({ rows: z.array(entrustmentRowSchema) }),
  },
  'entrustment:propose': {
    argument: z.strictObject({
      proposal: z.strictObject({ name: typed, address: typed, work: typed, items: typed }),
    }),
    reply: keptOr(entrustmentRowSchema),
  },
  /** Takes the next step with a party; `register-step-forbidden` when it is not the next one. */
  'entrustment:step': {
    argument: z.strictObject({ id: idOf('E'), step: entrustmentStepSchema }),
    reply: keptOr(entrustmentRowSchema),
  },
  /** What the desk owes by when: what is late first, then by its moment. */
  'duty:list': {
    argument: nothing,
    reply: z.strictObject({ duties: z.array(dutySchema), book: wholeBook, reviewedAtMs: time.nullable() }),
  },
  /** The desk looked at its own work (Article 10), and found this. */
  'duty:review': {
    argument: z.strictObject({ review: z.strictObject({ findings: typed }) }),
    reply: keptOr(z.strictObject({ reviewedAtMs: time })),
  },
  'purpose:list': { argument: nothing, reply: z.strictObject({ rows: z.array(purposeRowSchema) }) },
  /** Puts a purpose on file with its signed written consent; the number comes from main. */
  'purpose:register': {
    argument: z.strictObject({ draft: newPurposeSchema.omit({ id: true }).strict() }),
    reply: keptOr(purposeRowSchema),
  },
  /** From now on nobody can be asked for it. */
  'purpose:end': {
    argument: z.strictObject({ id: newPurposeId, ending: z.strictObject({ why: typed }) }),
    reply: keptOr(purposeRowSchema),
  },
  'register:policies': { argument: nothing, reply: z.strictObject({ rows: z.array(policyRowSchema) }) },
  /** As `policy:import`; the desk's book says who took it in. */
  'register:take-policy': { argument: nothing, reply: policyImportReplySchema },
  /** Writes one table for a spreadsheet to where the member chooses. */
  'register:csv': {
    argument: z.strictObject({ table: z.enum(CSV_TABLES) }),
    reply: z.strictObject({ name: z.string().max(255), rows: z.int().nonnegative() }),
  },
  /** Writes a zip with records, letters, the chain and their sums to where the member chooses. */
  'register:evidence': {
    argument: z.strictObject({ scope: evidenceScopeSchema }),
    reply: z.strictObject({ name: z.string().max(255), files: z.int().positive(), sha256 }),
  },
} as const satisfies CallSchemas
