import type { z } from 'zod'
import type { wantedLetterSchema } from '../../contracts/calls/deskCases'
import type { WireError } from '../../contracts/errors'
import { ANSWER_LIMITS, writeAnswerFile, type Answer } from '../../contracts/privacy/answerFile'
import type { Sha256 } from '../../contracts/privacy/requestFile'
import type { IsHoliday } from '../../domain/privacy/calendar/businessDays'
import { caseDue } from '../../domain/privacy/calendar/caseDue'
import { dueDates } from '../../domain/privacy/calendar/dueDates'
import { publicStages } from '../../domain/privacy/desk/publicStages'
import { err, type Result } from '../../domain/result'
import type { FileSaver } from '../export/saveFile'
import type { KeptCase } from './caseBook'

export type WantedLetter = z.output<typeof wantedLetterSchema>

export interface AnswerFileParts {
  readonly files: Pick<FileSaver, 'save'>
  readonly isHoliday: IsHoliday
  readonly sha256Of: Sha256
  readonly now: () => number
}

function answerTo({ request, sha256, state }: KeptCase, { isHoliday, now }: AnswerFileParts): Answer {
  const nowMs = now()
  const due = caseDue(state.history, dueDates(state.history, nowMs, isHoliday))
  return {
    requestId: request.id,
    requestSha256: sha256,
    stages: publicStages(state.history).slice(-ANSWER_LIMITS.stages),
    nextDueAtMs: due === null || due.kind === 'paused' || due.kind === 'done' ? null : due.dueAtMs,
    writtenAtMs: nowMs,
  }
}

/** Saves how far a request is, as a file its owner can open. Errors: cancelled, or why it was not written. */
export async function saveAnswerFile(
  kept: KeptCase,
  parts: AnswerFileParts,
): Promise<Result<{ name: string }, WireError>> {
  const answer = answerTo(kept, parts)
  const whole = writeAnswerFile(answer, parts.sha256Of)
  const last = answer.stages.findLastIndex(({ text }) => text !== '')
  // A long history may be more than a file holds: its older texts went out with their own notices.
  const written = whole.ok
    ? whole
    : writeAnswerFile(
        {
          ...answer,
          stages: answer.stages.map((stage, index) => (index === last ? stage : { ...stage, text: '' })),
        },
        parts.sha256Of,
      )
  if (!written.ok) return err({ code: 'desk-answer-too-large' })
  return parts.files.save(`kazari-answer-${kept.request.id}`, 'json', written.value)
}
