import { createCanvas, loadImage } from '@napi-rs/canvas'
import { createHash } from 'node:crypto'
import { constants, inflateSync } from 'node:zlib'
import { bandsInPicture } from './cellRuns.mjs'
import { correlate } from './correlate.mjs'
import { pdfImagesIn, picturesIn } from './pictureFormats.mjs'

/** From here on a picture is taken for a copy. Unrelated portraits stay below (see the tests). */
export const LEAK_CORRELATION = 0.8
/** Lines that show one band of the texture, or several bands, that make a copy, whatever the rest shows. */
const LEAK_LINES = { ofOneBand: 4, ofAll: 12 }
const MAX_PIXELS = 60e6
const MAX_SIDE = 1280

/** Every picture in the bytes: { format, offset, bytes, sha256 }, and for raw pictures of a PDF { width, height } too. */
export function carve(bytes, from = 0, to = bytes.length) {
  const files = [...picturesIn(bytes, from, to)]
  const raw = [...pdfImagesIn(bytes, from, to)].map(({ offset, packed, ...size }) => ({
    format: 'pdf-image',
    offset,
    bytes: packed,
    ...size,
  }))
  return [...files, ...raw].map((picture) => ({ ...picture, sha256: sha256(picture.bytes) }))
}

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

/** The luma of a decoded picture, or null when it cannot be decoded. */
export async function decode(picture) {
  return picture.format === 'pdf-image' ? decodeRaw(picture) : decodeFile(picture)
}

function decodeRaw({ width, height, bytes }) {
  let pixels
  try {
    pixels = inflateSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 4 * MAX_PIXELS })
  } catch (error) {
    if (error.code?.startsWith('Z_') || error.code === 'ERR_BUFFER_TOO_LARGE') return null
    throw error
  }
  const channels = Math.floor(pixels.length / (width * height))
  if (channels < 1) return null
  const green = channels >= 3 ? 1 : 0
  return {
    width,
    height,
    luma: Float32Array.from({ length: width * height }, (_, at) => pixels[at * channels + green]),
  }
}

async function decodeFile({ bytes }) {
  const image = await openImage(Buffer.from(bytes))
  if (image === null || image.width === 0 || image.width * image.height > MAX_PIXELS) return null
  const scale = Math.min(1, MAX_SIDE / Math.max(image.width, image.height))
  const width = Math.max(1, Math.round(image.width * scale))
  const height = Math.max(1, Math.round(image.height * scale))
  const context = createCanvas(width, height).getContext('2d')
  // Transparent parts become grey: neither black nor white would be ink.
  context.fillStyle = '#808080'
  context.fillRect(0, 0, width, height)
  context.drawImage(image, 0, 0, width, height)
  const { data } = context.getImageData(0, 0, width, height)
  const luma = new Float32Array(width * height)
  for (let at = 0; at < luma.length; at++) {
    luma[at] = 0.299 * data[at * 4] + 0.587 * data[at * 4 + 1] + 0.114 * data[at * 4 + 2]
  }
  return { width, height, luma, sourceWidth: image.width, sourceHeight: image.height }
}

/** The decoder refuses a picture whose end is missing: one is put behind it, and what is there is decoded. */
async function openImage(bytes) {
  for (const candidate of [bytes, Buffer.concat([bytes, Buffer.alloc(1024), Buffer.from([0xff, 0xd9])])]) {
    try {
      return await loadImage(candidate)
    } catch (error) {
      if (!(error instanceof Error)) throw error
    }
  }
  return null
}

/**
 * Judges one carved picture: which bands of the texture it shows and how much it looks like a truth.
 * @returns {Promise<{ width: number, height: number, correlation: number, bands: number, lines: number, decoded: boolean, leak: boolean }>}
 */
export async function judge(picture, { truths, texture }) {
  const decoded = await decode(picture)
  if (decoded === null)
    return { width: 0, height: 0, correlation: 0, bands: 0, lines: 0, decoded: false, leak: false }
  const bands = bandsInPicture(decoded, texture)
  const counts = [...bands.values()]
  const lines = { ofOneBand: Math.max(0, ...counts), ofAll: counts.reduce((sum, count) => sum + count, 0) }
  const textured = lines.ofOneBand >= LEAK_LINES.ofOneBand || lines.ofAll >= LEAK_LINES.ofAll
  let correlation = 0
  for (const { reference } of truths) correlation = Math.max(correlation, correlate(decoded, reference))
  return {
    width: decoded.sourceWidth ?? decoded.width,
    height: decoded.sourceHeight ?? decoded.height,
    correlation: Math.round(correlation * 1000) / 1000,
    bands: bands.size,
    decoded: true,
    lines: lines.ofOneBand,
    leak: textured || correlation >= LEAK_CORRELATION,
  }
}
