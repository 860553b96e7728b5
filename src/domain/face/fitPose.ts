import { solveLinear } from '../geometry/solveLinear'
import { choleskyColumns, combine, dot, invertSymmetric, times, type Vector3 } from '../geometry/vector3'
import { headRows } from './headProjection'
import { LANDMARK_COUNT, PARTS, type Landmarks } from './landmarks'
import { MEAN_FACE } from './meanFace'

/** A fit of the mean face to 41 points. Angles as in FacePose; `residual` is the weighted root mean square error in eye distances. */
export interface PoseFit {
  readonly rollRad: number
  readonly yawRad: number
  readonly pitchRad: number
  /** As seen from the front, in the pixels of the points. */
  readonly eyeDistance: number
  readonly residual: number
}

/** A smile moves the upper lip, speech the lower one: neither may look like a nod. */
const WEIGHTS: readonly number[] = MEAN_FACE.map((_, i) => {
  if (i < PARTS.outerLip[0]) return 1
  const isLowerLip = (i >= PARTS.outerLip[0] + 7 && i < PARTS.outerLip[1]) || i >= PARTS.innerLip[0] + 5
  return isLowerLip ? 0.1 : 0.5
})
const TOTAL_WEIGHT = WEIGHTS.reduce((sum, weight) => sum + weight, 0)

const MEAN: Vector3 = [
  weightedMean((i) => MEAN_FACE[i]![0]),
  weightedMean((i) => MEAN_FACE[i]![1]),
  weightedMean((i) => MEAN_FACE[i]![2]),
]
/** The mean face about its own middle. */
const MODEL: readonly Vector3[] = MEAN_FACE.map((point) => combine(1, point, -1, MEAN))
const SPREAD = [0, 1, 2].map((row) =>
  [0, 1, 2].map((column) => weightedSum((i) => MODEL[i]![row]! * MODEL[i]![column]!)),
)
const SPREAD_ROWS = SPREAD as unknown as readonly [Vector3, Vector3, Vector3]
const INVERSE_SPREAD = invertSymmetric(SPREAD_ROWS)
const SPREAD_ROOT = choleskyColumns(SPREAD_ROWS)

function weightedSum(value: (index: number) => number): number {
  let sum = 0
  for (let i = 0; i < LANDMARK_COUNT; i++) sum += WEIGHTS[i]! * value(i)
  return sum
}

function weightedMean(value: (index: number) => number): number {
  return weightedSum(value) / TOTAL_WEIGHT
}

/**
 * Least-squares fit of the mean face to the points under weak perspective (scale, rotation, translation): the best affine
 * map first, then Gauss–Newton on scale, roll, yaw and pitch. Because the model is fixed, a step costs two rows of three
 * numbers, not 41 points. Null when there are not 41 points, one is not finite, or they lie in one spot.
 */
export function fitPose(landmarks: Landmarks): PoseFit | null {
  if (landmarks.length !== LANDMARK_COUNT) return null
  if (!landmarks.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))) return null
  const meanX = weightedMean((i) => landmarks[i]!.x)
  const meanY = weightedMean((i) => landmarks[i]!.y)
  const against = (measured: (index: number) => number): Vector3 => [
    weightedSum((i) => measured(i) * MODEL[i]![0]),
    weightedSum((i) => measured(i) * MODEL[i]![1]),
    weightedSum((i) => measured(i) * MODEL[i]![2]),
  ]
  const affine: AffineRows = {
    right: times(
      against((i) => landmarks[i]!.x - meanX),
      INVERSE_SPREAD,
    ),
    down: times(
      against((i) => landmarks[i]!.y - meanY),
      INVERSE_SPREAD,
    ),
  }
  const pose = refined(affine, firstGuess(affine))
  if (pose === null) return null
  const [scale, roll, yaw, pitch] = pose
  const { right, down } = headRows(roll, yaw, pitch)
  const squares = weightedSum((i) => {
    const x = scale * dot(right, MODEL[i]!) + meanX - landmarks[i]!.x
    const y = scale * dot(down, MODEL[i]!) + meanY - landmarks[i]!.y
    return x * x + y * y
  })
  const rollRad = Math.atan2(Math.sin(roll), Math.cos(roll))
  const fit = {
    rollRad,
    yawRad: yaw,
    pitchRad: pitch,
    eyeDistance: scale,
    residual: Math.sqrt(squares / TOTAL_WEIGHT) / scale,
  }
  return Object.values(fit).every(Number.isFinite) ? fit : null
}

