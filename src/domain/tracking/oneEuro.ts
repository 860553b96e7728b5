import type { Point } from '../geometry/points'

/**
 * How a One-Euro filter trades calm for speed. Speeds are in the caller's unit per second.
 * Source: Casiez, Roussel, Vogel, "1€ Filter: a simple speed-based low-pass filter for noisy input", CHI 2012.
 */
export interface OneEuroTuning {
  /** Cutoff of something that stands still, Hz: lower is calmer. */
  readonly minCutoffHz: number
  /** Cutoff gained per unit of speed, Hz: higher is less late. */
  readonly beta: number
  /** Cutoff of the speed itself, Hz. */
  readonly speedCutoffHz: number
  /**
   * Speed that is taken for rest: noise alone looks about this fast. Not in the paper; without it a beta that follows
   * quick moves would let the noise of a still face through.
   */
  readonly restSpeed: number
}

/** A filtered 2-D value and its speed per second. */
export interface FilteredPoint {
  readonly value: Point
  readonly speed: Point
}

export const startPoint = (value: Point): FilteredPoint => ({ value, speed: { x: 0, y: 0 } })

/** Share of a new sample in a first-order low-pass, for the time that really passed: 15 and 60 fps behave alike. */
export function lowPassShare(cutoffHz: number, elapsedMs: number): number {
  const timeConstantMs = 1000 / (2 * Math.PI * cutoffHz)
  return elapsedMs / (elapsedMs + timeConstantMs)
}

/**
 * One sample, `elapsedMs` (> 0) after the last. Both axes share one cutoff, so that a path does not bend.
 * `unit` is the length that counts as 1 in the tuning, in the units of the samples.
 */
export function filterPoint(
  before: FilteredPoint,
  sample: Point,
  elapsedMs: number,
  unit: number,
  tuning: OneEuroTuning,
): FilteredPoint {
  const seconds = elapsedMs / 1000
  const speedShare = lowPassShare(tuning.speedCutoffHz, elapsedMs)
  const speed = {
    x: before.speed.x + speedShare * ((sample.x - before.value.x) / seconds - before.speed.x),
    y: before.speed.y + speedShare * ((sample.y - before.value.y) / seconds - before.speed.y),
  }
  const motion = Math.max(0, Math.hypot(speed.x, speed.y) / unit - tuning.restSpeed)
  const cutoffHz = tuning.minCutoffHz + tuning.beta * motion
  const valueShare = lowPassShare(cutoffHz, elapsedMs)
  const value = {
    x: before.value.x + valueShare * (sample.x - before.value.x),
    y: before.value.y + valueShare * (sample.y - before.value.y),
  }
  return { value, speed }
}
