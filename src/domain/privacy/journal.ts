/** A value that text can hold. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }

/** What one entry of the journal is about. */
export const JOURNAL_KINDS = [
  'request',
  'transition',
  /** What the desk told a person about their own request. */
  'answer',
  'provision',
  'entrustment',
  'policy',
  'consent',
  /** Who at the desk looks after a request. */
  'assignment',
  /** A purpose beyond the nine, with the written consent it rests on. */
  'purpose',
  /** Members, PINs, settings of the desk. */
  'desk',
  /** Orders that the payloads of earlier entries be erased; their sums stay in the chain. */
  'erasure',
  'journal-repaired',
] as const
export type JournalKind = (typeof JOURNAL_KINDS)[number]

/** One record, chained to the one before it. */
export interface JournalEntry {
  /** 0, 1, 2 … without a gap. */
  readonly index: number
  /** Of the whole line before this one as it stands in the file, lowercase hexadecimal. */
  readonly previousSha256: string
  /** As the clock said when it was written, milliseconds since the epoch; see calendar/clock.ts. */
  readonly atMs: number
  /** `erased`: only the entry's place and sums are left; its payload is null and `atMs` is when that was ordered. */
  readonly kind: JournalKind | 'erased'
  readonly payload: Json
}

export type PayloadFault = 'too-large' | 'too-deep' | 'too-many' | 'number-list' | 'not-text'

/** Most one payload may hold. The points of one face are 82 numbers. */
export const PAYLOAD_LIMITS = { characters: 64 * 1024, depth: 8, entries: 256, numbers: 16 } as const

/**
 * Whether a payload may be kept at all, whatever its schema says: no bytes, no long list of numbers (also not spread
 * over nested lists), nothing JSON would change on the way. Null is yes.
 */
export function payloadFault(payload: Json): PayloadFault | null {
  const fault = valueFault(payload, 0)
  if (fault !== null) return fault
  return JSON.stringify(payload).length > PAYLOAD_LIMITS.characters ? 'too-large' : null
}

function valueFault(value: unknown, depth: number): PayloadFault | null {
  if (depth > PAYLOAD_LIMITS.depth) return 'too-deep'
  switch (typeof value) {
    case 'string':
      return value.length > PAYLOAD_LIMITS.characters ? 'too-large' : null
    case 'boolean':
      return null
    case 'number':
      return Number.isFinite(value) ? null : 'not-text'
    case 'object':
      break
    default:
      return 'not-text'
  }
  if (value === null) return null
  const prototype: unknown = Object.getPrototypeOf(value)
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return 'not-text'
  const values: readonly unknown[] = Array.isArray(value)
    ? (value as unknown[])
    : Object.values(value).filter((entry) => entry !== undefined)
  if (values.length > PAYLOAD_LIMITS.entries) return 'too-many'
  if (numbersIn(values, 0) > PAYLOAD_LIMITS.numbers) return 'number-list'
  for (const entry of values) {
    const fault = valueFault(entry, depth + 1)
    if (fault !== null) return fault
  }
  return null
}

/** Numbers in a list and in the lists and records inside it. */
function numbersIn(values: readonly unknown[], depth: number): number {
  let count = 0
  for (const value of values) {
    if (typeof value === 'number') count++
    else if (typeof value === 'object' && value !== null && depth <= PAYLOAD_LIMITS.depth)
      count += numbersIn(Object.values(value), depth + 1)
  }
  return count
}
