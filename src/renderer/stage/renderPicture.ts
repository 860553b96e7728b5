import type { WireError } from '../../contracts/errors'
import { EXPORT_LIMIT_BYTES } from '../../contracts/api'
import type { Placement } from '../../domain/decoration/placement'
import { placeScene } from '../../domain/decoration/place'
import type { Size } from '../../domain/geometry/points'
import { err, ok, type Result } from '../../domain/result'
import type { Scene } from '../../domain/scene/scene'
import type { Person } from '../../domain/tracking/person'
import { drawPlacement, type ArtProvider, type Context2d } from './drawPlacement'
import { starterPack } from './pack'
import { starterArt } from './starterArt'

/** Every art that these placements show. */
export const artsOf = (placements: readonly Placement[]): readonly string[] =>
  placements.flatMap((placement) => (placement.kind === 'art' ? [placement.art] : []))

/** Source pixels first, then what is worn, back to front, in a context whose map is one source pixel to one of its own. */
export function paintPicture(
  context: Context2d,
  source: CanvasImageSource,
  size: Size,
  placements: readonly Placement[],
  artFor: ArtProvider,
): void {
  // Pixel by pixel: smoothing would soften even a picture drawn at its own size.
  context.imageSmoothingEnabled = false
  context.drawImage(source, 0, 0, size.width, size.height)
  for (const placement of placements) drawPlacement(context, placement, artFor)
}

/**
 * Draws the source and its decorations anew at the source's own size and encodes it: never a picture of the stage, so
 * neither zoom nor mirror nor selection can get into a file, and no metadata of the source can either.
 * `persons` are in source pixels; `quality` is 0…1, for JPEG (transparency becomes white there).
 * Errors: `image-too-large` when the file would be larger than may be saved, `internal` when the picture cannot be
 * drawn or encoded (out of memory).
 */
export async function renderPicture(
  source: CanvasImageSource,
  size: Size,
  scene: Scene,
  persons: readonly Person[],
  format: 'png' | 'jpeg',
  quality: number,
): Promise<Result<Uint8Array<ArrayBuffer>, WireError>> {
  const placements = placeScene(scene, persons, starterPack, size)
  await starterArt.load(artsOf(placements))
  const canvas = new OffscreenCanvas(size.width, size.height)
  try {
    const context = canvas.getContext('2d', { alpha: format === 'png' })
    if (!context) return err({ code: 'internal' })
    if (format === 'jpeg') {
      context.fillStyle = '#ffffff'
      context.fillRect(0, 0, size.width, size.height)
    }
    paintPicture(context, source, size, placements, starterArt.sharp)
    const blob = await canvas.convertToBlob({ type: `image/${format}`, quality })
    if (blob.size > EXPORT_LIMIT_BYTES) return err({ code: 'image-too-large' })
    return ok(new Uint8Array(await blob.arrayBuffer()))
  } catch (reason) {
    console.error('a picture could not be rendered', reason)
    return err({ code: 'internal' })
  } finally {
    // Gives the pixels back now, not when the collector comes by: 40 megapixels are 160 MB.
    canvas.width = 0
    canvas.height = 0
  }
}
