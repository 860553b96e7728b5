import { crc32 } from 'node:zlib'
import { err, ok } from '../../domain/result'
import { exifOrientation } from './exifOrientation'
import { ByteView, type HeaderReader } from './pictureHeader'

/**
 * Walks every chunk up to IEND and checks each checksum. Source: W3C PNG Specification (Third Edition), 5.
 */
export const readPngHeader: HeaderReader = (bytes) => {
  const view = new ByteView(bytes)
  let offset = 8
  let size: { width: number; height: number } | null = null
  let orientation = 1
  let dataChunks = 0
  for (;;) {
    const length = view.u32(offset)
    const kind = view.ascii(offset + 4, 4)
    const body = view.slice(offset + 8, length)
    if (crc32(view.slice(offset + 4, length + 4)) !== view.u32(offset + 8 + length))
      return err('image-damaged')
    if ((size === null) !== (kind === 'IHDR')) return err('image-damaged')
    if (kind === 'IHDR') {
      if (length !== 13) return err('image-damaged')
      size = { width: view.u32(offset + 8), height: view.u32(offset + 12) }
    }
    if (kind === 'acTL') return err('image-animated')
    if (kind === 'eXIf') orientation = exifOrientation(body)
    if (kind === 'IDAT') dataChunks += 1
    offset += 12 + length
    if (kind === 'IEND') break
  }
  return size && dataChunks > 0 ? ok({ ...size, orientation }) : err('image-damaged')
}
