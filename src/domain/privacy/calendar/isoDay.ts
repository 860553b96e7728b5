/** A day of the calendar in Japan, `2026-11-23`. */
export type IsoDay = string

export const DAY_MS = 86_400_000
/** Japan keeps one time all year, nine hours ahead of UTC; the desk's days are Japan's wherever the computer stands. */
const JAPAN_AHEAD_MS = 9 * 3_600_000

/** The day in Japan at a moment. */
export const japanDay = (atMs: number): IsoDay => new Date(atMs + JAPAN_AHEAD_MS).toISOString().slice(0, 10)

/** The first moment of a day in Japan, milliseconds since the epoch. */
export const startOfDayMs = (day: IsoDay): number => Date.parse(`${day}T00:00:00.000Z`) - JAPAN_AHEAD_MS

/** The first moment that is no longer in the day. */
export const endOfDayMs = (day: IsoDay): number => startOfDayMs(day) + DAY_MS

export const addDays = (day: IsoDay, days: number): IsoDay => japanDay(startOfDayMs(day) + days * DAY_MS)

/** The day of the same date some years later; 29 February becomes 1 March where there is none. */
export function addYears(day: IsoDay, years: number): IsoDay {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year + years, month - 1, date)).toISOString().slice(0, 10)
}

/** Whether `text` is a day that exists. */
export const isIsoDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && japanDay(startOfDayMsOrNaN(text)) === text

const startOfDayMsOrNaN = (text: string): number => {
  const atMs = startOfDayMs(text)
  return Number.isNaN(atMs) ? 0 : atMs
}
