import { IMPORT_LIMITS, type AdmittedPicture, type RefusedPicture } from '../../contracts/api'
import type { WireError } from '../../contracts/errors'
import { err, ok, type Result } from '../../domain/result'
import { readAvifHeader } from './avifHeader'
import { shownName } from './fileName'
import { readGifHeader } from './gifHeader'
import { readJpegHeader } from './jpegHeader'
import { CutShort, type HeaderReader, type PictureFormat } from './pictureHeader'
import { readPngHeader } from './pngHeader'
import { readWebpHeader } from './webpHeader'

export interface NamedBytes {
  readonly name: string
  /** In memory of its own, not shared: only such bytes can be posted to a page. */
  readonly bytes: Uint8Array<ArrayBuffer>
}

export interface ImportReply {
  admitted: AdmittedPicture[]
  refused: RefusedPicture[]
}

const READERS: Readonly<Record<PictureFormat, HeaderReader>> = {
  jpeg: readJpegHeader,
  png: readPngHeader,
  gif: readGifHeader,
  webp: readWebpHeader,
  avif: readAvifHeader,
}

/** The type that a file's first bytes say, whatever its name says; null for one that Kazari does not open. */
export function pictureFormat(bytes: Uint8Array): PictureFormat | null {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64)).toString('latin1')
  if (start.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (start.startsWith('GIF87a') || start.startsWith('GIF89a')) return 'gif'
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return 'webp'
  // Major brand first, then the compatible ones: HEIC files say `mif1` too, but never `avif`.
  if (start.slice(4, 8) === 'ftyp' && /avi[fs]/.test(start.slice(8))) return 'avif'
  return null
}

/**
 * Reads a picture's header and decides whether it may be decoded at all.
 * Errors: image-empty, -unsupported, -damaged, -animated, -too-large, -too-many-pixels, each naming the file.
 */
export function admitPicture(file: NamedBytes): Result<AdmittedPicture, WireError> {
  const name = shownName(file.name)
  const { bytes } = file
  if (bytes.byteLength === 0) return err({ code: 'image-empty', params: { name } })
  if (bytes.byteLength > IMPORT_LIMITS.bytes) return err(tooLarge(name))
  const format = pictureFormat(bytes)
  if (format === null) return err({ code: 'image-unsupported', params: { name } })
  const header = read(format, bytes)
  if (!header.ok) return err({ code: header.error, params: { name } })
  const { width, height, orientation } = header.value
  if (width < 1 || height < 1) return err({ code: 'image-damaged', params: { name } })
  if (width > IMPORT_LIMITS.side || height > IMPORT_LIMITS.side || width * height > IMPORT_LIMITS.pixels) {
    const params = {
      name,
      width,
      height,
      limit: Math.round(IMPORT_LIMITS.pixels / 1_000_000),
      side: IMPORT_LIMITS.side,
    }
    return err({ code: 'image-too-many-pixels', params })
  }
  return ok({ name, format, width, height, orientation, bytes })
}

/** `limit` is in MB. */
export const tooLarge = (name: string): WireError => ({
  code: 'image-too-large',
  params: { name, limit: Math.round(IMPORT_LIMITS.bytes / (1024 * 1024)) },
})

function read(format: PictureFormat, bytes: Uint8Array): ReturnType<HeaderReader> {
  try {
    return READERS[format](bytes)
  } catch (error) {
    if (error instanceof CutShort) return err('image-damaged')
    throw error
  }
}

/** Admits or refuses each file on its own: a bad one never stops the others. */
export function admitPictures(files: readonly NamedBytes[]): ImportReply {
  const reply: ImportReply = { admitted: [], refused: [] }
  for (const file of files) {
    const picture = admitPicture(file)
    if (picture.ok) reply.admitted.push(picture.value)
    else reply.refused.push({ name: shownName(file.name), error: picture.error })
  }
  return reply
}