/** The unconstrained map from head to picture axes. */
interface AffineRows {
  readonly right: Vector3
  readonly down: Vector3
}

type Parameters = readonly [scale: number, roll: number, yaw: number, pitch: number]

function firstGuess({ right, down }: AffineRows): Parameters {
  const roll = Math.atan2(down[0], right[0])
  const across = combine(Math.cos(roll), right, Math.sin(roll), down)
  const along = combine(-Math.sin(roll), right, Math.cos(roll), down)
  const pitch = Math.atan2(along[2], along[1])
  const yaw = Math.atan2(across[2] * Math.cos(pitch) - across[1] * Math.sin(pitch), across[0])
  // Depth is the weakest measurement: start within what a face in a picture can be.
  const within = (value: number) => Math.max(-1, Math.min(1, value))
  const scale = (Math.sqrt(dot(across, across)) + Math.sqrt(dot(along, along))) / 2
  return [scale, roll, within(yaw), within(pitch)]
}

const LARGEST_STEPS = 25
const SMALLEST_CHANGE = 1e-7

/** Damped Gauss–Newton (Levenberg 1944, Marquardt 1963). */
function refined(affine: AffineRows, start: Parameters): Parameters | null {
  const unit = start[0]
  if (!(unit > 1e-9) || !Number.isFinite(unit)) return null
  let best = start
  let errors = residuals(affine, best, unit)
  let damping = 1e-3
  for (let step = 0; step < LARGEST_STEPS && damping < 1e6; step++) {
    const change = newtonStep(affine, best, errors, unit, damping)
    if (change === null) return null
    const next = moved(best, change, unit)
    const nextErrors = residuals(affine, next, unit)
    if (next[0] > 0 && sumOfSquares(nextErrors) <= sumOfSquares(errors)) {
      best = next
      errors = nextErrors
      damping /= 10
    } else damping *= 10
    if (change.every((part) => Math.abs(part) < SMALLEST_CHANGE)) break
  }
  return best
}

const sumOfSquares = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0)

const moved = (at: Parameters, change: readonly number[], unit: number): Parameters => [
  at[0] + change[0]! * unit,
  at[1] + change[1]!,
  at[2] + change[2]!,
  at[3] + change[3]!,
]

/** Errors of a scaled rotation against the affine map, weighed as 41 points would weigh them; in `unit`s. */
function residuals(
  affine: AffineRows,
  [scale, roll, yaw, pitch]: Parameters,
  unit: number,
): readonly number[] {
  const { right, down } = headRows(roll, yaw, pitch)
  const x = times(combine(1 / unit, affine.right, -scale / unit, right), SPREAD_ROOT)
  const y = times(combine(1 / unit, affine.down, -scale / unit, down), SPREAD_ROOT)
  return [...x, ...y]
}

/** Derivatives by central differences: exact enough for six smooth errors, and nothing to get wrong. */
function newtonStep(
  affine: AffineRows,
  at: Parameters,
  errors: readonly number[],
  unit: number,
  damping: number,
): readonly number[] | null {
  const h = 1e-5
  const slopes = [0, 1, 2, 3].map((k) => {
    const along = (step: number) =>
      residuals(
        affine,
        moved(
          at,
          [0, 1, 2, 3].map((j) => (j === k ? step : 0)),
          unit,
        ),
        unit,
      )
    const minus = along(-h)
    return along(h).map((value, i) => (value - minus[i]!) / (2 * h))
  })
  const product = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + value * b[i]!, 0)
  return solveLinear(
    slopes.map((slope, i) => [
      ...slopes.map((other, j) => product(slope, other) + (i === j ? damping : 0)),
      -product(slope, errors),
    ]),
  )
}
