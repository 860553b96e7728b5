import type { Point } from '../geometry/points'
import { dot, type Vector3 } from '../geometry/vector3'
import type { FacePose } from './pose'

/**
 * A point of the head in eye distances from the middle between the eye centres, for an upright head seen from the front:
 * x to the right of the picture (the person's left), y down, z out of the face towards the viewer.
 */
export type HeadPoint = Vector3

/** The two rows of head axes → picture axes, without scale. `right` gives picture x, `down` picture y. */
export interface HeadRows {
  readonly right: HeadPoint
  readonly down: HeadPoint
}

/**
 * Rows of the rotation "nod, then turn, then tilt": Rz(roll) · Ry(yaw) · Rx(pitch), signs as in FacePose.
 * In this order the head's x axis always projects along the roll, so that roll is the slope of the line through the eyes.
 */
export function headRows(rollRad: number, yawRad: number, pitchRad: number): HeadRows {
  const cosYaw = Math.cos(yawRad)
  const sinYaw = Math.sin(yawRad)
  const cosPitch = Math.cos(pitchRad)
  const sinPitch = Math.sin(pitchRad)
  const across: HeadPoint = [cosYaw, -sinPitch * sinYaw, cosPitch * sinYaw]
  const along: HeadPoint = [0, cosPitch, sinPitch]
  const cosRoll = Math.cos(rollRad)
  const sinRoll = Math.sin(rollRad)
  const mix = (p: number, q: number): HeadPoint => [
    p * across[0] + q * along[0],
    p * across[1] + q * along[1],
    p * across[2] + q * along[2],
  ]
  return { right: mix(cosRoll, -sinRoll), down: mix(sinRoll, cosRoll) }
}

/** Weak perspective: where `point` of the head appears, in the pixel space of `pose`. */
export function projectHeadPoint(pose: FacePose, point: HeadPoint): Point {
  const { right, down } = headRows(pose.rollRad, pose.yawRad, pose.pitchRad)
  return {
    x: pose.eyesCentre.x + pose.eyeDistance * dot(right, point),
    y: pose.eyesCentre.y + pose.eyeDistance * dot(down, point),
  }
}
