import { centroid, distance, type Point } from '../geometry/points'
import { fitPose } from './fitPose'
import { PARTS, type Landmarks } from './landmarks'

/** A square turned about its centre: `rollRad` is clockwise on screen, `side` in pixels. */
export interface RotatedSquare {
  readonly centre: Point
  readonly side: number
  readonly rollRad: number
}

/**
 * What the 68-point net was seen to like best is a square of 1.3 × the larger side of all 68 points' box, centred on it and
 * aligned by the eyes. Jaw and brows are not known here, so the same square is told from the pose; fitted to 21 annotated
 * faces, its side is right within 3 % and its centre within 2 % of the side (standard deviations).
 * All in eye distances; a turned head shows its jaw on the far side of the turn, hence the depth.
 */
const SIDE = 3.05
const CENTRE_DOWN = 0.74
const CENTRE_DEPTH = -0.69

/**
 * The upright square in which the 68-point net sees a face best, from the 41 points known of it, in their pixels.
 * Points that make no face still give a square (around them), but a meaningless one: ask `isPlausibleFace` first.
 */
export function uprightCrop(landmarks: Landmarks): RotatedSquare {
  const fit = fitPose(landmarks)
  if (fit === null) {
    const centre = centroid(landmarks)
    const farthest = Math.max(...landmarks.map((point) => distance(point, centre)))
    return { centre, side: 3 * farthest, rollRad: 0 }
  }
  const { rollRad, yawRad, pitchRad, eyeDistance } = fit
  // Both eyes have six points, so the middle of all twelve is the middle between their centres.
  const eyes = centroid(landmarks.slice(PARTS.rightEye[0], PARTS.leftEye[1]))
  const x = CENTRE_DEPTH * Math.sin(yawRad) * Math.cos(pitchRad) * eyeDistance
  const y = CENTRE_DOWN * Math.cos(pitchRad) * eyeDistance
  const cos = Math.cos(rollRad)
  const sin = Math.sin(rollRad)
  const centre = { x: eyes.x + cos * x - sin * y, y: eyes.y + sin * x + cos * y }
  return { centre, side: SIDE * eyeDistance, rollRad }
}
