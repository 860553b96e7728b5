import type { AdmittedPicture } from '../../contracts/api'
import type { WireError } from '../../contracts/errors'
import { err, ok, type Result } from '../../domain/result'

/**
 * A picture that main has admitted, as a bitmap in its own size, upright: the EXIF orientation is applied here, once.
 * Error: `image-damaged` with the file's name when the browser cannot decode what its header promised.
 */
export async function decodePicture(picture: AdmittedPicture): Promise<Result<ImageBitmap, WireError>> {
  const blob = new Blob([new Uint8Array(picture.bytes)], { type: `image/${picture.format}` })
  try {
    return ok(await createImageBitmap(blob, { imageOrientation: 'from-image' }))
  } catch {
    return err({ code: 'image-damaged', params: { name: picture.name } })
  }
}
