import faceJson from '../../../resources/model-face.json'
import faceUrl from '../../../resources/model-face.svg?url'
import { sourcePoint, type Size } from '../../domain/geometry/points'
import { personId } from '../../domain/ids'
import type { Person } from '../../domain/tracking/person'
import { personsOfStill } from '../../domain/tracking/stillPersons'

/** Pixels of the drawn face's own grid, in which its 41 points are given. */
export const MODEL_FACE_SIZE: Size = faceJson.size

/** The drawn face as somebody to decorate. Its points come with the drawing: nothing is ever found on it. */
export const modelPersons: readonly Person[] = personsOfStill(
  [{ landmarks: faceJson.points.map(([x, y]) => sourcePoint(x ?? 0, y ?? 0)), score: 1 }],
  () => personId('model'),
)

let drawing: Promise<HTMLImageElement> | null = null

/** The drawing itself, read once. */
export function modelFace(): Promise<HTMLImageElement> {
  drawing ??= (async () => {
    const image = new Image()
    image.src = faceUrl
    await image.decode()
    return image
  })()
  return drawing
}
