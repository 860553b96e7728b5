import { centroid, distance, type Point } from '../geometry/points'
import { smoothStep } from '../geometry/smoothStep'
import { headRows, type HeadPoint } from './headProjection'
import { LANDMARK_COUNT, PARTS, partOf, type Landmarks } from './landmarks'
import { MEAN_FACE } from './meanFace'
import type { FacePose } from './pose'

const DEGREE = Math.PI / 180

/** A smile moves the upper lip, speech the lower one: neither may look like a nod. */
const WEIGHTS: readonly number[] = MEAN_FACE.map((_, i) => {
  if (i < PARTS.outerLip[0]) return 1
  const lower = (i > 27 && i < 33) || i > 37
  return lower ? 0.1 : 0.5
})

/**
 * Pull of the pitch towards level, as a weight per radian² beside the points' squared residuals in eye distances. A long
 * nose looks like a nod of some degrees; this halves that error and costs a true nod of 20° less than one degree.
 */
const PITCH_PRIOR = 0.02

/** Yaw, in radians, at which the points on the far side begin to be guesses, and at which they are nothing else. */
const YAW_SURE = 40 * DEGREE
const YAW_UNSURE = 75 * DEGREE
/** Root mean square residual in eye distances: 0.03…0.08 for annotated faces, laughing ones included. */
const RESIDUAL_SURE = 0.11
const RESIDUAL_UNSURE = 0.24

/** A fit of the mean face to 41 points. `residual` is the weighted root mean square error in eye distances. */
export interface PoseFit {
  readonly rollRad: number
  readonly yawRad: number
  readonly pitchRad: number
  readonly eyeDistance: number
  readonly residual: number
}

type Matrix3 = readonly [HeadPoint, HeadPoint, HeadPoint]

const mean = weightedMean(MEAN_FACE)
const model: readonly HeadPoint[] = MEAN_FACE.map((p) => [p[0] - mean[0], p[1] - mean[1], p[2] - mean[2]])
const totalWeight = WEIGHTS.reduce((sum, weight) => sum + weight, 0)
const spread = weightedSpread()
const inverseSpread = invert3(spread)
const root = cholesky3(spread)

/**
 * Least-squares fit of the mean face under weak perspective (scale, rotation, translation), by Gauss–Newton on scale, roll,
 * yaw and pitch from the best affine map. Null when a point is not finite, the points do not span a plane, or there are
 * not 41 of them. Because the model is fixed, each step costs a 2 × 3 matrix, not 41 points.
 */
export function fitPose(landmarks: Landmarks): PoseFit | null {
  if (landmarks.length !== LANDMARK_COUNT) return null
  let meanX = 0
  let meanY = 0
  for (let i = 0; i < LANDMARK_COUNT; i++) {
    const { x, y } = landmarks[i]!
    if (!Number.isFinite(x) || !Number.isFinite(y)) return null
    meanX += WEIGHTS[i]! * x
    meanY += WEIGHTS[i]! * y
  }
  meanX /= totalWeight
  meanY /= totalWeight
  const crossX: [number, number, number] = [0, 0, 0]
  const crossY: [number, number, number] = [0, 0, 0]
  for (let i = 0; i < LANDMARK_COUNT; i++) {
    const x = WEIGHTS[i]! * (landmarks[i]!.x - meanX)
    const y = WEIGHTS[i]! * (landmarks[i]!.y - meanY)
    for (let k = 0; k < 3; k++) {
      crossX[k]! += x * model[i]![k]!
      crossY[k]! += y * model[i]![k]!
    }
  }
  // The unconstrained best 2 × 3 map; the pose is the scaled rotation nearest to it in the metric of `spread`.
  const affineX = times(crossX, inverseSpread)
  const affineY = times(crossY, inverseSpread)
  const pose = refine(affineX, affineY, firstGuess(affineX, affineY))
  if (pose === null) return null
  const [scale, rollRad, yawRad, pitchRad] = pose

  const { right, down } = headRows(rollRad, yawRad, pitchRad)
  let squares = 0
  for (let i = 0; i < LANDMARK_COUNT; i++) {
    const p = model[i]!
    const x = scale * dot(right, p) + meanX - landmarks[i]!.x
    const y = scale * dot(down, p) + meanY - landmarks[i]!.y
    squares += WEIGHTS[i]! * (x * x + y * y)
  }
  const residual = Math.sqrt(squares / totalWeight) / scale
  if (!Number.isFinite(residual)) return null
  return { rollRad, yawRad, pitchRad, eyeDistance: scale, residual }
}

