import { smoothStep } from '../geometry/smoothStep'
import type { Point } from '../geometry/points'

/**
 * How a path is calmed. Memory in milliseconds: how long a sample is remembered. Surprises in the caller's unit: how far
 * samples lie from where the path was expected to go, in the mean of the last moment, with their sign, so that noise
 * cancels out and a turn does not.
 */
export interface PathTuning {
  readonly calmMs: number
  readonly quickMs: number
  /** A mean surprise up to which a path is calm, and from which it is quick. */
  readonly noise: number
  readonly turn: number
}

/** A filtered 2-D value, its speed per second, and the mean surprise of late. */
export interface Path {
  readonly value: Point
  readonly speed: Point
  readonly surprise: Point
}

const ZERO: Point = { x: 0, y: 0 }

/** Time constant of the mean surprise. */
const SURPRISE_MS = 50

/** A camera of more frames a second tells more in the same time: with a shorter memory a path is as calm, and less late. */
const USUAL_FRAME_MS = 1000 / 30

export const startPath = (value: Point): Path => ({ value, speed: ZERO, surprise: ZERO })

/**
 * One sample, `elapsedMs` (> 0) after the last. A straight line fitted to a memory that fades: unlike a low-pass it is not
 * late behind anything that moves evenly, however slowly. Its memory shortens as soon as the samples bend away.
 * `unit` is the length that counts as 1 in the tuning. Source: the fading-memory polynomial filter of degree 1, Morrison,
 * "Introduction to Sequential Smoothing and Prediction", 1969.
 */
export function followPath(
  before: Path,
  sample: Point,
  elapsedMs: number,
  unit: number,
  tuning: PathTuning,
): Path {
  const seconds = elapsedMs / 1000
  const expectedX = before.value.x + before.speed.x * seconds
  const expectedY = before.value.y + before.speed.y * seconds
  const offX = sample.x - expectedX
  const offY = sample.y - expectedY
  const share = 1 - Math.exp(-elapsedMs / SURPRISE_MS)
  const surprise = {
    x: before.surprise.x + share * (offX - before.surprise.x),
    y: before.surprise.y + share * (offY - before.surprise.y),
  }
  const bend = smoothStep(tuning.noise, tuning.turn, Math.hypot(surprise.x, surprise.y) / unit)
  const calmMs = tuning.calmMs * Math.sqrt(Math.min(1, elapsedMs / USUAL_FRAME_MS))
  const memoryMs = calmMs * Math.pow(Math.min(1, tuning.quickMs / calmMs), bend)
  const kept = Math.exp(-elapsedMs / memoryMs)
  const ofValue = 1 - kept * kept
  const ofSpeed = (1 - kept) ** 2 / seconds
  return {
    value: { x: expectedX + ofValue * offX, y: expectedY + ofValue * offY },
    speed: { x: before.speed.x + ofSpeed * offX, y: before.speed.y + ofSpeed * offY },
    surprise,
  }
}
