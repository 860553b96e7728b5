import { z } from 'zod'
import type { PurposeUse } from '../../domain/privacy/purposes'
import {
  consentActorSchema,
  consentRecordSchema,
  decidedPurposeSchema,
  receiptIdSchema,
} from '../privacy/consentRecords'
import { deliveredSchema, languageSchema, nothing } from './common'
import type { CallSchemas } from './shape'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const state = z.enum(['none', 'presented', 'given', 'refused', 'withdrawn', 'superseded', 'expired'])

/** Face decoration: what the notice and every screen with a camera go by. */
export const consentViewSchema = z.strictObject({
  state,
  /** Whether face finding may run now: the gate's own answer. */
  allowed: z.boolean(),
  /** Of the text in force. */
  policyVersion: z.string(),
  /** ISO 8601 day from which the policy is valid. */
  effectiveFrom: z.string(),
  /** Of the text in force, in the language of the record; without a record in English. */
  policySha256: z.string(),
  /** Of the text the record is about; another one once that text was replaced. Null without a record. */
  recordSha256: z.string().nullable(),
  /** When the last answer was recorded, milliseconds since the epoch, or null. */
  answeredAtMs: z.number().nullable(),
  receiptId: z.string().nullable(),
  /** How records are kept on this computer. */
  storage: z.enum(['keychain', 'passphrase', 'locked', 'session-only', 'damaged', 'in-use', 'not-writable']),
})
export type ConsentView = z.infer<typeof consentViewSchema>

const USES = ['asked', 'optional', 'not-collected', 'no-consent-needed', 'asked-when-used'] as const
USES satisfies readonly PurposeUse[]

/** Most records of one purpose that are listed, newest first. */
export const LISTED_RECORDS = 40

/** One purpose of the policy, or one beyond them. */
export const consentRowSchema = z.strictObject({
  purpose: z.string().max(32),
  articles: z.array(z.string().max(4)).max(2),
  use: z.enum([...USES, 'new']),
  state,
  /** The gate's own answer for this purpose. */
  allowed: z.boolean(),
  /** When the state was reached; null without a record. */
  sinceMs: z.number().nullable(),
  receiptId: z.string().nullable(),
  /** Of what is to be read before answering now, in the language asked for. */
  sha256,
  /** Words of a purpose beyond the nine; the others' are in the catalogue. */
  words: z
    .strictObject({
      title: z.string(),
      text: z.string(),
      /** The paper on file. */
      reference: z.string(),
      signedDay: z.string(),
    })
    .nullable(),
  records: z.array(consentRecordSchema).max(LISTED_RECORDS),
})
export type ConsentRow = z.infer<typeof consentRowSchema>

export const consentListSchema = z.strictObject({ rows: z.array(consentRowSchema).max(64) })
export type ConsentList = z.infer<typeof consentListSchema>

/** Three short questions (Article 2.7); an empty text is no answer. */
export const questionnaireSchema = z.strictObject({
  fit: z.enum(['well', 'mostly', 'badly']).nullable(),
  ease: z.enum(['easy', 'fair', 'hard']).nullable(),
  wish: z.string().max(600),
})
export type Questionnaire = z.infer<typeof questionnaireSchema>

export const newsSchema = z.strictObject({
  items: z
    .array(z.strictObject({ version: z.string(), day: z.string(), title: z.string(), text: z.string() }))
    .max(20),
})
export type News = z.infer<typeof newsSchema>

const passphrase = (shortest: number) => z.strictObject({ passphrase: z.string().min(shortest).max(200) })

export const CONSENT_CALLS = {
  'consent:read': { argument: nothing, reply: consentViewSchema },
  /**
   * The notice is on screen now, with this text, before this person: starts the record. Errors: `policy-changed` when the
   * text is no longer the one in force, `desk-locked` for an operator who has not opened the desk.
   */
  'consent:present': {
    argument: z.strictObject({ language: languageSchema, sha256, actor: consentActorSchema }),
    reply: consentViewSchema,
  },
  'consent:answer': {
    argument: z.strictObject({ answer: z.enum(['given', 'refused']) }),
    reply: consentViewSchema,
  },
  /** Kills vision before it writes. */
  'consent:withdraw': { argument: nothing, reply: consentViewSchema },
  /** Every purpose, with its records. */
  'consent:list': { argument: z.strictObject({ language: languageSchema }), reply: consentListSchema },
  /** Shown and answered at once, in the privacy centre. Errors: `policy-changed`, `purpose-unknown`. */
  'consent:decide': {
    argument: z.strictObject({
      purpose: decidedPurposeSchema,
      answer: z.enum(['given', 'refused', 'withdrawn']),
      language: languageSchema,
      sha256,
    }),
    reply: consentListSchema,
  },
  /** The receipt of one record, with nobody's name: a letter or a file for programs. */
  'consent:receipt': {
    argument: z.strictObject({
      id: receiptIdSchema,
      as: z.enum(['save', 'print', 'json']),
      language: languageSchema,
    }),
    reply: deliveredSchema,
  },
  /** Kiosk only: everything of this person goes, and the page begins anew for the next one. */
  'session:end': { argument: nothing, reply: nothing },
  /** What is new in Kazari; from a file that came with it. */
  'news:read': { argument: z.strictObject({ language: languageSchema }), reply: newsSchema },
  /** Saves the answers as a file where the person chooses. Nothing is sent. */
  'questionnaire:save': {
    argument: z.strictObject({ answers: questionnaireSchema, language: languageSchema }),
    reply: deliveredSchema,
  },
  /** Where there is no keychain: seals the records kept so far, and those to come, under a passphrase of 8 characters or more. */
  'records:protect': { argument: passphrase(8), reply: consentViewSchema },
  /** Opens records sealed by a passphrase; a wrong one is `records-locked`. */
  'records:unlock': { argument: passphrase(1), reply: consentViewSchema },
} as const satisfies CallSchemas
