import type { z } from 'zod'
import type { DESK_CASE_CALLS } from '../../contracts/calls/deskCases'
import type { WireError } from '../../contracts/errors'
import type { IsHoliday } from '../../domain/privacy/calendar/businessDays'
import { err, type Result } from '../../domain/result'
import type { LetterOffice } from '../letters/letterOffice'
import type { DeskCases } from './deskCases'
import type { DeskSettingsStore } from './deskSettings'

export type LetterOrder = z.output<(typeof DESK_CASE_CALLS)['desk:letter']['argument']>
export type LetterMade = z.output<(typeof DESK_CASE_CALLS)['desk:letter']['reply']>

export interface DeskLettersParts {
  readonly cases: Pick<DeskCases, 'kept'>
  readonly settings: Pick<DeskSettingsStore, 'read'>
  readonly letters: LetterOffice
  readonly isHoliday: IsHoliday
  readonly now: () => number
}

/** Makes the desk's letters: shown, saved or printed. */
export function createDeskLetters(parts: DeskLettersParts) {
  return async (order: LetterOrder): Promise<Result<LetterMade, WireError>> => {
    const kept = await parts.cases.kept(order.id)
    if (!kept.ok) return kept
    return err({ code: 'desk-letter-not-yet' })
  }
}
