/** Longest picture that is looked for. */
const MAX_PICTURE_BYTES = 30 * 1024 * 1024

const text = (bytes, start, length) => String.fromCharCode(...bytes.subarray(start, start + length))
const big32 = (bytes, at) =>
  ((bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]) >>> 0
const little32 = (bytes, at) =>
  ((bytes[at + 3] << 24) | (bytes[at + 2] << 16) | (bytes[at + 1] << 8) | bytes[at]) >>> 0

const isStartOfFrame = (marker) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/**
 * End of a JPEG that begins at `start`, marker by marker. When its end is missing, where its pixels stop making sense;
 * null when no pixels came.
 */
function jpegEnd(bytes, start) {
  const limit = Math.min(bytes.length, start + MAX_PICTURE_BYTES)
  let at = start + 2
  let sawFrame = false
  let pixelsEnd = null
  while (at + 2 <= limit) {
    const marker = bytes[at + 1]
    if (bytes[at] !== 0xff) return pixelsEnd
    if (marker === 0xd9) return pixelsEnd && at + 2
    if (marker === 0xff) {
      at += 1
      continue
    }
    const length = (bytes[at + 2] << 8) | bytes[at + 3]
    if (marker < 0xc0 || marker === 0xd8 || length < 2) return pixelsEnd
    sawFrame ||= isStartOfFrame(marker)
    at += 2 + length
    if (marker !== 0xda) continue
    if (!sawFrame) return null
    while (at + 1 < limit && !(bytes[at] === 0xff && bytes[at + 1] !== 0 && (bytes[at + 1] & 0xf8) !== 0xd0))
      at++
    pixelsEnd = Math.min(at, limit)
  }
  return pixelsEnd
}

function pngEnd(bytes, start) {
  const limit = Math.min(bytes.length, start + MAX_PICTURE_BYTES)
  let at = start + 8
  while (at + 12 <= limit) {
    const length = big32(bytes, at)
    const kind = text(bytes, at + 4, 4)
    if (!/^[A-Za-z]{4}$/.test(kind)) return at
    at += 12 + length
    if (kind === 'IEND') return Math.min(at, limit)
  }
  return Math.min(at, limit)
}

function webpEnd(bytes, start) {
  if (text(bytes, start + 8, 3) !== 'WEB') return null
  const end = start + 8 + little32(bytes, start + 4)
  return end - start <= MAX_PICTURE_BYTES ? Math.min(end, bytes.length) : null
}

function gifEnd(bytes, start) {
  if (!/^8[79]a$/.test(text(bytes, start + 3, 3))) return null
  const limit = Math.min(bytes.length, start + MAX_PICTURE_BYTES)
  const skipBlocks = (from) => {
    let at = from
    while (at < limit && bytes[at] !== 0) at += bytes[at] + 1
    return at + 1
  }
  const table = (flags) => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1))
  let at = start + 13 + table(bytes[start + 10])
  while (at < limit) {
    if (bytes[at] === 0x3b) return at + 1
    if (bytes[at] === 0x21) at = skipBlocks(at + 2)
    else if (bytes[at] === 0x2c) at = skipBlocks(at + 11 + table(bytes[at + 9]))
    else return at
  }
  return limit
}

function bmpEnd(bytes, start) {
  const length = little32(bytes, start + 2)
  const header = little32(bytes, start + 14)
  const known = [12, 40, 52, 56, 64, 108, 124].includes(header)
  if (!known || little32(bytes, start + 6) !== 0 || length < 26 || length > MAX_PICTURE_BYTES) return null
  return little32(bytes, start + 10) < length ? Math.min(start + length, bytes.length) : null
}

/** AVIF and other ISO media: box by box while the names are names. `start` is where the first box begins. */
function avifEnd(bytes, start) {
  if (!/^(avi[fs]|mif1|msf1|heic)$/.test(text(bytes, start + 8, 4))) return null
  const limit = Math.min(bytes.length, start + MAX_PICTURE_BYTES)
  let at = start
  while (at + 8 <= limit && /^[a-z0-9 ]{4}$/i.test(text(bytes, at + 4, 4)) && big32(bytes, at) >= 8) {
    at += big32(bytes, at)
  }
  return Math.min(at, limit)
}

/** How pictures begin: `mark` is searched for, `before` bytes after their first. */
const FORMATS = [
  { format: 'jpeg', mark: Buffer.from([0xff, 0xd8, 0xff]), before: 0, endOf: jpegEnd },
  {
    format: 'png',
    mark: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    before: 0,
    endOf: pngEnd,
  },
  { format: 'webp', mark: Buffer.from('WEBPVP8'), before: 8, endOf: webpEnd },
  { format: 'gif', mark: Buffer.from('GIF8'), before: 0, endOf: gifEnd },
  { format: 'bmp', mark: Buffer.from('BM'), before: 0, endOf: bmpEnd },
  { format: 'avif', mark: Buffer.from('ftyp'), before: 4, endOf: avifEnd },
]

/**
 * Every picture file that begins between `from` and `to`, at any offset.
 * @returns {Iterable<{ format: string, offset: number, bytes: Uint8Array }>}
 */
export function* picturesIn(bytes, from, to) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  for (const { format, mark, before, endOf } of FORMATS) {
    for (let at = buffer.indexOf(mark, from); at !== -1; at = buffer.indexOf(mark, at + 1)) {
      const start = at - before
      if (start >= to) break
      if (start < from || start + 32 > bytes.length) continue
      const end = endOf(bytes, start)
      if (end !== null && end - start >= 64)
        yield { format, offset: start, bytes: bytes.subarray(start, end) }
    }
  }
}

/** Raw pictures of a PDF that are not JPEG: size and packed bytes, from the dictionary before the stream. */
export function* pdfImagesIn(bytes, from, to) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = buffer.indexOf('/Image', from); at !== -1 && at < to; at = buffer.indexOf('/Image', at + 1)) {
    const begin = buffer.lastIndexOf('obj', at)
    const stream = buffer.indexOf('stream', at)
    if (begin === -1 || stream === -1 || stream - begin > 1024) continue
    const dictionary = buffer.toString('latin1', begin, stream)
    const number = (name) => Number(new RegExp(`/${name}\\s+(\\d+)(?!\\s+\\d+\\s+R)`).exec(dictionary)?.[1])
    const width = number('Width')
    const height = number('Height')
    if (!/FlateDecode/.test(dictionary) || !(width > 0 && height > 0) || number('BitsPerComponent') !== 8)
      continue
    const start = stream + 6 + (bytes[stream + 6] === 0x0d ? 2 : 1)
    const end = buffer.indexOf('endstream', start)
    if (end === -1 || end - start > MAX_PICTURE_BYTES) continue
    yield { offset: begin, width, height, packed: bytes.subarray(start, end) }
  }
}
