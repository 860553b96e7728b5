import { randomBytes, randomInt } from 'node:crypto'

/** Digits and letters that are not mistaken for each other when read aloud (Crockford's base 32). */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const symbols = (count: number): string =>
  Array.from({ length: count }, () => SYMBOLS.charAt(randomInt(SYMBOLS.length))).join('')

/** A number for one consent record, short enough to be written down: `C-7Q4M-20K9`. */
export const newReceiptId = (): string => `C-${symbols(4)}-${symbols(4)}`

/** A number for one request: `R-7Q4M-20K9`. */
export const newRequestId = (): string => `R-${symbols(4)}-${symbols(4)}`

/** A number for one record of the desk's registers: provision, entrustment, purpose beyond the nine; and for an acceptance. */
export const newRegisterId = (letter: 'P' | 'E' | 'N' | 'A'): string =>
  `${letter}-${symbols(4)}-${symbols(4)}`

/** Stands for this install in its own records; tells nothing about anybody. */
export const newSubject = (): string => randomBytes(16).toString('hex')
