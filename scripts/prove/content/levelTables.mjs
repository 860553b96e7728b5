import { readVarint, unsnappy } from './snappy.mjs'

/** The last eight bytes of every LevelDB table. */
const MAGIC = Buffer.from([0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb])
const FOOTER_BYTES = 48
/** After each block: how it is packed, and a checksum. */
const TRAILER_BYTES = 5
const SNAPPY = 1

function readHandle(bytes, start) {
  const offset = readVarint(bytes, start)
  const size = offset && readVarint(bytes, offset.next)
  return size && { offset: offset.value, size: size.value, next: size.next }
}

function readBlock(bytes, fileStart, { offset, size }) {
  const start = fileStart + offset
  if (start < 0 || start + size >= bytes.length) return null
  const packed = bytes.subarray(start, start + size)
  return bytes[start + size] === SNAPPY ? unsnappy(packed) : packed
}

/** The places of the data blocks that an index block names. */
function handlesOf(index) {
  const handles = []
  const restarts = index.length >= 4 ? Buffer.from(index).readUInt32LE(index.length - 4) : 0
  const end = index.length - 4 - 4 * restarts
  for (let at = 0; at < end;) {
    const shared = readVarint(index, at)
    const own = shared && readVarint(index, shared.next)
    const length = own && readVarint(index, own.next)
    if (!length) break
    const value = length.next + own.value
    const handle = readHandle(index, value)
    if (handle) handles.push(handle)
    at = value + length.value
  }
  return handles
}

/**
 * The unpacked contents of every LevelDB table (localStorage, IndexedDB) that lies whole in the bytes, found by its
 * footer. Only packed blocks are given: the others are searched as they lie.
 * @returns {{ offset: number, bytes: Uint8Array }[]}
 */
export function levelTablesIn(bytes, from, to) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const found = []
  for (
    let magic = buffer.indexOf(MAGIC, from);
    magic !== -1 && magic < to;
    magic = buffer.indexOf(MAGIC, magic + 8)
  ) {
    const footer = magic + MAGIC.length - FOOTER_BYTES
    if (footer < 0) continue
    const meta = readHandle(bytes, footer)
    const index = meta && readHandle(bytes, meta.next)
    if (!index) continue
    // The index is the last block before the footer: that says where the table begins.
    const fileStart = footer - TRAILER_BYTES - index.size - index.offset
    const block = readBlock(bytes, fileStart, index)
    for (const handle of block === null ? [] : handlesOf(block)) {
      const start = fileStart + handle.offset
      if (bytes[start + handle.size] !== SNAPPY) continue
      const content = readBlock(bytes, fileStart, handle)
      if (content) found.push({ offset: start, bytes: content })
    }
  }
  return found
}
