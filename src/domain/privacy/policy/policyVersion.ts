/** A version of the owner's policy: the day it was settled, and a number where one day has several. */
const VERSION = /^(\d{4}-\d{2}-\d{2})(?:\.([1-9]\d{0,2}))?$/

/** Whether `day` is a day of the calendar, written YYYY-MM-DD. */
export function isCalendarDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false
  const atMs = Date.parse(`${day}T00:00:00Z`)
  // Some engines roll the 31st of a short month over to the next one.
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(day)
}

/** Whether `version` is YYYY-MM-DD or YYYY-MM-DD.n with a real day and n in 1…999. */
export function isPolicyVersion(version: string): boolean {
  const day = VERSION.exec(version)?.[1]
  return day !== undefined && isCalendarDay(day)
}

/**
 * Negative when `a` is older than `b`, zero when they are the same, positive when it is newer. A day without a number
 * comes before the same day with one. Both must be versions.
 */
export function comparePolicyVersions(a: string, b: string): number {
  const [, dayA = '', numberA = '0'] = VERSION.exec(a) ?? []
  const [, dayB = '', numberB = '0'] = VERSION.exec(b) ?? []
  if (dayA !== dayB) return dayA < dayB ? -1 : 1
  return Number(numberA) - Number(numberB)
}

const DAY_MS = 86_400_000
/** Japan keeps one time all year: nine hours ahead of UTC. */
const JAPAN_OFFSET_MS = 9 * 3_600_000

/**
 * The day it is in Japan at `atMs` (since the Unix epoch), YYYY-MM-DD. The policy is a Japanese one: it comes into force
 * everywhere at the same moment, whatever zone a computer is set to.
 */
export function dayInJapan(atMs: number): string {
  return new Date(atMs + JAPAN_OFFSET_MS).toISOString().slice(0, 10)
}

/** When a day begins in Japan, milliseconds since the Unix epoch. */
export function startOfDayInJapanMs(day: string): number {
  const dayNumber = Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS)
  return dayNumber * DAY_MS - JAPAN_OFFSET_MS
}
