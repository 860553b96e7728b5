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
}

const LINE_FEED = 10

export const sumOf = (line: Uint8Array): string => hash('sha256', line, 'hex')

/** Bytes up to and with the first line feed; null when there is none. */
export function firstLine(file: Buffer): Buffer | null {
  const end = file.indexOf(LINE_FEED)
  return end < 0 ? null : file.subarray(0, end + 1)
}

/** The longest run of whole lines after the first one that stand in order, each naming the sha256 of the one before. */
export function linkedChain(file: Buffer, header: Buffer): Chain {
  const starts = [header.byteLength]
  const sums = [sumOf(header)]
  for (let index = 0, start = header.byteLength; ; index++) {
    const end = file.indexOf(LINE_FEED, start)
    const previous = sums[index]
    if (end < 0 || previous === undefined) break
    const lead = `${index} ${previous} `
    if (end - start <= lead.length || file.toString('latin1', start, start + lead.length) !== lead) break
    sums.push(sumOf(file.subarray(start, end + 1)))
    starts.push(end + 1)
    start = end + 1
  }
  return { starts, sums }
}

export const countOf = (chain: Chain): number => chain.starts.length - 1

/** The entry `index` out of the bytes of its line, null when it does not open. */
export function entryFrom(line: Buffer, index: number, chain: Chain, key: SealKey): JournalEntry | null {
  const previousSha256 = chain.sums[index]
  if (previousSha256 === undefined) return null
  const box = line.toString('latin1', `${index} ${previousSha256} `.length, line.byteLength - 1)
  return openEntry({ index, previousSha256 }, box, key)
}

/**
 * The longest part of a linked chain that is authentic. A box opens only after the very past it was sealed after, so the
 * last one vouches for all before it; where it does not, a forged part begins somewhere, and nothing after that opens.
 */
export function authenticCount(file: Buffer, chain: Chain, key: SealKey): number {
  const opens = (index: number): boolean =>
    entryFrom(file.subarray(chain.starts[index], chain.starts[index + 1]), index, chain, key) !== null
  const all = countOf(chain)
  if (all === 0 || opens(all - 1)) return all
  let sound = 0
  let unsound = all - 1
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
}
