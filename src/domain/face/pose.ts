import type { Point } from '../geometry/points'

/**
 * Head pose in weak perspective, in the pixel space of the landmarks it came from.
 * Angles in radians: roll is positive clockwise on screen; yaw positive when the person turns to their own left
 * (the nose moves right in an unmirrored picture); pitch positive when the head tips down.
 */
export interface FacePose<P extends Point = Point> {
  /** Midpoint between the two eye centres. */
  readonly eyesCentre: P
  readonly rollRad: number
  readonly yawRad: number
  readonly pitchRad: number
  /** Distance between the eye centres as it would be seen from the front, in pixels: the unit of every decoration. */
  readonly eyeDistance: number
  /** 0…1; falls with yaw and with implausible geometry. */
  readonly confidence: number
}