/**
 * Head pose from the 41 points, in their pixel space. Never throws: points that are not finite or make no face give
 * confidence 0 (with finite numbers, so that a drawing made from them is merely invisible).
 */
export function estimatePose<P extends Point>(landmarks: Landmarks<P>): FacePose<P> {
  const fit = fitPose(landmarks)
  if (fit === null) {
    const origin = { x: 0, y: 0 } as P
    return { eyesCentre: origin, rollRad: 0, yawRad: 0, pitchRad: 0, eyeDistance: 1, confidence: 0 }
  }
  const rightEye = centroid(partOf(landmarks, 'rightEye'))
  const leftEye = centroid(partOf(landmarks, 'leftEye'))
  const eyesCentre = { x: (rightEye.x + leftEye.x) / 2, y: (rightEye.y + leftEye.y) / 2 } as P
  const sureOfYaw = 1 - smoothStep(YAW_SURE, YAW_UNSURE, Math.abs(fit.yawRad))
  const sureOfShape = 1 - smoothStep(RESIDUAL_SURE, RESIDUAL_UNSURE, fit.residual)
  const apart = distance(rightEye, leftEye) > 0
  return {
    eyesCentre,
    rollRad: fit.rollRad,
    yawRad: fit.yawRad,
    pitchRad: fit.pitchRad,
    eyeDistance: fit.eyeDistance,
    confidence: apart ? sureOfYaw * sureOfShape : 0,
  }
}

type Parameters = readonly [scale: number, roll: number, yaw: number, pitch: number]

function firstGuess(affineX: HeadPoint, affineY: HeadPoint): Parameters {
  const roll = Math.atan2(affineY[0], affineX[0])
  const cos = Math.cos(roll)
  const sin = Math.sin(roll)
  const across = combine(cos, affineX, sin, affineY)
  const along = combine(-sin, affineX, cos, affineY)
  const pitch = Math.atan2(along[2], along[1])
  const yaw = Math.atan2(across[2] * Math.cos(pitch) - across[1] * Math.sin(pitch), across[0])
  // Depth is the weakest measurement: start within what a face in a picture can be.
  const within = (value: number) => Math.max(-1, Math.min(1, value))
  return [(norm(across) + norm(along)) / 2, roll, within(yaw), within(pitch)]
}

function refine(affineX: HeadPoint, affineY: HeadPoint, start: Parameters): Parameters | null {
  let [scale, roll, yaw, pitch] = start
  if (!(scale > 1e-9) || !Number.isFinite(scale)) return null
  const size = scale
  let damping = 1e-3
  let best = cost(affineX, affineY, scale, roll, yaw, pitch, size)
  for (let step = 0; step < 20; step++) {
    const change = newtonStep(affineX, affineY, scale, roll, yaw, pitch, size, damping)
    if (change === null) return null
    const next = [scale + change[0] * size, roll + change[1], yaw + change[2], pitch + change[3]] as const
    const nextCost = next[0] > 0 ? cost(affineX, affineY, ...next, size) : Infinity
    if (nextCost <= best) {
      ;[scale, roll, yaw, pitch] = next
      best = nextCost
      damping = Math.max(1e-9, damping / 10)
      if (Math.max(...change.map(Math.abs)) < 1e-8) break
    } else {
      damping *= 10
      if (damping > 1e6) break
    }
  }
  if (![scale, roll, yaw, pitch].every(Number.isFinite)) return null
  return [scale, Math.atan2(Math.sin(roll), Math.cos(roll)), yaw, pitch]
}

/** The six residuals of the scaled rotation against the affine map, and the prior's; unit: first guess of the scale. */
function residuals(
  affineX: HeadPoint,
  affineY: HeadPoint,
  scale: number,
  roll: number,
  yaw: number,
  pitch: number,
  size: number,
): readonly number[] {
  const { right, down } = headRows(roll, yaw, pitch)
  const x = rootTimes(combine(1 / size, affineX, -scale / size, right))
  const y = rootTimes(combine(1 / size, affineY, -scale / size, down))
  return [...x, ...y, Math.sqrt(PITCH_PRIOR) * pitch]
}

function cost(affineX: HeadPoint, affineY: HeadPoint, ...rest: readonly [number, number, number, number, number]): number {
  return residuals(affineX, affineY, ...rest).reduce((sum, r) => sum + r * r, 0)
}

