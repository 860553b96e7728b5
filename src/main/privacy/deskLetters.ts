import type { z } from 'zod'
import type { DeskSettings } from '../../contracts/calls/desk'
import type { DESK_CASE_CALLS } from '../../contracts/calls/deskCases'
import type { WireError } from '../../contracts/errors'
import type { IsHoliday } from '../../domain/privacy/calendar/businessDays'
import { dueDates } from '../../domain/privacy/calendar/dueDates'
import { japanDay } from '../../domain/privacy/calendar/isoDay'
import { approvedOutcome, type ProposedOutcome } from '../../domain/privacy/desk/deskMove'
import { moveCase } from '../../domain/privacy/desk/moveCase'
import type { RequestCase } from '../../domain/privacy/desk/requestCase'
import type { Letter } from '../../domain/privacy/letters/letter'
import type { DeskContact } from '../../domain/privacy/letters/poster'
import { letterFor, replyLetter } from '../../domain/privacy/letters/replyLetters'
import { err, ok, type Result } from '../../domain/result'
import type { LetterOffice } from '../letters/letterOffice'
import type { DeskAccess } from './deskAccess'
import { moveError, type DeskCases } from './deskCases'
import type { DeskSettingsStore } from './deskSettings'

export type LetterOrder = z.output<(typeof DESK_CASE_CALLS)['desk:letter']['argument']>
export type LetterMade = z.output<(typeof DESK_CASE_CALLS)['desk:letter']['reply']>

export interface DeskLettersParts {
  readonly access: Pick<DeskAccess, 'member'>
  readonly cases: Pick<DeskCases, 'kept'>
  readonly settings: Pick<DeskSettingsStore, 'read'>
  readonly letters: LetterOffice
  readonly isHoliday: IsHoliday
  readonly now: () => number
}

/** Stands for the second member in a letter that is only looked at; no letter names who approved. */
const SOMEBODY = 'N. N.'

/** What people can reach this desk by; null where nothing was said. */
export const contactOf = ({ contact }: DeskSettings): DeskContact | null =>
  Object.values(contact).every((text) => text === '') ? null : contact

/** Makes the desk's letters: shown, saved or printed. */
export function createDeskLetters(parts: DeskLettersParts) {
  const { now } = parts

  /** The request as it would stand if this were decided now. */
  function decided(
    state: RequestCase,
    outcome: ProposedOutcome,
    name: string,
  ): Result<RequestCase, WireError> {
    const full = approvedOutcome(outcome, [name, SOMEBODY])
    const moved = moveCase(state, { kind: 'decide', outcome: full }, { role: 'desk', name }, now())
    return moved.ok ? moved : err(moveError(moved.error))
  }

  async function write({ id, language, letter }: LetterOrder): Promise<Result<Letter, WireError>> {
    const kept = await parts.cases.kept(id)
    if (!kept.ok) return kept
    const name = parts.access.member()
    if (name === null) return err({ code: 'desk-locked' })
    const { request, state } = kept.value
    const shown = letter.kind === 'draft' ? decided(state, letter.outcome, name) : ok(state)
    if (!shown.ok) return shown
    const kind = letter.kind === 'acknowledgement' ? 'acknowledgement' : letterFor(shown.value)
    if (kind === null || (kind === 'acknowledgement' && letter.kind !== 'acknowledgement'))
      return err({ code: 'desk-letter-not-yet' })
    const nowMs = now()
    const dates = dueDates(shown.value.history, nowMs, parts.isHoliday)
    const context = {
      contact: contactOf(await parts.settings.read()),
      deskMember: name,
      day: japanDay(nowMs),
      dueAtMs: dates?.decide.dueAtMs ?? null,
      policyVersion: request.policyVersion,
      policySha256: request.policySha256,
    }
    const made = replyLetter(kind, request, shown.value, context, language)
    return made.ok ? made : err({ code: 'desk-letter-not-yet' })
  }

  return async (order: LetterOrder): Promise<Result<LetterMade, WireError>> => {
    const letter = await write(order)
    if (!letter.ok) return letter
    if (order.as === 'preview') {
      const shown = await parts.letters.preview(letter.value)
      return shown.ok ? ok({ url: shown.value.url, name: null }) : shown
    }
    const name = `kazari-${letter.value.kind}-${order.id}`
    const delivered = await parts.letters.deliver(letter.value, order.as, name)
    return delivered.ok ? ok({ url: null, name: delivered.value.name }) : delivered
  }
}
