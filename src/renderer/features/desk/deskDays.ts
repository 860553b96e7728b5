import type { Language } from '../../../domain/privacy/consent'
import { japanDay } from '../../../domain/privacy/calendar/isoDay'

/** `23 Nov`, `11月23日`; with its year when that is not this one. The desk's days are Japan's wherever the computer stands. */
export function dayInWords(atMs: number, nowMs: number, language: Language): string {
  const sameYear = japanDay(atMs).slice(0, 4) === japanDay(nowMs).slice(0, 4)
  return new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    day: 'numeric',
    month: language === 'ja' ? 'long' : 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
    timeZone: 'Asia/Tokyo',
  }).format(atMs)
}

/** The last day that is in time, for a moment that is the first one too late. */
export const lastDayInWords = (dueAtMs: number, nowMs: number, language: Language): string =>
  dayInWords(dueAtMs - 1, nowMs, language)
