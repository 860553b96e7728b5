import type { AdmittedPicture } from '../../contracts/api'
import type { WireError } from '../../contracts/errors'
import { err, ok, type Result } from '../../domain/result'

/**
 * Encoded bytes as a bitmap in the picture's own size, upright: the EXIF orientation is applied here, once.
 * Null when the browser cannot decode them; its reason never says more than that.
 */
export function decodeBytes(bytes: Uint8Array<ArrayBuffer>, mime: string): Promise<ImageBitmap | null> {
  const blob = new Blob([bytes], { type: mime })
  return createImageBitmap(blob, { imageOrientation: 'from-image' }).catch(() => null)
}

/** A picture that main has admitted. Error: `image-damaged` with the file's name when its header promised too much. */
export async function decodePicture(picture: AdmittedPicture): Promise<Result<ImageBitmap, WireError>> {
  const bitmap = await decodeBytes(new Uint8Array(picture.bytes), `image/${picture.format}`)
  return bitmap ? ok(bitmap) : err({ code: 'image-damaged', params: { name: picture.name } })
}
