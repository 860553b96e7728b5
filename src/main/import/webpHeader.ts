import { err, ok, type Result } from '../../domain/result'
import { exifOrientation } from './exifOrientation'
import { ByteView, type HeaderFault, type HeaderReader } from './pictureHeader'

interface Size {
  readonly width: number
  readonly height: number
}

const ANIMATION_FLAG = 0x02

/**
 * Walks every chunk of the RIFF container. The size is that of the bitstream; an extended header that says otherwise lies.
 * Source: RFC 9649.
 */
export const readWebpHeader: HeaderReader = (bytes) => {
  const view = new ByteView(bytes)
  const end = 8 + view.u32(4, true)
  if (end > view.length) return err('image-damaged')
  let offset = 12
  let canvas: Size | null = null
  let stream: Size | null = null
  let orientation = 1
  while (offset < end) {
    const kind = view.ascii(offset, 4)
    const length = view.u32(offset + 4, true)
    const body = view.slice(offset + 8, length)
    if (kind === 'VP8X') {
      if (view.u8(offset + 8) & ANIMATION_FLAG) return err('image-animated')
      canvas = { width: view.u24(offset + 12, true) + 1, height: view.u24(offset + 15, true) + 1 }
    }
    if (kind === 'ANIM' || kind === 'ANMF') return err('image-animated')
    if (kind === 'VP8 ' || kind === 'VP8L') {
      const found = kind === 'VP8 ' ? lossySize(body) : losslessSize(body)
      if (!found.ok) return found
      stream ??= found.value
    }
    if (kind === 'EXIF') orientation = exifOrientation(withoutPrefix(body))
    offset += 8 + length + (length % 2)
  }
  if (!stream || (canvas && (canvas.width !== stream.width || canvas.height !== stream.height)))
    return err('image-damaged')
  return ok({ ...stream, orientation })
}

/** Key frame header of RFC 6386, 9.1: start code, then 14-bit sizes. */
function lossySize(body: Uint8Array): Result<Size, HeaderFault> {
  const view = new ByteView(body)
  if (view.u8(0) & 1 || view.u24(3) !== 0x9d012a) return err('image-damaged')
  return ok({ width: view.u16(6, true) & 0x3fff, height: view.u16(8, true) & 0x3fff })
}

/** RFC 9649, 3.4: signature, then two sizes of 14 bits, each less one. */
function losslessSize(body: Uint8Array): Result<Size, HeaderFault> {
  const view = new ByteView(body)
  if (view.u8(0) !== 0x2f) return err('image-damaged')
  const bits = view.u32(1, true)
  return ok({ width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 })
}

/** Some writers keep JPEG's prefix before the TIFF block. */
function withoutPrefix(body: Uint8Array): Uint8Array {
  return Buffer.from(body.subarray(0, 6)).toString('latin1') === 'Exif\0\0' ? body.subarray(6) : body
}
