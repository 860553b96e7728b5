import { centroid, type Point } from '../geometry/points'
import { partOf, type Landmarks } from './landmarks'

/** A square turned about its centre: `rollRad` is clockwise on screen, `side` in pixels. */
export interface RotatedSquare {
  readonly centre: Point
  readonly side: number
  readonly rollRad: number
}

const SIDE_OF_BOX = 1.9
const DOWN_OF_BOX = 0.1

/**
 * The upright square in which the 68-point net sees a face best, from the 41 points known of it: aligned by the eyes.
 */
export function uprightCrop(landmarks: Landmarks): RotatedSquare {
  const rightEye = centroid(partOf(landmarks, 'rightEye'))
  const leftEye = centroid(partOf(landmarks, 'leftEye'))
  const rollRad = Math.atan2(leftEye.y - rightEye.y, leftEye.x - rightEye.x)
  const cos = Math.cos(rollRad)
  const sin = Math.sin(rollRad)
  const across = landmarks.map(({ x, y }) => cos * x + sin * y)
  const along = landmarks.map(({ x, y }) => cos * y - sin * x)
  const left = Math.min(...across)
  const right = Math.max(...across)
  const top = Math.min(...along)
  const bottom = Math.max(...along)
  const box = Math.max(right - left, bottom - top)
  const x = (left + right) / 2
  const y = (top + bottom) / 2 + DOWN_OF_BOX * box
  return { centre: { x: cos * x - sin * y, y: sin * x + cos * y }, side: SIDE_OF_BOX * box, rollRad }
}
