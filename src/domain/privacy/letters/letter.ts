import type { Language } from '../consent'
import type { IsoDay } from '../calendar/isoDay'

/** What each letter is: names its file, and says which words it is made of. */
export const LETTER_KINDS = [
  'request',
  'acknowledgement',
  'result',
  'refusal',
  'alternative-measure',
  'withdrawal-notice',
  'consent-receipt',
  'poster',
] as const
export type LetterKind = (typeof LETTER_KINDS)[number]

/**
 * One A4 letter, in words: where each of them stands is the page's business (src/main/letters). Every text is plain
 * text, whatever signs it holds.
 */
export interface Letter {
  readonly kind: LetterKind
  readonly language: Language
  /** Lines of the address behind the envelope's window. Empty for a letter without one. */
  readonly addressee: readonly string[]
  /** Index of the address's emphasised line; the second one when left out. */
  readonly addresseeMain?: number
  /** Lines at the right: who writes. */
  readonly sender: readonly string[]
  readonly day: IsoDay
  /** What both sides find the letter by: `R-7Q4M-20K9`. */
  readonly number: string
  readonly title: string
  readonly opening: string
  readonly rows: readonly { readonly name: string; readonly value: string }[]
  readonly paragraphs: readonly string[]
  /** The line that somebody signs on, or null. */
  readonly signature: string | null
  /** What the QR code holds, at most QR_LIMIT_BYTES of UTF-8, or null. */
  readonly code: { readonly text: string; readonly note: string } | null
  /** Small print at the foot: left and right. */
  readonly footer: readonly [string, string]
}

/** Most a code may hold: beyond that its modules are too small to be read from paper. */
export const QR_LIMIT_BYTES = 2000
