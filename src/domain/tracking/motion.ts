import { estimatePose } from '../face/estimatePose'
import type { Landmarks } from '../face/landmarks'
import type { FacePose } from '../face/pose'
import { sourcePoint, type Point, type SourcePoint } from '../geometry/points'
import { filterPoint, startPoint, type FilteredPoint, type OneEuroTuning } from './oneEuro'
import { landmarksOf, type Sighting } from './sighting'

/**
 * How each part of a face is calmed. Place in eye distances, roll, turn and nod in radians, size as a logarithm, shape in eye
 * distances: so a near and a far face, and a 15 and a 60 fps camera, behave alike. Place, tilt and size are filtered apart
 * from the shape, because a head moves a lot and its shape little.
 */
const TUNING = {
  centre: { minCutoffHz: 1.2, beta: 14, speedCutoffHz: 3 },
  roll: { minCutoffHz: 1, beta: 14, speedCutoffHz: 3 },
  size: { minCutoffHz: 0.8, beta: 10, speedCutoffHz: 2 },
  shape: { minCutoffHz: 1, beta: 8, speedCutoffHz: 2 },
  turn: { minCutoffHz: 1, beta: 8, speedCutoffHz: 2 },
} as const satisfies Record<string, OneEuroTuning>

/** Longest time over which a speed is trusted, milliseconds. */
const PREDICT_MS = 250
const SHOWN_AHEAD_MS = 60

/** The filtered path of one face. */
export interface Motion {
  readonly atMs: number
  readonly centre: FilteredPoint
  /** x: natural logarithm of the eye distance. */
  readonly size: FilteredPoint
  /** x: roll, unwrapped. */
  readonly roll: FilteredPoint
  /** x: yaw, y: pitch. */
  readonly turn: FilteredPoint
  readonly shape: readonly FilteredPoint[]
  readonly eyeDistance: number
  readonly landmarks: Landmarks<SourcePoint>
  readonly pose: FacePose<SourcePoint>
}

type Filters = Pick<Motion, 'centre' | 'size' | 'roll' | 'shape'>

const scalar = (x: number): Point => ({ x, y: 0 })

export function startMotion(sighting: Sighting, atMs: number): Motion {
  const filters: Filters = {
    centre: startPoint(sighting.centre),
    size: startPoint(scalar(Math.log(sighting.eyeDistance))),
    roll: startPoint(scalar(sighting.rollRad)),
    shape: sighting.shape.map(startPoint),
  }
  return composed(filters, atMs, (measured) => startPoint(measured))
}

/** The motion after a sighting at `atMs`, later than the last. */
export function followSighting(motion: Motion, sighting: Sighting, atMs: number): Motion {
  const elapsedMs = atMs - motion.atMs
  const before = motion.roll.value.x
  const rollRad =
    before + Math.atan2(Math.sin(sighting.rollRad - before), Math.cos(sighting.rollRad - before))
  const filters: Filters = {
    centre: filterPoint(motion.centre, sighting.centre, elapsedMs, motion.eyeDistance, TUNING.centre),
    size: filterPoint(motion.size, scalar(Math.log(sighting.eyeDistance)), elapsedMs, 1, TUNING.size),
    roll: filterPoint(motion.roll, scalar(rollRad), elapsedMs, 1, TUNING.roll),
    shape: motion.shape.map((point, i) => filterPoint(point, sighting.shape[i]!, elapsedMs, 1, TUNING.shape)),
  }
  return composed(filters, atMs, (measured) => filterPoint(motion.turn, measured, elapsedMs, 1, TUNING.turn))
}

function composed(filters: Filters, atMs: number, filterTurn: (measured: Point) => FilteredPoint): Motion {
  const eyeDistance = Math.exp(filters.size.value.x)
  const landmarks = landmarksOf({
    centre: filters.centre.value,
    eyeDistance,
    rollRad: filters.roll.value.x,
    shape: filters.shape.map(({ value }) => value),
  })
  const measured = estimatePose(landmarks)
  const turn = filterTurn({ x: measured.yawRad, y: measured.pitchRad })
  const pose = { ...measured, yawRad: turn.value.x, pitchRad: turn.value.y }
  return { ...filters, turn, atMs, eyeDistance, landmarks, pose }
}

/** Where the face should be at `atMs` if it kept its speed; no farther than a short occlusion allows. */
export function predictCentre({ centre, atMs: lastMs }: Motion, atMs: number): Point {
  const seconds = Math.min(PREDICT_MS, Math.max(0, atMs - lastMs)) / 1000
  return { x: centre.value.x + centre.speed.x * seconds, y: centre.value.y + centre.speed.y * seconds }
}

/** Landmarks and pose carried on by the face's own speed to `nowMs`, by a few frames at most. */
export function carriedTo(motion: Motion, nowMs: number): Pick<Motion, 'landmarks' | 'pose'> {
  const seconds = Math.min(SHOWN_AHEAD_MS, Math.max(0, nowMs - motion.atMs)) / 1000
  const { x, y } = motion.centre.speed
  const dx = x * seconds
  const dy = y * seconds
  if (dx === 0 && dy === 0) return motion
  const carried = (point: Point) => sourcePoint(point.x + dx, point.y + dy)
  const pose = { ...motion.pose, eyesCentre: carried(motion.pose.eyesCentre) }
  return { landmarks: motion.landmarks.map(carried), pose }
}
