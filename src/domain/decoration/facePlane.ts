import { NOD_TRUST } from '../face/anchorSeat'
import type { FacePose } from '../face/pose'
import type { Point } from '../geometry/points'

/**
 * The plane of a face as it appears: the face's x and y axes, one eye distance long, in picture pixels.
 * The x axis shortens with the cosine of the yaw; y keeps its length, because a nod hardly changes how tall things on a
 * head look, while it would flatten hats.
 */
export interface FacePlane {
  readonly across: Point
  readonly down: Point
}

/** Beyond this, narrowing further would only make a sliver; decorations have faded by then. */
const NARROWEST = 0.2

/** `followRoll` and `followYaw` in 0…1 say how far the plane follows the head; 1 and 1 is the face itself. */
export function facePlane(pose: FacePose, followRoll = 1, followYaw = 1): FacePlane {
  const narrow = 1 + followYaw * (Math.max(NARROWEST, Math.cos(pose.yawRad)) - 1)
  // On a turned head that nods, the line down the face leans: the second entry of headRows' first row.
  const lean = followYaw * -Math.sin(NOD_TRUST * pose.pitchRad) * Math.sin(pose.yawRad)
  const cos = Math.cos(followRoll * pose.rollRad) * pose.eyeDistance
  const sin = Math.sin(followRoll * pose.rollRad) * pose.eyeDistance
  return {
    across: { x: cos * narrow, y: sin * narrow },
    down: { x: cos * lean - sin, y: sin * lean + cos },
  }
}

/** Picture pixels of an offset in face axes (eye distances). */
export const alongPlane = (plane: FacePlane, x: number, y: number): Point => ({
  x: plane.across.x * x + plane.down.x * y,
  y: plane.across.y * x + plane.down.y * y,
})

/** The offset in face axes (eye distances) of a distance in picture pixels: inverse of `alongPlane`. */
export function inPlane({ across, down }: FacePlane, offset: Point): Point {
  const determinant = across.x * down.y - across.y * down.x
  return {
    x: (offset.x * down.y - offset.y * down.x) / determinant,
    y: (across.x * offset.y - across.y * offset.x) / determinant,
  }
}
