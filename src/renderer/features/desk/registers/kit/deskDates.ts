import type { Language } from '../../../../../domain/privacy/consent'

// The desk's days are Japan's wherever the computer stands.
const ZONE = 'Asia/Tokyo'
const localeOf = (language: Language) => (language === 'ja' ? 'ja-JP' : 'en-GB')

/** `23 Nov 2026`, `2026年11月23日`. */
export const shownDay = (atMs: number, language: Language): string =>
  new Intl.DateTimeFormat(localeOf(language), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: ZONE,
  }).format(atMs)

/** The same with the time of day. */
export const shownMoment = (atMs: number, language: Language): string =>
  new Intl.DateTimeFormat(localeOf(language), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: ZONE,
  }).format(atMs)

/** The last day that is in time for a moment that is the first one too late. */
export const lastDay = (dueAtMs: number, language: Language): string => shownDay(dueAtMs - 1, language)

/** What a field for day and time holds, taken as Japan's; null while it is empty or no such moment. */
export function momentIn(typed: string): number | null {
  const atMs = Date.parse(`${typed}:00+09:00`)
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(typed) && !Number.isNaN(atMs) ? atMs : null
}

const JAPAN_AHEAD_MS = 9 * 3_600_000

/** A moment as a field for day and time holds it. */
export const typedMoment = (atMs: number): string =>
  new Date(atMs + JAPAN_AHEAD_MS).toISOString().slice(0, 16)
