import { hash } from 'node:crypto'
import type { JournalEntry } from '../../domain/privacy/journal'
import { openEntry } from './journalBox'
import type { SealKey } from './sealedEnvelope'

/** Where the lines of a journal stand in its file, and the sha256 of each, the first line's (index −1) in front. */
export interface Chain {
  /** Byte at which entry n begins; one more: where the next one will begin. */
  readonly starts: number[]
  /** `sums[n]` is what entry n must name as the one before it. */
  readonly sums: string[]
  /** Erased entries: which later entry ordered it, as the line says. Whether that is so is `vouchForStubs`'s to say. */
  readonly stubs: Map<number, number>
  /** When the orders among the entries were written, milliseconds since the epoch. */
  readonly orderTimes: Map<number, number>
}

const LINE_FEED = 10
/** No box begins with it: it is not base64. */
const DASH = 0x2d
const STUB = /^- ([0-9a-f]{64}) (0|[1-9]\d{0,14})$/

export const sumOf = (line: Uint8Array): string => hash('sha256', line, 'hex')

/** What is left of an erased line: `INDEX PREVIOUS - SUM ORDER`, SUM being that of the line it was. */
export const stubLine = (index: number, previous: string, sum: string, order: number): Buffer =>
  Buffer.from(`${index} ${previous} - ${sum} ${order}\n`, 'latin1')

/** Bytes up to and with the first line feed; null when there is none. */
export function firstLine(file: Buffer): Buffer | null {
  const end = file.indexOf(LINE_FEED)
  return end < 0 ? null : file.subarray(0, end + 1)
}

/** The longest run of whole lines after the first one that stand in order, each naming the sha256 of the one before. */
export function linkedChain(file: Buffer, header: Buffer): Chain {
  const starts = [header.byteLength]
  const sums = [sumOf(header)]
  const stubs = new Map<number, number>()
  for (let index = 0, start = header.byteLength; ; index++) {
    const end = file.indexOf(LINE_FEED, start)
    const previous = sums[index]
    if (end < 0 || previous === undefined) break
    const lead = `${index} ${previous} `
    if (end - start <= lead.length || file.toString('latin1', start, start + lead.length) !== lead) break
    if (file[start + lead.length] === DASH) {
      const [, sum, order] = STUB.exec(file.toString('latin1', start + lead.length, end)) ?? []
      if (sum === undefined || order === undefined) break
      stubs.set(index, Number(order))
      sums.push(sum)
    } else sums.push(sumOf(file.subarray(start, end + 1)))
    starts.push(end + 1)
    start = end + 1
  }
  return { starts, sums, stubs, orderTimes: new Map() }
}

export const countOf = (chain: Chain): number => chain.starts.length - 1

/** The bytes of the line of entry `index` in the whole file. */
export const lineIn = (file: Buffer, index: number, chain: Chain): Buffer =>
  file.subarray(chain.starts[index], chain.starts[index + 1])

/** The entry `index` out of the bytes of its line, null when it does not open. A stub is told by `chain.stubs`. */
export function entryFrom(line: Buffer, index: number, chain: Chain, key: SealKey): JournalEntry | null {
  const previousSha256 = chain.sums[index]
  if (previousSha256 === undefined) return null
  const order = chain.stubs.get(index)
  if (order !== undefined) {
    const isWhole = line.equals(stubLine(index, previousSha256, chain.sums[index + 1] ?? '', order))
    const atMs = chain.orderTimes.get(order)
    if (!isWhole || atMs === undefined) return null
    return { index, previousSha256, atMs, kind: 'erased', payload: null }
  }
  const box = line.toString('latin1', `${index} ${previousSha256} `.length, line.byteLength - 1)
  return openEntry({ index, previousSha256 }, box, key)
}

/**
 * How many entries of a linked chain are authentic. A box opens only after the very past it was sealed after, so of lines
 * between two stubs the last one vouches for all; where it does not, a forged part begins among them. A stub vouches for
 * nothing before it, and needs a box after it that names its sum: none is left at the end.
 */
export function authenticCount(file: Buffer, chain: Chain, key: SealKey): number {
  const opens = (index: number): boolean => entryFrom(lineIn(file, index, chain), index, chain, key) !== null
  let sound = 0
  for (let from = 0, to = 0; to < countOf(chain); from = to + 1) {
    for (to = from; to < countOf(chain) && !chain.stubs.has(to);) to++
    if (to === from) continue
    if (!opens(to - 1)) {
      const part = soundPart(from, to, opens)
      return part === from ? sound : part
    }
    sound = to
  }
  return sound
}

/** First index from `from` on that does not open, when the one before `to` does not. */
function soundPart(from: number, to: number, opens: (index: number) => boolean): number {
  let sound = from
  let unsound = to - 1
  while (sound < unsound) {
    const middle = Math.floor((sound + unsound) / 2)
    if (opens(middle)) sound = middle + 1
    else unsound = middle
  }
  return sound
}

/** Forgets everything from entry `count` on. */
export function cutChain(chain: Chain, count: number): void {
  chain.starts.length = count + 1
  chain.sums.length = count + 1
  for (const index of chain.stubs.keys()) if (index >= count) chain.stubs.delete(index)
  for (const index of chain.orderTimes.keys()) if (index >= count) chain.orderTimes.delete(index)
}
