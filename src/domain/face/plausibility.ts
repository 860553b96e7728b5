import { centroid } from '../geometry/points'
import { fitPose } from './fitPose'
import { partOf, type Landmarks } from './landmarks'

/** Largest root mean square distance from the mean face, in eye distances, that still makes a face. */
const LARGEST_RESIDUAL = 0.17
const LARGEST_YAW_RAD = 1.4
const LARGEST_PITCH_RAD = 0.9
/** Pixels between the eyes under which the points say nothing. */
const SMALLEST_EYE_DISTANCE = 2

/**
 * Whether 41 points can be a face at all, by their geometry: near the mean face under some pose, not folded, the mouth on
 * its own side of the nose. Works in any pixel space and at any tilt. Made to drop a track that slid off a face, so it lets
 * laughing, open-mouthed and half-turned faces pass.
 */
export function isPlausibleFace(landmarks: Landmarks): boolean {
  const fit = fitPose(landmarks)
  if (fit === null) return false
  if (fit.eyeDistance < SMALLEST_EYE_DISTANCE || fit.residual > LARGEST_RESIDUAL) return false
  if (Math.abs(fit.yawRad) > LARGEST_YAW_RAD || Math.abs(fit.pitchRad) > LARGEST_PITCH_RAD) return false
  const down = (part: 'rightEye' | 'leftEye' | 'nostrils' | 'outerLip') => {
    const { x, y } = centroid(partOf(landmarks, part))
    return (-Math.sin(fit.rollRad) * x + Math.cos(fit.rollRad) * y) / fit.eyeDistance
  }
  const eyes = (down('rightEye') + down('leftEye')) / 2
  const nostrils = down('nostrils')
  return nostrils - eyes > 0.15 && down('outerLip') - nostrils > 0.05
}
