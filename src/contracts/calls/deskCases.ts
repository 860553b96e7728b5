import { z } from 'zod'
import type { CaseDue } from '../../domain/privacy/calendar/caseDue'
import type { DueDates } from '../../domain/privacy/calendar/dueDates'
import { DESK_MOVES, type DeskMove, type ProposedOutcome } from '../../domain/privacy/desk/deskMove'
import { STAGES } from '../../domain/privacy/desk/requestCase'
import { REQUEST_KINDS } from '../../domain/privacy/request/kinds'
import { identitySchema, noticeSchema, transitionSchema } from '../privacy/deskRecords'
import { REQUEST_FILE_LIMIT, requestSchema } from '../privacy/requestFile'
import { requestFormSchema } from '../privacy/requestForm'
import { deliverySchema, languageSchema, nothing } from './common'
import type { CallSchemas } from './shape'

const long = z.string().max(8000)
const time = z.int().min(0).max(8.64e15)
const memberName = z.string().min(1).max(160)
const requestId = z.string().regex(/^R-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

export const CASE_FILTERS = ['open', 'due-soon', 'closed', 'complaints', 'all'] as const
export type CaseFilter = (typeof CASE_FILTERS)[number]

/** Most rows of the inbox that are asked for at once. */
export const INBOX_PAGE_LIMIT = 200

const dueSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('acknowledge'), dueAtMs: time }),
  z.strictObject({ kind: z.literal('decide'), dueAtMs: time }),
  z.strictObject({ kind: z.literal('paused'), sinceMs: time }),
  z.strictObject({ kind: z.literal('notify'), dueAtMs: time, decidedAtMs: time }),
  z.strictObject({ kind: z.literal('done'), dueAtMs: time, notifiedAtMs: time }),
]) satisfies z.ZodType<CaseDue>

/** One line of the inbox. */
export const caseRowSchema = z.strictObject({
  id: requestId,
  kind: z.enum(REQUEST_KINDS),
  stage: z.enum(STAGES),
  /** Null: it never came in, which a sound book does not hold. */
  receivedAtMs: time.nullable(),
  due: dueSchema.nullable(),
  /** Member of the desk who looks after it, or null. */
  owner: memberName.nullable(),
})
export type CaseRow = z.infer<typeof caseRowSchema>

/** A text to be found in number or name, or one of the kinds whose name on the page holds it. An empty text finds all. */
export const inboxSearchSchema = z.strictObject({
  text: z.string().max(200),
  kinds: z.array(z.enum(REQUEST_KINDS)).max(REQUEST_KINDS.length),
})
export type InboxSearch = z.infer<typeof inboxSearchSchema>

/** The state of the desk's book, as it was found. */
const bookSchema = z.strictObject({
  entries: z.int().nonnegative(),
  /** Of the last line: stands for everything up to it. */
  headSha256: z.string().max(64),
  /** What was found on opening it, by name of the finding. */
  findings: z.array(z.string().max(40)).max(16),
  /** Entries that could not have happened and are left out. */
  notBelieved: z.int().nonnegative(),
})

export const inboxReplySchema = z.strictObject({
  rows: z.array(caseRowSchema).max(INBOX_PAGE_LIMIT),
  /** How many the filter and the query find in all. */
  total: z.int().nonnegative(),
  /** How many each filter finds without a query. */
  totals: z.strictObject({
    open: z.int().nonnegative(),
    'due-soon': z.int().nonnegative(),
    closed: z.int().nonnegative(),
    complaints: z.int().nonnegative(),
    all: z.int().nonnegative(),
  } satisfies Record<CaseFilter, z.ZodType>),
  /** The desk's clock when this was put together. */
  nowMs: time,
  book: bookSchema,
})
export type InboxReply = z.infer<typeof inboxReplySchema>

const termSchema = z.strictObject({
  dueAtMs: time,
  doneAtMs: time.nullable(),
  status: z.enum(['running', 'paused', 'overdue', 'done-in-time', 'done-late']),
})
const dueDatesSchema = z.strictObject({
  receivedAtMs: time,
  acknowledge: termSchema,
  decide: termSchema,
  pauses: z.array(z.strictObject({ fromMs: time, untilMs: time.nullable(), why: long })).readonly(),
  clockWentBack: z
    .array(
      z.strictObject({
        kind: z.literal('clock-went-back'),
        index: z.int(),
        atMs: z.number(),
        latestMs: z.number(),
      }),
    )
    .readonly(),
}) satisfies z.ZodType<DueDates>

export const SEARCHED_REGISTERS = ['requests', 'consents', 'provisions', 'entrustments'] as const
export type SearchedRegister = (typeof SEARCHED_REGISTERS)[number]
const register = z.enum(SEARCHED_REGISTERS)

/** A search of the records of this computer. */
export const searchReplySchema = z.strictObject({
  query: z.string().max(200),
  atMs: time,
  by: memberName,
  found: z.strictObject({
    requests: z.int().nonnegative(),
    consents: z.int().nonnegative(),
    provisions: z.int().nonnegative(),
    entrustments: z.int().nonnegative(),
  } satisfies Record<SearchedRegister, z.ZodType>),
  /** The newest of them. */
  hits: z.array(z.strictObject({ register, id: z.string().max(64), atMs: time })).max(50),
})
export type SearchReply = z.infer<typeof searchReplySchema>

