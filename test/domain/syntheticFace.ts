import fc from 'fast-check'
import { projectHeadPoint } from '../../src/domain/face/headProjection'
import type { FaceObservation, Landmarks } from '../../src/domain/face/landmarks'
import { MEAN_FACE } from '../../src/domain/face/meanFace'
import type { FacePose } from '../../src/domain/face/pose'
import { sourcePoint, type SourcePoint } from '../../src/domain/geometry/points'

/** A head to be rendered: angles in radians, lengths in pixels. */
export interface Head {
  readonly x: number
  readonly y: number
  readonly eyeDistance: number
  readonly rollRad: number
  readonly yawRad: number
  readonly pitchRad: number
}

export const HEAD: Head = { x: 320, y: 220, eyeDistance: 50, rollRad: 0, yawRad: 0, pitchRad: 0 }

export const poseOf = (head: Head): FacePose<SourcePoint> => ({
  eyesCentre: sourcePoint(head.x, head.y),
  rollRad: head.rollRad,
  yawRad: head.yawRad,
  pitchRad: head.pitchRad,
  eyeDistance: head.eyeDistance,
  confidence: 1,
})

/** Gaussian noise of a fixed seed (Park–Miller and Box–Muller): the same every run. */
export function noiseSource(seed: number): () => number {
  let state = seed
  const uniform = () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}

/** The mean face as that head would show it; `noise` moves each point by a share of the eye distance. */
export function landmarksOfHead(
  head: Head,
  noise: (() => number) | null = null,
  share = 0,
): Landmarks<SourcePoint> {
  const pose = poseOf(head)
  const off = () => (noise === null ? 0 : noise() * share * head.eyeDistance)
  return MEAN_FACE.map((point) => {
    const { x, y } = projectHeadPoint(pose, point)
    return sourcePoint(x + off(), y + off())
  })
}

export const observed = (head: Head, score = 0.9): FaceObservation<SourcePoint> => ({
  landmarks: landmarksOfHead(head),
  score,
})

const degrees = (limit: number) =>
  fc.double({ min: -limit, max: limit, noNaN: true }).map((value) => (value * Math.PI) / 180)

/** Heads as a camera sees them. */
export const anyHead = fc.record({
  x: fc.double({ min: 100, max: 1180, noNaN: true }),
  y: fc.double({ min: 100, max: 620, noNaN: true }),
  eyeDistance: fc.double({ min: 8, max: 300, noNaN: true }),
  rollRad: degrees(170),
  yawRad: degrees(45),
  pitchRad: degrees(25),
})

/** New ids in order: `p0`, `p1` … */
export function counting<Id extends string>(prefix: string): () => Id {
  let next = 0
  return () => `${prefix}${next++}` as Id
}
