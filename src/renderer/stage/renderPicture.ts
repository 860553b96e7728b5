import type { WireError } from '../../contracts/errors'
import type { Size } from '../../domain/geometry/points'
import { err, type Result } from '../../domain/result'
import type { Scene } from '../../domain/scene/scene'
import type { Person } from '../../domain/tracking/person'

/** Draws the source and its decorations anew at the source's own size and encodes it; no metadata. `quality` is 0…1, for JPEG. */
export function renderPicture(
  source: CanvasImageSource,
  size: Size,
  scene: Scene,
  persons: readonly Person[],
  format: 'png' | 'jpeg',
  quality: number,
): Promise<Result<Uint8Array, WireError>> {
  void [source, size, scene, persons, format, quality]
  return Promise.resolve(err({ code: 'internal' }))
}
