import { z } from 'zod'
import { STAGES, type Stage } from '../../domain/privacy/desk/requestCase'
import { cleanText, isRecordId, textFault } from '../../domain/privacy/plainText'
import { err, ok, type Result } from '../../domain/result'
import type { Sha256 } from './requestFile'

/** One step the desk tells the person about. */
export interface AnswerStage {
  readonly stage: Stage
  /** Milliseconds since the Unix epoch, on the desk's clock. */
  readonly atMs: number
  /** In plain words, in the person's language; empty where the stage says it all. */
  readonly text: string
}

/** How far a request is, as the desk tells the person who made it. Nothing about anybody else has a place in it. */
export interface Answer {
  readonly requestId: string
  /** Of the request's file: says that desk and person mean the same text. */
  readonly requestSha256: string
  /** Oldest first. */
  readonly stages: readonly AnswerStage[]
  /** The first moment that is too late for what the desk owes next; null when it owes nothing. */
  readonly nextDueAtMs: number | null
  readonly writtenAtMs: number
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const time = z.int().min(0).max(8.64e15)

/** Most stages an answer tells of, and the longest text of one. */
export const ANSWER_LIMITS = { stages: 100, text: 2000 } as const

const answerSchema = z.strictObject({
  requestId: z.string().refine((id) => isRecordId(id, 'R')),
  requestSha256: sha256,
  stages: z
    .array(
      z.strictObject({ stage: z.enum(STAGES), atMs: time, text: z.string().max(ANSWER_LIMITS.text * 2) }),
    )
    .min(1)
    .max(ANSWER_LIMITS.stages),
  nextDueAtMs: time.nullable(),
  writtenAtMs: time,
}) satisfies z.ZodType<Answer>

const FORMAT = 'kazari-answer-1'
const answerFileSchema = z.strictObject({
  format: z.literal(FORMAT),
  ...answerSchema.shape,
  /** Of the answer in this file; tells an edited file, not who edited it. */
  sha256,
})

/** Largest answer file that is looked at, characters: it fits into one record even when every character is escaped. */
export const ANSWER_FILE_LIMIT = 30_000

export type AnswerFileFault =
  | { readonly code: 'too-large' | 'not-an-answer' | 'edited' | 'text' }
  | { readonly code: 'other-version'; readonly found: string }

/** The only JSON that counts is the answer's as the schema orders it. */
const bodyOf = (answer: Answer): string => JSON.stringify(answerSchema.parse(answer))

/** Whether the person can be shown every text as it stands. */
const areTextsPlain = (answer: Answer): boolean =>
  answer.stages.every(
    ({ text }) =>
      textFault(text, { max: ANSWER_LIMITS.text, min: 0, lines: 'many' }) === null &&
      cleanText(text) === text,
  )

/**
 * The text of an answer file: texts in one spelling. Refused when a text may not be kept (`text`), or when all of them
 * together are more than a file may hold (`too-large`). Throws for an answer that is no answer at all: a bug.
 */
export function writeAnswerFile(answer: Answer, sha256Of: Sha256): Result<string, AnswerFileFault> {
  const clean: Answer = {
    ...answer,
    stages: answer.stages.map((stage) => ({ ...stage, text: cleanText(stage.text) })),
  }
  if (!areTextsPlain(clean)) return err({ code: 'text' })
  const body = bodyOf(clean)
  const text = `{"format":"${FORMAT}",${body.slice(1, -1)},"sha256":"${sha256Of(body)}"}\n`
  return text.length > ANSWER_FILE_LIMIT ? err({ code: 'too-large' }) : ok(text)
}

/** Reads a file the desk gave: size, version, shape, sum, then the texts. */
export function readAnswerFile(fileText: string, sha256Of: Sha256): Result<Answer, AnswerFileFault> {
  if (fileText.length > ANSWER_FILE_LIMIT) return err({ code: 'too-large' })
  let parsed: unknown
  try {
    parsed = JSON.parse(fileText)
  } catch {
    return err({ code: 'not-an-answer' })
  }
  const version = z.looseObject({ format: z.string().regex(/^kazari-answer-\d{1,4}$/) }).safeParse(parsed)
  if (!version.success) return err({ code: 'not-an-answer' })
  if (version.data.format !== FORMAT) return err({ code: 'other-version', found: version.data.format })
  const file = answerFileSchema.safeParse(parsed)
  if (!file.success) return err({ code: 'not-an-answer' })
  const answer: Answer = {
    requestId: file.data.requestId,
    requestSha256: file.data.requestSha256,
    stages: file.data.stages,
    nextDueAtMs: file.data.nextDueAtMs,
    writtenAtMs: file.data.writtenAtMs,
  }
  if (sha256Of(bodyOf(answer)) !== file.data.sha256) return err({ code: 'edited' })
  return areTextsPlain(answer) ? ok(answer) : err({ code: 'text' })
}
