import { addDays, type IsoDay } from './isoDay'

/** Whether a day is a public holiday; given by the caller, so that the domain needs no table of its own. */
export type IsHoliday = (day: IsoDay) => boolean

const weekday = (day: IsoDay): number => new Date(`${day}T00:00:00.000Z`).getUTCDay()

/** Monday to Friday, public holidays left out. */
export const isBusinessDay = (day: IsoDay, isHoliday: IsHoliday): boolean =>
  weekday(day) !== 0 && weekday(day) !== 6 && !isHoliday(day)

/**
 * The business day that is `count` (1 or more) business days after `day`. The first day does not count (Civil Code,
 * Article 140). Throws when there is none within ten years: then `isHoliday` is broken.
 */
export function businessDaysAfter(day: IsoDay, count: number, isHoliday: IsHoliday): IsoDay {
  let left = count
  let current = day
  for (let step = 0; step < 3660; step++) {
    current = addDays(current, 1)
    if (isBusinessDay(current, isHoliday) && --left <= 0) return current
  }
  throw new Error('no business day in ten years')
}
