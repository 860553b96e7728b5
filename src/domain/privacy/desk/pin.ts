import { isSameName } from '../plainText'

export type PinFault = 'too-short' | 'too-long' | 'obvious' | 'is-name'

/** Fewest and most characters of a PIN or passphrase of a member of the desk. */
export const PIN_LIMITS = { min: 6, max: 100 } as const

/** A PIN as it is compared: full-width digits of a Japanese keyboard and composed accents are the same PIN. */
export const plainPin = (pin: string): string => pin.normalize('NFKC')

/** Tried first by whoever guesses, and not caught by a rule below. */
const WELL_KNOWN: readonly string[] = [
  '112233',
  '123321',
  '147258',
  '147852',
  '159357',
  '159753',
  '258369',
  '696969',
  '789456',
  'password',
  'passw0rd',
  'qwerty',
  'asdfgh',
  'letmein',
  'kazari',
  '1sec',
]

const codes = (text: string): readonly number[] => Array.from(text, (sign) => sign.codePointAt(0) ?? 0)

/** 123456, 987654, 135790, abcdef: every sign as far from the one before; digits go round at 9. */
function isRun(text: string): boolean {
  const signs = codes(text)
  const round = /^\d+$/.test(text) ? 10 : 0x110000
  const steps = signs.slice(1).map((sign, index) => (sign - (signs[index] ?? 0) + round) % round)
  return steps.every((step) => step === steps[0])
}

/** 121212, abcabc, 20262026: a short piece over and over. */
const isRepeated = (text: string): boolean => /^(.{1,4})\1+.?$/u.test(text)

/**
 * Why a PIN is not taken; null for one that may be used. Six characters or more, and none that a stranger would try
 * first.
 */
export function pinFault(raw: string, name: string): PinFault | null {
  const pin = plainPin(raw)
  const length = Array.from(pin).length
  if (length < PIN_LIMITS.min) return 'too-short'
  if (length > PIN_LIMITS.max) return 'too-long'
  const small = pin.toLowerCase()
  if (isSameName(small, name)) return 'is-name'
  const known = WELL_KNOWN.some((word) => small === word || small.replace(/[\d!.]{1,4}$/, '') === word)
  return known || isRun(small) || isRepeated(small) || new Set(small).size < 3 ? 'obvious' : null
}
