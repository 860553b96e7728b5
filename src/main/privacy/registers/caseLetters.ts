import type { DeskSettings } from '../../../contracts/calls/desk'
import type { WireError } from '../../../contracts/errors'
import { writeRequestFile } from '../../../contracts/privacy/requestFile'
import { dueDates } from '../../../domain/privacy/calendar/dueDates'
import { japanDay } from '../../../domain/privacy/calendar/isoDay'
import type { Letter } from '../../../domain/privacy/letters/letter'
import { letterFor, replyLetter } from '../../../domain/privacy/letters/replyLetters'
import { requestLetter } from '../../../domain/privacy/letters/requestLetter'
import { ok, type Result } from '../../../domain/result'
import type { LetterOffice } from '../../letters/letterOffice'
import type { KeptCase } from '../caseBook'
import { contactOf } from '../deskLetters'
import { isJapaneseHoliday } from '../japaneseHolidays'
import { sha256Of, type EvidenceLetter } from './evidence'

interface NamedLetter {
  readonly name: string
  readonly letter: Letter
}

/**
 * The person's letter and every notice that went out, made again from the record as it stood when each was sent: same
 * words, same day, signed by who sent it, in the language of the request.
 */
export function lettersOf({ request, state }: KeptCase, settings: DeskSettings): readonly NamedLetter[] {
  const { id, language, policyVersion, policySha256 } = request
  const letters: NamedLetter[] = [
    {
      name: `${id}-0-request`,
      letter: requestLetter(request, writeRequestFile(request, sha256Of), language),
    },
  ]
  for (const [index, { atMs, actor, move }] of state.history.entries()) {
    if (move.kind !== 'acknowledge' && move.kind !== 'notify') continue
    const then = { ...state, history: state.history.slice(0, index) }
    const kind = move.kind === 'acknowledge' ? 'acknowledgement' : letterFor(then)
    const context = {
      contact: contactOf(settings),
      deskMember: actor.name,
      day: japanDay(atMs),
      dueAtMs: dueDates(then.history, atMs, isJapaneseHoliday)?.decide.dueAtMs ?? null,
      policyVersion,
      policySha256,
    }
    const made = kind === null ? null : replyLetter(kind, request, then, context, language)
    // A request that was closed on screen, before the desk had it, has no letter.
    if (made?.ok === true) letters.push({ name: `${id}-${letters.length}-${kind}`, letter: made.value })
  }
  return letters
}

/** The same as PDFs. Error: why one could not be made. */
export async function letterPdfs(
  kept: KeptCase,
  settings: DeskSettings,
  office: Pick<LetterOffice, 'pdf'>,
): Promise<Result<readonly EvidenceLetter[], WireError>> {
  const pdfs: EvidenceLetter[] = []
  for (const { name, letter } of lettersOf(kept, settings)) {
    const pdf = await office.pdf(letter)
    if (!pdf.ok) return pdf
    pdfs.push({ name, pdf: pdf.value })
  }
  return ok(pdfs)
}