export const caseReplySchema = z.strictObject({
  request: requestSchema,
  sha256,
  history: z.array(transitionSchema).max(200),
  stage: z.enum(STAGES),
  due: dueSchema.nullable(),
  dates: dueDatesSchema.nullable(),
  moves: z.array(z.enum(DESK_MOVES)).max(DESK_MOVES.length),
  owner: memberName.nullable(),
  /** Searches made for this request, oldest first; without the hits. */
  searches: z.array(searchReplySchema.omit({ hits: true })).max(100),
  nowMs: time,
})
export type CaseReply = z.infer<typeof caseReplySchema>

/** A refusal as the page may say it: who approved it is main's to fill in. */
const refusalSchema = z.discriminatedUnion('ground', [
  z.strictObject({ ground: z.literal('R1-harm'), reason: long }),
  z.strictObject({ ground: z.literal('R2-serious-hindrance'), reason: long }),
  z.strictObject({ ground: z.literal('R3-unlawful'), reason: long, citation: z.string().max(800) }),
  z.strictObject({ ground: z.literal('ground-not-met'), reason: long, findings: long }),
  z.strictObject({ ground: z.literal('identity-not-confirmed'), reason: long }),
])
export const proposedOutcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fulfilled'), done: long }),
  z.strictObject({ kind: z.literal('partly'), done: long, refusal: refusalSchema }),
  z.strictObject({ kind: z.literal('refused'), refusal: refusalSchema }),
  z.strictObject({ kind: z.literal('no-data-held'), searched: long }),
  z.strictObject({ kind: z.literal('alternative-measure'), measure: long, reason: long }),
]) satisfies z.ZodType<ProposedOutcome>

export const deskMoveSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('acknowledge'), notice: noticeSchema }),
  z.strictObject({ kind: z.literal('verify'), why: long }),
  z.strictObject({ kind: z.literal('work'), identity: identitySchema }),
  z.strictObject({ kind: z.literal('decide'), outcome: proposedOutcomeSchema }),
  z.strictObject({ kind: z.literal('withdraw'), why: long }),
  z.strictObject({ kind: z.literal('notify'), notice: noticeSchema }),
  z.strictObject({ kind: z.literal('close') }),
  z.strictObject({ kind: z.literal('reopen'), why: long }),
]) satisfies z.ZodType<DeskMove>

/** Who stands beside the one who opened the desk: only a refusal under R2 asks for it. */
export const approvalSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('alone') }),
  z.strictObject({ kind: z.literal('with-second'), name: memberName, pin: z.string().min(1).max(200) }),
])

/** A letter of the desk. `outcome` is the one that was decided; `draft` shows it before anything is recorded. */
export const wantedLetterSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('acknowledgement') }),
  z.strictObject({ kind: z.literal('outcome') }),
  z.strictObject({ kind: z.literal('draft'), outcome: proposedOutcomeSchema }),
])

/** A letter that came by post or was brought: typed in, or read from its code. */
export const postedLetterSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('form'),
    /** The number printed on the letter; null makes a new one. */
    id: requestId.nullable(),
    form: requestFormSchema,
    /** What the letter's short code says the request is, or null for a letter without one. */
    code: z.strictObject({ sha256, writtenAtMs: time, evenIfDifferent: z.boolean() }).nullable(),
  }),
  /** The text of the letter's code: the request's whole file. */
  z.strictObject({ kind: z.literal('code'), text: z.string().min(1).max(REQUEST_FILE_LIMIT) }),
])

const searchReasonSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('look-up') }),
  z.strictObject({ kind: z.literal('request'), id: requestId }),
])

export const DESK_CASE_CALLS = {
  'desk:inbox': {
    argument: z.strictObject({
      filter: z.enum(CASE_FILTERS),
      search: inboxSearchSchema,
      from: z.int().min(0).max(10_000_000),
      count: z.int().min(1).max(INBOX_PAGE_LIMIT),
    }),
    reply: inboxReplySchema,
  },
  'desk:case': { argument: z.strictObject({ id: requestId }), reply: caseReplySchema },
  /** Asks for a request file in main's own dialog. Errors: cancelled, desk-file-…. */
  'desk:import': { argument: nothing, reply: z.strictObject({ id: requestId }) },
  'desk:enter': {
    argument: z.strictObject({ letter: postedLetterSchema, receivedBy: z.enum(['post', 'in-person']) }),
    reply: z.strictObject({ id: requestId }),
  },
  /** Errors: desk-move-refused with the fault in `params`, desk-wrong-pin, desk-wait. */
  'desk:move': {
    argument: z.strictObject({ id: requestId, move: deskMoveSchema, approval: approvalSchema }),
    reply: caseReplySchema,
  },
  /** An empty name takes the request out of everybody's hands. */
  'desk:assign': {
    argument: z.strictObject({ id: requestId, member: z.string().max(160) }),
    reply: caseReplySchema,
  },
  /** Looks through everything this computer keeps. Done for a request, it is kept with it what was looked for. */
  'desk:search': {
    argument: z.strictObject({ query: z.string().min(1).max(200), reason: searchReasonSchema }),
    reply: searchReplySchema,
  },
  'desk:letter': {
    argument: z.strictObject({
      id: requestId,
      language: languageSchema,
      as: z.enum(['preview', ...deliverySchema.options]),
      letter: wantedLetterSchema,
    }),
    /** `url` after a preview, `name` of the file after a save; null after printing. */
    reply: z.strictObject({ url: z.string().max(120).nullable(), name: z.string().nullable() }),
  },
  /** Saves what the person may be told of their request as a file they can open. */
  'desk:answer-file': {
    argument: z.strictObject({ id: requestId }),
    reply: z.strictObject({ name: z.string() }),
  },
} as const satisfies CallSchemas
