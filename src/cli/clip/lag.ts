import { centroid, type Point } from '../../domain/geometry/points'
import type { Landmarks } from '../../domain/face/landmarks'
import { eyesOf } from './material'
import type { ShownFace } from './followClip'
import type { TrueFace } from './scene'

/** One person of the truth, frame by frame, with what was shown for them. */
export interface PersonFrame {
  readonly t: number
  readonly truth: TrueFace
  readonly shown: ShownFace | null
}

const EARLIEST_MS = -60
const LATEST_MS = 160
const STEP_MS = 2
/** Somebody who moves less than this, eye distances a second in the mean, tells nothing about lateness. */
const SLOWEST = 0.08
const FEWEST_FRAMES = 30
/** The first frames after somebody appears are of a search, not of following. */
const SETTLE_FRAMES = 8

/** The truth between its frames. Null before its beginning. */
function truthAt(frames: readonly PersonFrame[], index: number, backMs: number): Landmarks | null {
  const wantedS = frames[index]!.t - backMs / 1000
  let at = index
  while (at > 0 && frames[at]!.t > wantedS) at--
  while (at + 2 < frames.length && frames[at + 1]!.t <= wantedS) at++
  const [before, after] = [frames[at]!, frames[at + 1]]
  if (after === undefined || before.t > wantedS || after.t - before.t > 0.2) return null
  const share = (wantedS - before.t) / (after.t - before.t)
  if (share > 1.0001) return null
  return before.truth.points.map(({ x, y }, point) => {
    const next = after.truth.points[point]!
    return { x: x + share * (next.x - x), y: y + share * (next.y - y) }
  })
}

/** Points in the frame of another face: eye distances from its middle, along its eyes. */
function inFace(points: readonly Point[], face: Landmarks): Point[] {
  const { eyeDistance, rollRad } = eyesOf(face)
  const middle = centroid(face)
  const cos = Math.cos(rollRad) / eyeDistance
  const sin = Math.sin(rollRad) / eyeDistance
  return points.map(({ x, y }) => ({
    x: cos * (x - middle.x) + sin * (y - middle.y),
    y: cos * (y - middle.y) - sin * (x - middle.x),
  }))
}

/**
 * Mean square of what is left between the shown points and a truth of `backMs` ago, in eye distances². What is left
 * always (an annotation that sits elsewhere than the net's idea of a corner) is taken off: it says nothing about time.
 */
function misfit(frames: readonly PersonFrame[], used: readonly number[], backMs: number): number | null {
  const points = frames[0]!.truth.points.length
  const sums = new Float64Array(points * 2)
  let squares = 0
  let count = 0
  for (const index of used) {
    const truth = truthAt(frames, index, backMs)
    if (truth === null) continue
    const shown = inFace(frames[index]!.shown!.points, truth)
    const own = inFace(truth, truth)
    for (let point = 0; point < points; point++) {
      const x = shown[point]!.x - own[point]!.x
      const y = shown[point]!.y - own[point]!.y
      sums[2 * point]! += x
      sums[2 * point + 1]! += y
      squares += x * x + y * y
    }
    count++
  }
  if (count < FEWEST_FRAMES / 2) return null
  return (squares - sums.reduce((total, value) => total + (value * value) / count, 0)) / count / points
}

/** By how many milliseconds a person's shown points are behind the truth; null for one who hardly moves or is hardly shown. */
export function lagOf(frames: readonly PersonFrame[]): number | null {
  const used: number[] = []
  let speed = 0
  for (const [index, { truth, shown }] of frames.entries()) {
    const before = frames[index - 1]
    const next = frames[index + 1]
    if (index < SETTLE_FRAMES || !before || !next) continue
    if (shown === null || truth.sight !== 'clear') continue
    if (frames.slice(index - SETTLE_FRAMES, index).some((frame) => frame.shown === null)) continue
    used.push(index)
    const [from, to] = [before.truth.points, next.truth.points]
    const moved = from.reduce(
      (total, { x, y }, point) => total + Math.hypot(to[point]!.x - x, to[point]!.y - y),
      0,
    )
    speed += moved / from.length / (next.t - before.t) / eyesOf(truth.points).eyeDistance
  }
  if (used.length < FEWEST_FRAMES || speed / used.length < SLOWEST) return null
  let best = { ms: 0, misfit: Infinity }
  const tried = new Map<number, number>()
  for (let ms = EARLIEST_MS; ms <= LATEST_MS; ms += STEP_MS) {
    const here = misfit(frames, used, ms)
    if (here === null) continue
    tried.set(ms, here)
    if (here < best.misfit) best = { ms, misfit: here }
  }
  const [left, right] = [tried.get(best.ms - STEP_MS), tried.get(best.ms + STEP_MS)]
  if (left === undefined || right === undefined) return best.ms
  // The lowest point of the parabola through the best and its neighbours.
  const bend = left + right - 2 * best.misfit
  return bend > 0 ? best.ms + (STEP_MS * (left - right)) / (2 * bend) : best.ms
}
