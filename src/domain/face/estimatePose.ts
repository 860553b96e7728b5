import { centroid, type Point } from '../geometry/points'
import { smoothStep } from '../geometry/smoothStep'
import { fitPose, type PoseFit } from './fitPose'
import { partOf, type Landmarks } from './landmarks'
import type { FacePose } from './pose'

/** Yaw at which the points on the far side begin to be guesses, and at which they are nothing else: 40° and 75°. */
const YAW_SURE_RAD = 0.7
const YAW_UNSURE_RAD = 1.31
/** Nods beyond what a neck does (46° and 69°) mean that the points are no face, or one seen in a mirror of itself. */
const PITCH_SURE_RAD = 0.8
const PITCH_UNSURE_RAD = 1.2
/** Root mean square residual in eye distances; 0.03…0.08 on hand-annotated faces, laughing ones included. */
const RESIDUAL_SURE = 0.11
const RESIDUAL_UNSURE = 0.24

/**
 * Head pose from the 41 points, in their pixel space. Never throws: points that are not finite or make no face give
 * confidence 0 with finite numbers, so that a drawing made from them is merely invisible.
 */
export function estimatePose<P extends Point>(landmarks: Landmarks<P>): FacePose<P> {
  const fit = fitPose(landmarks)
  if (fit === null) {
    return { eyesCentre: branded(0, 0), rollRad: 0, yawRad: 0, pitchRad: 0, eyeDistance: 1, confidence: 0 }
  }
  const rightEye = centroid(partOf(landmarks, 'rightEye'))
  const leftEye = centroid(partOf(landmarks, 'leftEye'))
  const { rollRad, yawRad, pitchRad, eyeDistance } = fit
  return {
    eyesCentre: branded((rightEye.x + leftEye.x) / 2, (rightEye.y + leftEye.y) / 2),
    rollRad,
    yawRad,
    pitchRad,
    eyeDistance,
    confidence: poseConfidence(fit),
  }
}

/** How far a fit may be trusted, 0…1: less for a face that turns away, for impossible nods and for poor agreement. */
export function poseConfidence({ yawRad, pitchRad, residual }: PoseFit): number {
  const ofYaw = 1 - smoothStep(YAW_SURE_RAD, YAW_UNSURE_RAD, Math.abs(yawRad))
  const ofPitch = 1 - smoothStep(PITCH_SURE_RAD, PITCH_UNSURE_RAD, Math.abs(pitchRad))
  const ofShape = 1 - smoothStep(RESIDUAL_SURE, RESIDUAL_UNSURE, residual)
  return ofYaw * ofPitch * ofShape
}

/** A point computed from points of one space belongs to that space. */
const branded = <P extends Point>(x: number, y: number): P => ({ x, y }) as Point as P
