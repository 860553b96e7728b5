import { poseConfidence } from '../face/estimatePose'
import { fitPose } from '../face/fitPose'
import type { FaceObservation, Landmarks } from '../face/landmarks'
import { centroid, distance, sourcePoint, type Point, type SourcePoint } from '../geometry/points'

/** One face of one frame, taken apart: where, how large, how tilted, and its shape without all that. */
export interface Sighting {
  /** Middle of eyes and nose, source pixels: the mouth talks. */
  readonly centre: Point
  readonly eyeDistance: number
  readonly rollRad: number
  readonly yawRad: number
  readonly pitchRad: number
  /** Of the pose, 0…1. */
  readonly confidence: number
  /** The 41 points upright, in eye distances from `centre`. */
  readonly shape: readonly Point[]
  readonly score: number
}

/** Eyes and nose are the points before the lips. */
const RIGID_POINTS = 21

/** Null for points that are not finite or make no face. */
export function sightingOf({ landmarks, score }: FaceObservation<SourcePoint>): Sighting | null {
  const fit = fitPose(landmarks)
  if (fit === null) return null
  const { eyeDistance, rollRad, yawRad, pitchRad } = fit
  const centre = centroid(landmarks.slice(0, RIGID_POINTS))
  const cos = Math.cos(rollRad) / eyeDistance
  const sin = Math.sin(rollRad) / eyeDistance
  const shape = landmarks.map(({ x, y }) => ({
    x: cos * (x - centre.x) + sin * (y - centre.y),
    y: cos * (y - centre.y) - sin * (x - centre.x),
  }))
  return { centre, eyeDistance, rollRad, yawRad, pitchRad, confidence: poseConfidence(fit), shape, score }
}

/** Puts a sighting together again: inverse of `sightingOf`. */
export function landmarksOf({
  centre,
  eyeDistance,
  rollRad,
  shape,
}: Pick<Sighting, 'centre' | 'eyeDistance' | 'rollRad' | 'shape'>): Landmarks<SourcePoint> {
  const cos = Math.cos(rollRad) * eyeDistance
  const sin = Math.sin(rollRad) * eyeDistance
  return shape.map(({ x, y }) => sourcePoint(centre.x + cos * x - sin * y, centre.y + sin * x + cos * y))
}

/** Heads are wider than this: nearer centres of like size are one face found twice. */
const SAME_FACE_DISTANCE = 0.7
const SAME_FACE_SIZE_RATIO = 1.6

/** Without faces that were found twice: the surer one stays. */
export function withoutDoubles(sightings: readonly Sighting[]): readonly Sighting[] {
  const kept: Sighting[] = []
  for (const sighting of sightings.toSorted((a, b) => b.score - a.score)) {
    const isDouble = kept.some((other) => {
      const [small, large] = [sighting.eyeDistance, other.eyeDistance].toSorted((a, b) => a - b)
      return (
        large! < SAME_FACE_SIZE_RATIO * small! &&
        distance(sighting.centre, other.centre) < SAME_FACE_DISTANCE * small!
      )
    })
    if (!isDouble) kept.push(sighting)
  }
  return kept
}
