import { crc32 } from 'node:zlib'
import { chance, type Chance } from './seeded'

export interface MutatedPicture {
  readonly name: string
  readonly bytes: Buffer
}

export interface SourcePicture {
  readonly ending: 'jpg' | 'png' | 'webp'
  readonly bytes: Buffer
}

type Mutation = (bytes: Buffer, luck: Chance, others: readonly SourcePicture[]) => Buffer

/** Sizes that parsers stumble over. */
const EDGES = [0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff] as const

const flipBits: Mutation = (bytes, luck) => {
  const flipped = Buffer.from(bytes)
  for (let left = 1 + luck.below(8); left > 0; left--) {
    const at = luck.below(flipped.length)
    flipped[at] = (flipped[at] ?? 0) ^ (1 << luck.below(8))
  }
  return flipped
}

/** The same within the first bytes, where sizes and tables stand. */
const flipHeader: Mutation = (bytes, luck, others) =>
  Buffer.concat([flipBits(bytes.subarray(0, 256), luck, others), bytes.subarray(256)])

const putEdge: Mutation = (bytes, luck) => {
  const changed = Buffer.from(bytes)
  const width = luck.pick([1, 2, 4])
  const at = luck.below(Math.min(changed.length - 4, luck.next() < 0.7 ? 512 : changed.length))
  const value = luck.pick(EDGES) % 2 ** (8 * width)
  if (luck.next() < 0.5) changed.writeUIntBE(value, at, width)
  else changed.writeUIntLE(value, at, width)
  return changed
}

const cutOut: Mutation = (bytes, luck) => {
  const from = luck.below(bytes.length)
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + 1 + luck.below(64))])
}

const repeatPart: Mutation = (bytes, luck) => {
  const from = luck.below(bytes.length)
  const to = Math.min(bytes.length, from + 1 + luck.below(512))
  return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from, to), bytes.subarray(to)])
}

const splice: Mutation = (bytes, luck, others) => {
  const other = luck.pick(others).bytes
  return Buffer.concat([
    bytes.subarray(0, luck.below(bytes.length)),
    other.subarray(luck.below(other.length)),
  ])
}

const fillPart: Mutation = (bytes, luck) => {
  const filled = Buffer.from(bytes)
  const from = luck.below(filled.length)
  return filled.fill(
    luck.pick([0, 0xff, luck.below(256)]),
    from,
    Math.min(filled.length, from + 1 + luck.below(128)),
  )
}

/** Where parts of a picture begin and end: markers of JPEG, chunks of PNG and WebP. Length fields are left as they are. */
function partsOf(bytes: Buffer, isPng: boolean): readonly (readonly [number, number])[] {
  const parts: (readonly [number, number])[] = []
  if (bytes[0] === 0xff) {
    for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
      const end = at + 2 + bytes.readUInt16BE(at + 2)
      parts.push([at, end])
      if (bytes[at + 1] === 0xda) break
      at = end
    }
  } else {
    for (let at = isPng ? 8 : 12; at + 8 <= bytes.length;) {
      const length = isPng ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at + 4)
      const end = at + (isPng ? 12 + length : 8 + length + (length % 2))
      parts.push([at, end])
      at = end
    }
  }
  return parts
}

/** Takes a part away, says it twice, or puts it at another place. */
const moveParts: Mutation = (bytes, luck) => {
  const isPng = bytes[0] === 0x89
  const parts = partsOf(bytes, isPng).map(([from, to]) => bytes.subarray(from, to))
  if (parts.length === 0) return bytes
  const head = bytes.subarray(0, bytes[0] === 0xff ? 2 : isPng ? 8 : 12)
  const tail = bytes.subarray(head.length + parts.reduce((sum, part) => sum + part.length, 0))
  const at = luck.below(parts.length)
  const part = luck.pick(parts)
  const changed = luck.pick([
    parts.toSpliced(at, 1),
    parts.toSpliced(at, 0, part),
    parts.toSpliced(at, 1, part),
  ])
  return Buffer.concat([head, ...changed, tail])
}

/** Gives every chunk of a PNG a right checksum again: what is wrong in it then gets as far as the decoder. */
function resumPng(bytes: Buffer): Buffer {
  const summed = Buffer.from(bytes)
  for (const [from, to] of partsOf(summed, true))
    if (to <= summed.length) summed.writeUInt32BE(crc32(summed.subarray(from + 4, to - 4)), to - 4)
  return summed
}

const MUTATIONS: readonly Mutation[] = [
  flipBits,
  flipHeader,
  putEdge,
  cutOut,
  repeatPart,
  splice,
  fillPart,
  moveParts,
]

/** `count` pictures that are no longer what they were, made from the sources by the seed alone. */
export function mutatedPictures(
  sources: readonly SourcePicture[],
  count: number,
  seed: number,
): readonly MutatedPicture[] {
  const luck = chance(seed)
  return Array.from({ length: count }, (_, index) => {
    const { ending, bytes } = luck.pick(sources)
    let mutated = bytes
    for (let left = 1 + luck.below(3); left > 0 && mutated.length > 16; left--)
      mutated = luck.pick(MUTATIONS)(mutated, luck, sources)
    if (ending === 'png' && luck.next() < 0.8) mutated = resumPng(mutated)
    return { name: `${index}.${ending}`, bytes: mutated }
  })
}
