import { constants, gunzipSync, inflateSync } from 'node:zlib'
import { levelTablesIn } from './levelTables.mjs'
import { unsnappy } from './snappy.mjs'

/** Shortest text that is taken for an encoding, in characters. */
const MIN_CHARACTERS = 64
/** Most that one packed stream may give. */
const MAX_UNPACKED = 64 * 1024 * 1024
/** Smaller results hold no picture and no list of points. */
const MIN_UNPACKED = 48

const BASE64 = new Uint8Array(256)
const HEX = new Uint8Array(256)
for (const [table, characters] of [
  [BASE64, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_'],
  [HEX, '0123456789abcdefABCDEF'],
]) {
  for (const character of characters) table[character.charCodeAt(0)] = 1
}

/**
 * What bytes hold once unpacked: base64 (also URL-safe, also as UTF-16), hexadecimal, gzip, zlib (PNG and PDF
 * streams too), LevelDB tables and the values that IndexedDB packs. Each result is searched like the bytes themselves.
 * @returns {Iterable<{ kind: string, offset: number, bytes: Uint8Array }>}
 */
export function* layersIn(bytes, from, to) {
  yield* textLayers(bytes, from, to, 1)
  yield* textLayers(bytes, from, to, 2)
  yield* streamsIn(bytes, from, to)
  for (const { offset, bytes: content } of levelTablesIn(bytes, from, to)) {
    yield { kind: 'leveldb', offset, bytes: content }
  }
  yield* packedValuesIn(bytes, from, to)
}

/** Runs of characters of an encoding; `width` is the number of bytes of a character. */
function* textLayers(bytes, from, to, width) {
  const hop = (MIN_CHARACTERS - 1) * width
  const inRun = (at) => BASE64[bytes[at]] === 1 && (width === 1 || bytes[at + 1] === 0)
  for (let phase = 0; phase < width; phase++) {
    // A run long enough cannot lie between two looks.
    for (let at = from + phase; at < to; at += hop) {
      if (!inRun(at)) continue
      let start = at
      while (start - width >= 0 && inRun(start - width)) start -= width
      let end = at + width
      while (end + width <= bytes.length && inRun(end)) end += width
      if (end - start >= MIN_CHARACTERS * width && start >= from) yield* decodings(bytes, start, end, width)
      at = Math.max(at, end - hop)
    }
  }
}

function* decodings(bytes, start, end, width) {
  const characters = new Uint8Array((end - start) / width)
  let hex = 0
  const different = new Set()
  for (let at = 0; at < characters.length; at++) {
    characters[at] = bytes[start + at * width]
    hex += HEX[characters[at]]
    if (at < 4096) different.add(characters[at])
  }
  if (different.size < 8) return
  const text = Buffer.from(characters.buffer).toString('latin1')
  if (hex === characters.length) {
    for (const phase of [0, 1]) {
      yield { kind: 'hex', offset: start, bytes: aligned(Buffer.from(text.slice(phase), 'hex')) }
    }
    return
  }
  // Letters before the text may belong to it as far as one can see: each of the four phases is tried.
  for (let phase = 0; phase < 4; phase++) {
    yield {
      kind: width === 2 ? 'base64 in UTF-16' : 'base64',
      offset: start,
      bytes: aligned(Buffer.from(text.slice(phase), 'base64')),
    }
  }
}

/** A copy that begins on a multiple of eight in memory, as the searches by words need it. */
export function aligned(bytes) {
  const copy = new Uint8Array(bytes.length)
  copy.set(bytes)
  return copy
}

/** Whether the two bytes begin a zlib stream of the usual window that states no dictionary. */
const isZlib = (first, second) =>
  first === 0x78 && (second & 0x20) === 0 && ((first << 8) | second) % 31 === 0

function* streamsIn(bytes, from, to) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = buffer.indexOf(0x78, from); at !== -1 && at < to; at = buffer.indexOf(0x78, at + 1)) {
    const content = isZlib(bytes[at], bytes[at + 1]) && unpack(inflateSync, bytes.subarray(at))
    if (content) yield { kind: 'zlib', offset: at, bytes: content }
  }
  const gzip = Buffer.from([0x1f, 0x8b, 0x08])
  for (let at = buffer.indexOf(gzip, from); at !== -1 && at < to; at = buffer.indexOf(gzip, at + 1)) {
    const content = unpack(gunzipSync, bytes.subarray(at))
    if (content) yield { kind: 'gzip', offset: at, bytes: content }
  }
}

/** First what a small part gives: noise that looks like a stream fails at once, whatever follows it. */
const PROBE_BYTES = 512

function unpack(unpackSync, bytes) {
  const partial = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MAX_UNPACKED }
  try {
    unpackSync(bytes.subarray(0, PROBE_BYTES), partial)
    const content = unpackSync(bytes, partial)
    return content.length >= MIN_UNPACKED ? aligned(content) : null
  } catch (error) {
    // Data that is no stream, or one whose end is missing, is what most of these are.
    if (error.code?.startsWith('Z_') || error.code === 'ERR_BUFFER_TOO_LARGE') return null
    throw error
  }
}

/** Values that IndexedDB packed: a version tag, a mark for “unpack me”, and snappy. */
function* packedValuesIn(bytes, from, to) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const mark = Buffer.from([0xff, 0x11, 0x02])
  for (let at = buffer.indexOf(mark, from); at !== -1 && at < to; at = buffer.indexOf(mark, at + 1)) {
    const content = unsnappy(bytes.subarray(at + mark.length))
    if (content && content.length >= MIN_UNPACKED) {
      yield { kind: 'indexeddb value', offset: at, bytes: aligned(content) }
    }
  }
}
