import type { Language } from '../../domain/privacy/consent'

/** A day such as 2021-01-01 as people write it: `1 January 2021`, `2021年1月1日`. */
export function formatDay(isoDay: string, language: Language): string {
  const [year = 0, month = 1, day = 1] = isoDay.split('-').map(Number)
  return new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(Date.UTC(year, month - 1, day))
}

/** A moment with its time of day, on this computer's clock. */
export const formatMoment = (ms: number, language: Language): string =>
  new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
  }).format(ms)

/** The day of a moment in little room, on this computer's clock: `12 Nov 2026`, `2026/11/12`. */
export const formatShortDay = (ms: number, language: Language): string =>
  new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', { dateStyle: 'medium' }).format(ms)
