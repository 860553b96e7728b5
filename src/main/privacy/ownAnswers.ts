import { z } from 'zod'
import type { ErrorCode, WireError } from '../../contracts/errors'
import { readAnswerFile, type Answer, type AnswerFileFault } from '../../contracts/privacy/answerFile'
import type { Sha256 } from '../../contracts/privacy/requestFile'
import type { JournalEntry } from '../../domain/privacy/journal'
import { err, ok, type Result } from '../../domain/result'
import type { NewEntry } from '../storage/journalFile'

/** The file's own text: what was read once is checked again whenever the book is read. */
export const answerEntry = z.strictObject({ text: z.string() })

const FAULTS: Readonly<Record<AnswerFileFault['code'], ErrorCode>> = {
  'too-large': 'request-answer-unreadable',
  'not-an-answer': 'request-answer-unreadable',
  text: 'request-answer-unreadable',
  'other-version': 'request-answer-version',
  edited: 'request-answer-edited',
}

/** What the desk told about the person's own requests: the newest answer to each. */
export interface OwnAnswers {
  clear(): void
  /** Takes an entry of the book; one of another kind, or one that is not believed, changes nothing. */
  readonly take: (entry: Pick<JournalEntry, 'kind' | 'payload'>) => void
  of(requestId: string): Answer | null
  /** Looks at a file's text and makes the entry that keeps it. `sha256Of` a request of theirs, null for a stranger's. */
  admit(
    text: string,
    requestSha256: (id: string) => string | null,
  ): Result<{ readonly answer: Answer; readonly entry: NewEntry }, WireError>
}

export function createOwnAnswers(sha256Of: Sha256): OwnAnswers {
  const newest = new Map<string, Answer>()
  return {
    clear: () => newest.clear(),

    take: ({ kind, payload }) => {
      if (kind !== 'answer') return
      const entry = answerEntry.safeParse(payload)
      const read = entry.success ? readAnswerFile(entry.data.text, sha256Of) : null
      if (!read?.ok) return
      const known = newest.get(read.value.requestId)
      if (!known || read.value.writtenAtMs > known.writtenAtMs) newest.set(read.value.requestId, read.value)
    },

    of: (requestId) => newest.get(requestId) ?? null,

    admit(text, requestSha256) {
      const read = readAnswerFile(text, sha256Of)
      if (!read.ok) return err({ code: FAULTS[read.error.code] })
      const answer = read.value
      if (requestSha256(answer.requestId) !== answer.requestSha256)
        return err({ code: 'request-answer-other' })
      const known = newest.get(answer.requestId)
      if (known && answer.writtenAtMs <= known.writtenAtMs) return err({ code: 'request-answer-older' })
      return ok({ answer, entry: { kind: 'answer', payload: { text } } })
    },
  }
}
