import { err, ok } from '../../domain/result'
import { exifOrientation } from './exifOrientation'
import { ByteView, type HeaderReader } from './pictureHeader'

const EOI = 0xd9
const SOS = 0xda
const APP1 = 0xe1

/** Frames that Chromium decodes: baseline, extended and progressive Huffman. Lossless and arithmetic ones it does not. */
const DECODABLE = [0xc0, 0xc1, 0xc2]
/**
 * Most scans of one picture. Encoders write about ten; each costs a decoder a walk over every block, and a file of a few
 * kilobytes has room for thousands.
 */
const SCAN_LIMIT = 100

const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
const isAlone = (marker: number) => (marker >= 0xd0 && marker <= 0xd8) || marker === 0x01

/**
 * Walks every segment and every scan up to the end marker: a file that was cut anywhere has none.
 * Source: ITU-T T.81, annex B.
 */
export const readJpegHeader: HeaderReader = (bytes) => {
  const view = new ByteView(bytes)
  let offset = 2
  let size: { width: number; height: number } | null = null
  let orientation = 1
  let scans = 0
  for (;;) {
    // Some cameras leave stray bytes between segments; decoders skip them, and so does this.
    offset = view.find(0xff, offset)
    if (offset < 0) return err('image-damaged')
    while (view.u8(offset) === 0xff) offset += 1
    const marker = view.u8(offset)
    offset += 1
    if (marker === 0) continue
    if (marker === EOI) break
    if (isAlone(marker)) continue
    const length = view.u16(offset)
    if (length < 2) return err('image-damaged')
    const body = view.slice(offset + 2, length - 2)
    if (isFrame(marker)) {
      if (!DECODABLE.includes(marker) || view.u8(offset + 2) !== 8) return err('image-unsupported')
      // A second frame would be a second picture in the first one's place.
      if (size) return err('image-damaged')
      size = { height: view.u16(offset + 3), width: view.u16(offset + 5) }
    }
    if (
      marker === APP1 &&
      body.length > 6 &&
      Buffer.from(body.subarray(0, 6)).toString('latin1') === 'Exif\0\0'
    ) {
      orientation = exifOrientation(body.subarray(6))
    }
    offset += length
    if (marker === SOS) {
      if (!size) return err('image-damaged')
      scans += 1
      if (scans > SCAN_LIMIT) return err('image-damaged')
      offset = endOfScan(view, offset)
    }
  }
  return size && scans > 0 ? ok({ ...size, orientation }) : err('image-damaged')
}

/** Offset of the first marker after entropy-coded data; stuffed zeros and restart markers belong to the data. */
function endOfScan(view: ByteView, from: number): number {
  let offset = from
  for (;;) {
    offset = view.find(0xff, offset)
    if (offset < 0) return view.length
    const next = view.u8(offset + 1)
    if (next !== 0x00 && !(next >= 0xd0 && next <= 0xd7)) return offset
    offset += 2
  }
}
