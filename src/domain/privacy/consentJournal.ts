import { err, ok, type Result } from '../result'
import {
  consentState,
  recordConsentEvent,
  type ConsentAnswer,
  type ConsentEvent,
  type ConsentRecord,
  type ConsentState,
  type Language,
} from './consent'

/** All records of this install, oldest first; the last one counts. */
export type ConsentJournal = readonly ConsentRecord[]

/** sha256 of the text that is current now, for each language it can be shown in. */
export type CurrentTexts = Readonly<Record<Language, string>>

export const currentRecord = (journal: ConsentJournal): ConsentRecord | null => journal.at(-1) ?? null

type Move = Result<ConsentJournal, { readonly code: 'forbidden-move'; readonly from: ConsentState }>

function moveLast(journal: ConsentJournal, event: ConsentEvent): Move {
  const last = currentRecord(journal)
  if (!last) return err({ code: 'forbidden-move', from: 'none' })
  const moved = recordConsentEvent(last, event)
  return moved.ok ? ok([...journal.slice(0, -1), moved.value]) : moved
}

/** Closes the current record when its text is no longer the current one: old consent never unlocks a new version. */
export function supersedeOutdated(
  journal: ConsentJournal,
  texts: CurrentTexts,
  atMs: number,
): ConsentJournal {
  const last = currentRecord(journal)
  if (!last || last.policySha256 === texts[last.language]) return journal
  const moved = moveLast(journal, { kind: 'superseded', atMs })
  return moved.ok ? moved.value : journal
}

/** At the start of a session: a notice that was on screen when the last one ended was not answered. */
export function expireUnanswered(journal: ConsentJournal, atMs: number): ConsentJournal {
  if (consentState(currentRecord(journal)) !== 'presented') return journal
  const moved = moveLast(journal, { kind: 'expired', atMs })
  return moved.ok ? moved.value : journal
}

/** Most records that are kept; far more than anybody answers, and a bound for the file. */
export const JOURNAL_LIMIT = 2000

/**
 * The notice `opening` is on screen. A yes that still holds is left alone, and so is the same notice shown again;
 * a notice that was left without an answer expires.
 */
export function presentNotice(
  journal: ConsentJournal,
  opening: Omit<ConsentRecord, 'events'>,
  texts: CurrentTexts,
): ConsentJournal {
  const last = currentRecord(journal)
  const state = consentState(last)
  const isCurrent = last !== null && last.policySha256 === texts[last.language]
  if (isCurrent && state === 'given') return journal
  if (isCurrent && state === 'presented' && last.policySha256 === opening.policySha256) return journal
  const atMs = opening.shownAtMs
  const closed =
    state === 'presented' || state === 'given'
      ? moveLast(journal, { kind: isCurrent ? 'expired' : 'superseded', atMs })
      : ok(journal)
  const kept = (closed.ok ? closed.value : journal).slice(1 - JOURNAL_LIMIT)
  return [...kept, { ...opening, events: [{ kind: 'presented', atMs }] }]
}

/** Only a notice that is on screen can be answered. */
export const answerNotice = (journal: ConsentJournal, answer: ConsentAnswer, atMs: number): Move =>
  moveLast(journal, { kind: answer, atMs })

/** Takes a yes back; there must be one. */
export const withdrawConsent = (journal: ConsentJournal, atMs: number): Move =>
  moveLast(journal, { kind: 'withdrawn', atMs })

/** Whether the text that is current now was answered, whatever the answer: only then may pictures be opened at all. */
export function isAnswered(record: ConsentRecord | null, texts: CurrentTexts): boolean {
  if (record === null || record.policySha256 !== texts[record.language]) return false
  return ['given', 'refused', 'withdrawn'].includes(consentState(record))
}
