import { z } from 'zod'
import type { JournalKind, Json } from '../../domain/privacy/journal'
import { countOf, entryFrom, lineIn, stubLine, sumOf, type Chain } from './journalChain'
import type { SealKey } from './sealedEnvelope'

/** Lines one order names: it stays far below what a payload may hold. */
export const LINES_PER_ORDER = 250

/**
 * An order names each line with the sum before it and its own: both are sealed there, so that the stub, whose own line can
 * no longer be checked, hides no change of itself or of what came before.
 */
const orderSchema = z.object({ lines: z.array(z.string()) })

const nameOfLine = (index: number, sums: readonly string[]): string =>
  `${index} ${sums[index] ?? ''} ${sums[index + 1] ?? ''}`

/** Entries that are never erased: they say what was, and stubs rest on them. */
export const isOrder = (kind: JournalKind | 'erased'): boolean =>
  kind === 'erasure' || kind === 'journal-repaired'

export interface Orders {
  readonly entries: readonly { readonly kind: JournalKind; readonly payload: Json }[]
  /** For each erased entry the index of the order that will name it. */
  readonly orderOf: ReadonlyMap<number, number>
}

/** The orders to erase `indexes`, which are to be appended from entry `next` on; `payloadOf` makes a payload around the lines. */
export function ordersFor(
  indexes: readonly number[],
  next: number,
  sums: readonly string[],
  kind: JournalKind,
  payloadOf: (lines: readonly string[]) => Json,
): Orders {
  const entries: { readonly kind: JournalKind; readonly payload: Json }[] = []
  const orderOf = new Map<number, number>()
  for (let from = 0; from < indexes.length; from += LINES_PER_ORDER) {
    const part = indexes.slice(from, from + LINES_PER_ORDER)
    for (const index of part) orderOf.set(index, next + entries.length)
    entries.push({ kind, payload: payloadOf(part.map((index) => nameOfLine(index, sums))) })
  }
  return { entries, orderOf }
}

/**
 * Looks whether each stub is named by the later, sealed order it points to, and gives back those that are not: their
 * records were taken out by somebody, or the order was lost with a damaged end.
 */
export function vouchForStubs(file: Buffer, chain: Chain, key: SealKey): readonly number[] {
  const orders = new Map<number, ReadonlySet<string>>()
  const linesOf = (order: number): ReadonlySet<string> => {
    const known = orders.get(order)
    if (known) return known
    const isEntry = order < countOf(chain) && !chain.stubs.has(order)
    const entry = isEntry ? entryFrom(lineIn(file, order, chain), order, chain, key) : null
    const payload = entry && isOrder(entry.kind) ? orderSchema.safeParse(entry.payload) : null
    if (entry && payload?.success) chain.orderTimes.set(order, entry.atMs)
    const lines = new Set(payload?.success ? payload.data.lines : [])
    orders.set(order, lines)
    return lines
  }
  return [...chain.stubs]
    .filter(([index, order]) => order <= index || !linesOf(order).has(nameOfLine(index, chain.sums)))
    .map(([index]) => index)
}

/**
 * The file with stubs for the lines of `orderOf`, and `tail` behind it. Null when a line is not what it was: a rewrite must
 * not make a change look sound. `chain` knows the tail's lines already.
 */
export function rewriteWithStubs(
  file: Buffer,
  chain: Chain,
  orderOf: ReadonlyMap<number, number>,
  tail: Buffer,
): { readonly bytes: Buffer; readonly starts: readonly number[] } | null {
  const header = file.subarray(0, chain.starts[0])
  if (sumOf(header) !== chain.sums[0]) return null
  const parts: Buffer[] = [header]
  const starts = [header.byteLength]
  let end = header.byteLength
  for (let index = 0; index < countOf(chain); index++) {
    const [start = 0, next = 0] = [chain.starts[index], chain.starts[index + 1]]
    const previous = chain.sums[index] ?? ''
    const sum = chain.sums[index + 1] ?? ''
    let line =
      start < file.byteLength
        ? file.subarray(start, next)
        : tail.subarray(start - file.byteLength, next - file.byteLength)
    const stubbedBy = chain.stubs.get(index)
    const isWhole =
      stubbedBy === undefined ? sumOf(line) === sum : line.equals(stubLine(index, previous, sum, stubbedBy))
    if (!isWhole) return null
    const order = orderOf.get(index)
    if (order !== undefined) line = stubLine(index, previous, sum, order)
    parts.push(line)
    end += line.byteLength
    starts.push(end)
  }
  return { bytes: Buffer.concat(parts), starts }
}
