import { isIsoDay, type IsoDay } from '../calendar/isoDay'
import type { Language } from '../consent'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** A day as a letter writes it: `2026年11月23日`, `23 November 2026`. Any other text stays what it is. */
export function dayInWords(day: IsoDay, language: Language): string {
  if (!isIsoDay(day)) return day
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return language === 'ja' ? `${year}年${month}月${date}日` : `${date} ${MONTHS[month - 1] ?? ''} ${year}`
}