/** One damped Gauss–Newton step (Levenberg 1944); derivatives by central differences, exact enough for 7 smooth residuals. */
function newtonStep(
  affineX: HeadPoint,
  affineY: HeadPoint,
  scale: number,
  roll: number,
  yaw: number,
  pitch: number,
  size: number,
  damping: number,
): readonly [number, number, number, number] | null {
  const h = 1e-5
  const at = (a: number, b: number, c: number, d: number) =>
    residuals(affineX, affineY, scale + a * size, roll + b, yaw + c, pitch + d, size)
  const now = at(0, 0, 0, 0)
  const slope = (plus: readonly number[], minus: readonly number[]) => plus.map((p, i) => (p - minus[i]!) / (2 * h))
  const columns = [
    slope(at(h, 0, 0, 0), at(-h, 0, 0, 0)),
    slope(at(0, h, 0, 0), at(0, -h, 0, 0)),
    slope(at(0, 0, h, 0), at(0, 0, -h, 0)),
    slope(at(0, 0, 0, h), at(0, 0, 0, -h)),
  ]
  const product = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)
  const rows = columns.map((column, i) => [
    ...columns.map((other, j) => product(column, other) + (i === j ? damping : 0)),
    -product(column, now),
  ])
  return solve4(rows)
}

function solve4(rows: number[][]): readonly [number, number, number, number] | null {
  for (let i = 0; i < 4; i++) {
    const pivot = rows[i]![i]!
    if (!(Math.abs(pivot) > 1e-14)) return null
    for (let j = i + 1; j < 4; j++) {
      const factor = rows[j]![i]! / pivot
      for (let k = i; k < 5; k++) rows[j]![k]! -= factor * rows[i]![k]!
    }
  }
  const solution: [number, number, number, number] = [0, 0, 0, 0]
  for (let i = 3; i >= 0; i--) {
    let value = rows[i]![4]!
    for (let j = i + 1; j < 4; j++) value -= rows[i]![j]! * solution[j]!
    solution[i] = value / rows[i]![i]!
  }
  return solution
}

function weightedMean(points: readonly HeadPoint[]): HeadPoint {
  const sum: [number, number, number] = [0, 0, 0]
  let total = 0
  points.forEach((point, i) => {
    total += WEIGHTS[i]!
    for (let k = 0; k < 3; k++) sum[k]! += WEIGHTS[i]! * point[k]!
  })
  return [sum[0] / total, sum[1] / total, sum[2] / total]
}

function weightedSpread(): Matrix3 {
  const at = (row: number, column: number) =>
    model.reduce((sum, p, i) => sum + WEIGHTS[i]! * p[row]! * p[column]!, 0)
  const row = (i: number): HeadPoint => [at(i, 0), at(i, 1), at(i, 2)]
  return [row(0), row(1), row(2)]
}

const dot = (a: HeadPoint, b: HeadPoint) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const norm = (a: HeadPoint) => Math.sqrt(dot(a, a))
const combine = (p: number, a: HeadPoint, q: number, b: HeadPoint): HeadPoint => [
  p * a[0] + q * b[0],
  p * a[1] + q * b[1],
  p * a[2] + q * b[2],
]

/** Row vector × symmetric matrix. */
const times = (row: HeadPoint, matrix: Matrix3): HeadPoint => [
  dot(row, matrix[0]),
  dot(row, matrix[1]),
  dot(row, matrix[2]),
]

function invert3([a, b, c]: Matrix3): Matrix3 {
  const cross = (p: HeadPoint, q: HeadPoint): HeadPoint => [
    p[1] * q[2] - p[2] * q[1],
    p[2] * q[0] - p[0] * q[2],
    p[0] * q[1] - p[1] * q[0],
  ]
  const determinant = dot(a, cross(b, c))
  const scaled = (row: HeadPoint): HeadPoint => combine(1 / determinant, row, 0, row)
  // Symmetric input: rows and columns of the inverse are the same.
  return [scaled(cross(b, c)), scaled(cross(c, a)), scaled(cross(a, b))]
}

/** Upper rows of L with L·Lᵀ = matrix, so that |row·L|² is the cost of an error `row`. */
function cholesky3(m: Matrix3): Matrix3 {
  const l00 = Math.sqrt(m[0][0])
  const l10 = m[1][0] / l00
  const l20 = m[2][0] / l00
  const l11 = Math.sqrt(m[1][1] - l10 * l10)
  const l21 = (m[2][1] - l20 * l10) / l11
  const l22 = Math.sqrt(m[2][2] - l20 * l20 - l21 * l21)
  return [
    [l00, l10, l20],
    [0, l11, l21],
    [0, 0, l22],
  ]
}

function rootTimes(row: HeadPoint): HeadPoint {
  return [dot(row, root[0]), dot(row, root[1]), dot(row, root[2])]
}
