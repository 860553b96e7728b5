import type { FrameFace } from '../../contracts/framePort'
import type { FaceObservation } from '../../domain/face/landmarks'
import { sourcePoint, type Size, type SourcePoint } from '../../domain/geometry/points'

/**
 * Vision's faces, in pixels of the frame of size `seen`, as observations in pixels of the `source` it was made from.
 * The frame holds the whole source, so each axis has one factor (they differ by the rounding of the frame's size).
 */
export function facesInSource(
  faces: readonly FrameFace[],
  seen: Size,
  source: Size,
): readonly FaceObservation<SourcePoint>[] {
  const scaleX = source.width / seen.width
  const scaleY = source.height / seen.height
  return faces.map(({ points, score }) => {
    const landmarks: SourcePoint[] = []
    for (let index = 0; index + 1 < points.length; index += 2)
      landmarks.push(sourcePoint((points[index] ?? 0) * scaleX, (points[index + 1] ?? 0) * scaleY))
    return { landmarks, score }
  })
}
