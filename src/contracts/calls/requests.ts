import { z } from 'zod'
import { STAGES } from '../../domain/privacy/desk/requestCase'
import type { Expectation } from '../../domain/privacy/request/expectations'
import { REQUEST_KINDS } from '../../domain/privacy/request/kinds'
import { requestFaultSchema, requestFormSchema } from '../privacy/requestForm'
import { requestSchema } from '../privacy/requestFile'
import { deliveredSchema, deliverySchema, languageSchema, nothing, previewSchema } from './common'
import type { CallSchemas } from './shape'

const time = z.int().min(0).max(8.64e15)
const requestId = z.string().regex(/^R-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
const draftId = z.string().regex(/^D-[0-9A-Z]{4}-[0-9A-Z]{4}$/)

/** Most characters of the reason for taking a request back. */
export const WITHDRAW_REASON_LIMIT = 500

const expectationSchema = z.strictObject({
  kind: z.enum(['acknowledge', 'decide']),
  dueAtMs: time,
  status: z.enum(['done', 'running', 'soon', 'paused', 'overdue']),
}) satisfies z.ZodType<Expectation>

/** One of the person's own requests, as a list shows it. */
export const ownRequestSchema = z.strictObject({
  id: requestId,
  kind: z.enum(REQUEST_KINDS),
  /** What the desk told last, or what the person did last. */
  stage: z.enum(STAGES),
  sealedAtMs: time,
  /** What is expected of the desk next; null before it was handed over and when nothing is expected any more. */
  next: expectationSchema.nullable(),
})
export type OwnRequest = z.infer<typeof ownRequestSchema>

export const ownDraftSchema = z.strictObject({
  draftId,
  savedAtMs: time,
  /** Null: not chosen yet, or no longer readable. */
  kind: z.enum(REQUEST_KINDS).nullable(),
})
export type OwnDraft = z.infer<typeof ownDraftSchema>

/** One thing that happened, oldest first. */
export const requestStepSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sealed'), atMs: time }),
  z.strictObject({
    kind: z.literal('handed-over'),
    atMs: time,
    by: z.enum(['printed', 'exported', 'mailed']),
  }),
  z.strictObject({ kind: z.literal('withdrawn'), atMs: time, why: z.string() }),
  /** The desk told this in an answer file. */
  z.strictObject({ kind: z.literal('answered'), atMs: time, stage: z.enum(STAGES), text: z.string() }),
])
export type RequestStep = z.infer<typeof requestStepSchema>

export const requestViewSchema = z.strictObject({
  ...ownRequestSchema.shape,
  request: requestSchema,
  /** Of the request's file: what desk and person compare. */
  sha256: z.string(),
  steps: z.array(requestStepSchema),
  /** What can be expected, counted from `fromMs`; null before handing over and after taking back. */
  expected: z.strictObject({ fromMs: time, terms: z.array(expectationSchema) }).nullable(),
  mayHandOver: z.boolean(),
  mayWithdraw: z.boolean(),
})
export type RequestView = z.infer<typeof requestViewSchema>

/** What a person asks of the Customer Desk, from the first word to the answer. Only their own. */
export const REQUEST_CALLS = {
  /** Newest first. */
  'request:list': {
    argument: nothing,
    reply: z.strictObject({ requests: z.array(ownRequestSchema), drafts: z.array(ownDraftSchema) }),
  },
  /** One of the person's own requests with all that happened to it. */
  'request:read': { argument: z.strictObject({ id: requestId }), reply: requestViewSchema },
  /** Keeps a form as it is, sealed like the records, in place of what that draft held before. */
  'request:save-draft': {
    argument: z.strictObject({ draftId, form: requestFormSchema }),
    reply: z.strictObject({ savedAtMs: time }),
  },
  'request:read-draft': {
    argument: z.strictObject({ draftId }),
    reply: z.strictObject({ savedAtMs: time, form: requestFormSchema }),
  },
  'request:delete-draft': { argument: z.strictObject({ draftId }), reply: nothing },
  /** Makes the form a request that is not changed any more, and removes its draft; or says everything that is to be put right. */
  'request:seal': {
    argument: z.strictObject({ draftId, form: requestFormSchema }),
    reply: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('sealed'), id: requestId }),
      z.strictObject({ kind: z.literal('faults'), faults: z.array(requestFaultSchema) }),
    ]),
  },
  /** The letter as it will be printed; of a form, a sample of it. */
  'request:preview': {
    argument: z.strictObject({
      source: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('form'), form: requestFormSchema }),
        z.strictObject({ kind: z.literal('request'), id: requestId }),
      ]),
      language: languageSchema,
    }),
    reply: previewSchema,
  },
  'request:letter': {
    argument: z.strictObject({ id: requestId, language: languageSchema, as: deliverySchema }),
    reply: deliveredSchema,
  },
  /** The file for the desk, saved where the person chooses. */
  'request:file': {
    argument: z.strictObject({ id: requestId }),
    reply: z.strictObject({ name: z.string() }),
  },
  /** The person says that the desk has it, or will: dates are counted from here. */
  'request:hand-over': {
    argument: z.strictObject({ id: requestId, by: z.enum(['printed', 'exported', 'mailed']) }),
    reply: requestViewSchema,
  },
  'request:withdraw': {
    argument: z.strictObject({ id: requestId, why: z.string().min(1).max(WITHDRAW_REASON_LIMIT) }),
    reply: requestViewSchema,
  },
  /** Asks for a file the desk gave, and takes it in. */
  'request:import-answer': { argument: nothing, reply: z.strictObject({ id: requestId }) },
} as const satisfies CallSchemas
