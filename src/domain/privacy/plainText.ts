/** Why a text was not taken. The caller turns the code into a sentence. */
export const TEXT_FAULTS = [
  'missing',
  'too-long',
  'too-short',
  'control-characters',
  'line-break',
  'markup',
  'encoded-data',
  'number-list',
  'file-name',
] as const
export type TextFault = (typeof TEXT_FAULTS)[number]

/** What a field takes. Lengths count characters as people do (code points), after trimming. */
export interface TextRule {
  readonly max: number
  /** Default 1; 0 makes the field optional. */
  readonly min?: number
  readonly lines?: 'one' | 'many'
  /** A name of a person, a company or a paper: takes no angle brackets. */
  readonly isName?: boolean
  /** The name of a paper document: takes no name of a file and no address of one. */
  readonly isPaper?: boolean
}

// Line feed and tab are text; direction overrides, invisible marks and halves of characters are ways to hide some.
const CONTROL =
  // eslint-disable-next-line no-control-regex -- these are the characters to be refused
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
/** Nobody writes so long a word of these letters; encoded bytes are such a word. */
const ENCODED = /[A-Za-z0-9+/=_-]{100}|data:[a-z]+\/[a-z0-9.+-]+[;,]/i
/** Dates, amounts and telephone numbers stay far below; the coordinates of a face are 82 numbers. */
const LONGEST_NUMBER_LIST = 23
const FILE_NAME = /\.(?:jpe?g|png|gif|webp|avif|heic|heif|bmp|tiff?|svg|pdf|mp4|mov|webm|zip)\b|:\/\/|[\\/]/i

/** The text without what `textFault` calls control characters: for showing what was not taken. */
export const withoutControls = (text: string): string => text.replaceAll(new RegExp(CONTROL, 'g'), '')

/** The same text in one spelling: composed characters, line feeds only, no space around it. */
export const cleanText = (text: string): string => text.normalize('NFC').replaceAll(/\r\n?/g, '\n').trim()

const codePoints = (text: string): number => Array.from(text).length

/** Whether many numbers follow each other with nothing but separators between them. Takes time in proportion to the text. */
function isNumberList(text: string): boolean {
  let inARow = 0
  let endOfLast = 0
  for (const number of text.matchAll(/\d[\d.]*(?:e[+-]?\d+)?/gi)) {
    const between = text.slice(endOfLast, number.index)
    inARow = /^[\s,;:|/()[\]{}+-]*$/.test(between) ? inARow + 1 : 1
    if (inARow > LONGEST_NUMBER_LIST) return true
    endOfLast = number.index + number[0].length
  }
  return false
}

/**
 * Looks at a text a person wrote; null is a text that may be kept, as text, whatever it would mean to a spreadsheet or a
 * page. Long texts are refused before they are looked at.
 */
export function textFault(raw: string, rule: TextRule): TextFault | null {
  // Four times the limit leaves room for surrogate pairs and for accents that are written apart.
  if (raw.length > rule.max * 4 + 64) return 'too-long'
  const text = cleanText(raw)
  const min = rule.min ?? 1
  if (visibleLength(text) === 0) return min === 0 ? null : 'missing'
  if (CONTROL.test(text)) return 'control-characters'
  if ((rule.lines ?? 'one') === 'one' && /[\n\t]/.test(text)) return 'line-break'
  const length = codePoints(text)
  if (length > rule.max) return 'too-long'
  if (length < min) return 'too-short'
  if (rule.isPaper && FILE_NAME.test(text)) return 'file-name'
  if ((rule.isName || rule.isPaper) && /[<>]/.test(text)) return 'markup'
  if (ENCODED.test(text)) return 'encoded-data'
  return isNumberList(text) ? 'number-list' : null
}

/** Space of any script, and characters that are drawn as nothing. */
const UNSEEN = /[\s\u2800\p{Default_Ignorable_Code_Point}]/gu

/** Characters that say something: padding does not make a reason longer. */
export const visibleLength = (text: string): number => codePoints(cleanText(text).replaceAll(UNSEEN, ''))

/** Whether two names are one and the same person's, however they were typed. */
export function isSameName(first: string, second: string): boolean {
  const plain = (name: string) =>
    name.normalize('NFKC').replaceAll(UNSEEN, '').replaceAll(/\p{P}/gu, '').toLowerCase()
  return plain(first) === plain(second)
}

const SYMBOLS = '[0-9A-HJKMNP-TV-Z]'
const ID = new RegExp(`^[A-Z]-${SYMBOLS}{4}-${SYMBOLS}{4}$`)

/** `R-7Q4M-20K9` for the letter R: a number of a record that is short enough to be written down. */
export const isRecordId = (text: string, letter: string): boolean => ID.test(text) && text[0] === letter

/** Whether `text` is a sha256 in lowercase hexadecimal. */
export const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

/** The last moment a JavaScript date can hold; no record is later. */
export const isTime = (atMs: number): boolean => Number.isInteger(atMs) && atMs >= 0 && atMs <= 8.64e15
