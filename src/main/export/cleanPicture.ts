import { crc32 } from 'node:zlib'
import { err, ok, type Result } from '../../domain/result'
import { ByteView, CutShort } from '../import/pictureHeader'

export type ExportFormat = 'png' | 'jpeg'
type CleanFault = 'not-a-picture'

/** What a PNG needs to look right. Texts, times, EXIF, colour profiles and anything unknown stay behind. */
const PNG_KEPT: readonly string[] = [
  'IHDR',
  'PLTE',
  'tRNS',
  'sRGB',
  'gAMA',
  'cHRM',
  'sBIT',
  'pHYs',
  'IDAT',
  'IEND',
]
const PNG_SIGNATURE_BYTES = 8
const PNG_SIGNATURE = '\x89PNG\r\n\x1a\n'

const [EOI, SOS, APP0] = [0xd9, 0xda, 0xe0]
/** JFIF header without a thumbnail. */
const JFIF_BYTES = 14

/**
 * The same picture with nothing in it but the picture: every chunk or segment that is not needed to decode it is left out,
 * and so is whatever follows its end. Pixels are not touched. Error: the bytes are not a whole picture of that format.
 */
export function cleanPicture(bytes: Uint8Array, format: ExportFormat): Result<Uint8Array, CleanFault> {
  try {
    const pieces = format === 'png' ? pngPieces(bytes) : jpegPieces(bytes)
    return pieces ? ok(new Uint8Array(Buffer.concat(pieces))) : err('not-a-picture')
  } catch (error) {
    if (error instanceof CutShort) return err('not-a-picture')
    throw error
  }
}

function pngPieces(bytes: Uint8Array): Uint8Array[] | null {
  const view = new ByteView(bytes)
  const signature = view.slice(0, PNG_SIGNATURE_BYTES)
  if (Buffer.from(signature).toString('latin1') !== PNG_SIGNATURE) return null
  const pieces = [signature]
  let offset = PNG_SIGNATURE_BYTES
  let data = 0
  for (;;) {
    const length = view.u32(offset)
    const kind = view.ascii(offset + 4, 4)
    const chunk = view.slice(offset, length + 12)
    if (crc32(chunk.subarray(4, 8 + length)) !== view.u32(offset + 8 + length)) return null
    if ((offset === PNG_SIGNATURE_BYTES) !== (kind === 'IHDR')) return null
    if (kind === 'IDAT') data += 1
    if (PNG_KEPT.includes(kind)) pieces.push(chunk)
    // A chunk that must be understood and is not: leaving it out would change the picture.
    else if (kind.charAt(0) === kind.charAt(0).toUpperCase()) return null
    offset += chunk.length
    if (kind === 'IEND') return data > 0 ? pieces : null
  }
}

/** Kept: tables, frames, scans, restart intervals and a plain JFIF header. Dropped: every other APPn and all comments. */
function jpegPieces(bytes: Uint8Array): Uint8Array[] | null {
  const view = new ByteView(bytes)
  if (view.u16(0) !== 0xffd8) return null
  const pieces = [view.slice(0, 2)]
  let offset = 2
  let scans = 0
  for (;;) {
    if (view.u8(offset) !== 0xff) return null
    while (view.u8(offset + 1) === 0xff) offset += 1
    const marker = view.u8(offset + 1)
    if (marker === EOI) {
      pieces.push(view.slice(offset, 2))
      return scans > 0 ? pieces : null
    }
    const length = view.u16(offset + 2)
    if (length < 2) return null
    const segment = view.slice(offset, length + 2)
    offset += segment.length
    if (marker === APP0) {
      const header = plainJfif(segment)
      if (header) pieces.push(header)
    } else if (isPictureSegment(marker)) {
      pieces.push(segment)
    }
    if (marker === SOS) {
      scans += 1
      const end = endOfScan(view, offset)
      pieces.push(view.slice(offset, end - offset))
      offset = end
    }
  }
}

/** SOFn, DHT, DAC (C0–CF); SOS, DQT, DNL, DRI (DA–DD). Source: ITU-T T.81, table B.1. */
const isPictureSegment = (marker: number): boolean =>
  (marker >= 0xc0 && marker <= 0xcf) || (marker >= 0xda && marker <= 0xdd)

/** The JFIF segment cut to its fixed part with a thumbnail of no size; null for another kind of APP0. */
function plainJfif(segment: Uint8Array): Uint8Array | null {
  const isJfif =
    segment.length >= 4 + JFIF_BYTES && Buffer.from(segment.subarray(4, 9)).toString('latin1') === 'JFIF\0'
  if (!isJfif) return null
  const plain = segment.slice(0, 4 + JFIF_BYTES)
  plain.set([0, 2 + JFIF_BYTES], 2)
  plain.set([0, 0], 2 + JFIF_BYTES)
  return plain
}

function endOfScan(view: ByteView, from: number): number {
  let offset = from
  for (;;) {
    offset = view.find(0xff, offset)
    if (offset < 0) throw new CutShort()
    const next = view.u8(offset + 1)
    if (next !== 0x00 && !(next >= 0xd0 && next <= 0xd7)) return offset
    offset += 2
  }
}
