import { PARTS, type Landmarks } from '../face/landmarks'
import type { FacePose } from '../face/pose'
import { centroid, sourcePoint, type Point, type SourcePoint } from '../geometry/points'
import { smoothStep } from '../geometry/smoothStep'
import { filterPoint, lowPassShare, startPoint, type FilteredPoint, type OneEuroTuning } from './oneEuro'
import { followPath, startPath, type Path, type PathTuning } from './pathFilter'
import { landmarksOf, type Sighting } from './sighting'

/**
 * How each part of a face is calmed. Place in eye distances, roll, turn and nod in radians, size as a logarithm, shape in eye
 * distances: so a near and a far face, and a 15 and a 60 fps camera, behave alike. Place, tilt and size are filtered apart
 * from the shape, because a head moves a lot and its shape little. Found on clips with an exact truth (`npm run clips`).
 */
const PATHS = {
  centre: { calmMs: 200, quickMs: 25, noise: 0.004, turn: 0.016 },
  roll: { calmMs: 200, quickMs: 25, noise: 0.004, turn: 0.016 },
  size: { calmMs: 250, quickMs: 30, noise: 0.005, turn: 0.02 },
} as const satisfies Record<string, PathTuning>
const TUNING = {
  shape: { minCutoffHz: 0.5, beta: 20, speedCutoffHz: 3, restSpeed: 0.25 },
  turn: { minCutoffHz: 0.5, beta: 20, speedCutoffHz: 3, restSpeed: 0.3 },
} as const satisfies Record<string, OneEuroTuning>

/** One doubtful frame must not make decorations blink. */
const CONFIDENCE_CUTOFF_HZ = 3

/** Longest time over which a speed is trusted to find a face again. */
const PREDICT_MS = 250
/** Longest time by which a shown face runs ahead of its last frame: one frame of a usual camera, where nobody knows better. */
const SHOWN_AHEAD_MS = 1000 / 30
/** Nor farther than this, eye distances: a head that darts may stop at once, and the eye sees less of what darts. */
const SHOWN_AHEAD_FARTHEST = 0.12

/** Eye distances a second under which a face is at rest. */
const REST_SPEED = 0.15

/** The filtered path of one face. */
export interface Motion {
  readonly atMs: number
  readonly centre: Path
  /** x: natural logarithm of the eye distance. */
  readonly size: Path
  /** x: roll, unwrapped. */
  readonly roll: Path
  /** x: yaw, y: pitch. */
  readonly turn: FilteredPoint
  readonly shape: readonly FilteredPoint[]
  readonly confidence: number
  readonly eyeDistance: number
  readonly landmarks: Landmarks<SourcePoint>
  readonly pose: FacePose<SourcePoint>
}

type Filters = Pick<Motion, 'centre' | 'size' | 'roll' | 'turn' | 'shape' | 'confidence'>

const scalar = (x: number): Point => ({ x, y: 0 })
const turnOf = ({ yawRad, pitchRad }: Sighting): Point => ({ x: yawRad, y: pitchRad })

export function startMotion(sighting: Sighting, atMs: number): Motion {
  const filters: Filters = {
    centre: startPath(sighting.centre),
    size: startPath(scalar(Math.log(sighting.eyeDistance))),
    roll: startPath(scalar(sighting.rollRad)),
    turn: startPoint(turnOf(sighting)),
    shape: sighting.shape.map(startPoint),
    confidence: sighting.confidence,
  }
  return composed(filters, atMs)
}

/** The motion after a sighting at `atMs`, later than the last. */
export function followSighting(motion: Motion, sighting: Sighting, atMs: number): Motion {
  const elapsedMs = atMs - motion.atMs
  const calm = lowPassShare(CONFIDENCE_CUTOFF_HZ, elapsedMs)
  const before = motion.roll.value.x
  const rollRad =
    before + Math.atan2(Math.sin(sighting.rollRad - before), Math.cos(sighting.rollRad - before))
  const filters: Filters = {
    centre: followPath(motion.centre, sighting.centre, elapsedMs, motion.eyeDistance, PATHS.centre),
    size: followPath(motion.size, scalar(Math.log(sighting.eyeDistance)), elapsedMs, 1, PATHS.size),
    roll: followPath(motion.roll, scalar(rollRad), elapsedMs, 1, PATHS.roll),
    turn: filterPoint(motion.turn, turnOf(sighting), elapsedMs, 1, TUNING.turn),
    shape: motion.shape.map((point, i) => filterPoint(point, sighting.shape[i]!, elapsedMs, 1, TUNING.shape)),
    confidence: motion.confidence + calm * (sighting.confidence - motion.confidence),
  }
  return composed(filters, atMs)
}

function composed(filters: Filters, atMs: number): Motion {
  const eyeDistance = Math.exp(filters.size.value.x)
  const roll = filters.roll.value.x
  const shape = filters.shape.map(({ value }) => value)
  const landmarks = landmarksOf({ centre: filters.centre.value, eyeDistance, rollRad: roll, shape })
  const { x, y } = centroid(landmarks.slice(PARTS.rightEye[0], PARTS.leftEye[1]))
  const pose: FacePose<SourcePoint> = {
    eyesCentre: sourcePoint(x, y),
    rollRad: Math.atan2(Math.sin(roll), Math.cos(roll)),
    // Turn and nod are the weakest measurements and swing hats far from the eyes: they have a filter of their own.
    yawRad: filters.turn.value.x,
    pitchRad: filters.turn.value.y,
    eyeDistance,
    confidence: filters.confidence,
  }
  return { ...filters, atMs, eyeDistance, landmarks, pose }
}

/** Where the face should be at `atMs` if it kept its speed; no farther than a short occlusion allows. */
export function predictCentre({ centre, atMs: lastMs }: Motion, atMs: number): Point {
  const seconds = Math.min(PREDICT_MS, Math.max(0, atMs - lastMs)) / 1000
  return { x: centre.value.x + centre.speed.x * seconds, y: centre.value.y + centre.speed.y * seconds }
}

/** Landmarks and pose carried on by the face's own speed to `nowMs`, by `longestMs` at most: a head that stops is not overrun. */
export function carriedTo(
  motion: Motion,
  nowMs: number,
  longestMs = SHOWN_AHEAD_MS,
): Pick<Motion, 'landmarks' | 'pose'> {
  const seconds = Math.min(longestMs, Math.max(0, nowMs - motion.atMs)) / 1000
  const { x, y } = motion.centre.speed
  // The noise of a still face is no speed to be carried on.
  const trust = smoothStep(REST_SPEED, 4 * REST_SPEED, Math.hypot(x, y) / motion.eyeDistance)
  const reach = (Math.hypot(x, y) * seconds * trust) / motion.eyeDistance
  const share = reach > SHOWN_AHEAD_FARTHEST ? SHOWN_AHEAD_FARTHEST / reach : 1
  const dx = x * seconds * trust * share
  const dy = y * seconds * trust * share
  if (dx === 0 && dy === 0) return motion
  const carried = (point: Point) => sourcePoint(point.x + dx, point.y + dy)
  const pose = { ...motion.pose, eyesCentre: carried(motion.pose.eyesCentre) }
  return { landmarks: motion.landmarks.map(carried), pose }
}
