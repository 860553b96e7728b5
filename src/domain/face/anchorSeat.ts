import { centroid, type Point } from '../geometry/points'
import { smoothStep } from '../geometry/smoothStep'
import type { AnchorName } from './anchors'
import { projectHeadPoint, type HeadPoint } from './headProjection'
import { PARTS, partOf, type Landmarks } from './landmarks'
import type { FacePose } from './pose'

type DerivedAnchor = Extract<
  AnchorName,
  'forehead' | 'crown' | 'chin' | 'leftCheek' | 'rightCheek' | 'leftEar' | 'rightEar'
>

/**
 * Where the unmeasured anchors are on an average adult head, in eye distances from the middle between the eyes. The head
 * lies behind the eyes, so the crown and the ears swing against a turn or a nod: that keeps a hat on the hair.
 * Proportions: eye centres 62 mm apart; hairline 56 mm and top of the hair 105 mm above the eyes; the ears 155 mm apart
 * and 75 mm behind; chin 115 mm below.
 */
export const HEAD_OFFSETS: Readonly<Record<DerivedAnchor, HeadPoint>> = {
  forehead: [0, -0.9, 0.05],
  crown: [0, -1.7, -0.9],
  chin: [0, 1.85, 0.05],
  rightCheek: [-0.62, 0.62, 0.03],
  leftCheek: [0.62, 0.62, 0.03],
  rightEar: [-1.25, 0.15, -1.2],
  leftEar: [1.25, 0.15, -1.2],
}

/**
 * Share of the estimated nod that extrapolation believes. A long nose or a wide smile looks like a nod of up to 15°, about as
 * much as people nod at all; on photos of upright heads this share keeps hats and ears nearest to hair and ears.
 */
export const NOD_TRUST = 0.6

/**
 * Where an anchor is, in the pixel space of `landmarks` and `pose` (which must be of the same face and moment).
 * Eyes, nose and mouth are measured; the rest is extrapolated by the pose: jaw, brows and outline are never measured.
 */
export function anchorSeat<P extends Point>(
  landmarks: Landmarks<P>,
  pose: FacePose<P>,
  anchor: AnchorName,
): P {
  // Every seat is an average or a projection of points of one space, so it carries that space's brand.
  return seat(landmarks, pose, anchor) as P
}

function seat(landmarks: Landmarks, pose: FacePose, anchor: AnchorName): Point {
  switch (anchor) {
    case 'eyes':
      return pose.eyesCentre
    case 'leftEye':
    case 'rightEye':
      return centroid(partOf(landmarks, anchor))
    case 'noseBridge':
      // Between iBUG 27 and 28: where the bridge of a pair of glasses rests.
      return centroid(landmarks.slice(PARTS.noseBridge[0], PARTS.noseBridge[0] + 2))
    case 'noseTip':
      return landmarks[PARTS.noseBridge[1] - 1] ?? pose.eyesCentre
    case 'mouth':
      return centroid(partOf(landmarks, 'outerLip'))
    case 'forehead':
    case 'crown':
    case 'chin':
    case 'leftCheek':
    case 'rightCheek':
    case 'leftEar':
    case 'rightEar':
      return projectHeadPoint({ ...pose, pitchRad: NOD_TRUST * pose.pitchRad }, HEAD_OFFSETS[anchor])
  }
}

const DEGREE = Math.PI / 180

/** 1 where an anchor faces the viewer, 0 where the head itself hides it: the far ear and cheek of a turned head. */
export function anchorVisibility(pose: FacePose, anchor: AnchorName): number {
  switch (anchor) {
    case 'leftEar':
      return 1 - smoothStep(12 * DEGREE, 28 * DEGREE, pose.yawRad)
    case 'rightEar':
      return 1 - smoothStep(12 * DEGREE, 28 * DEGREE, -pose.yawRad)
    case 'leftCheek':
      return 1 - smoothStep(35 * DEGREE, 55 * DEGREE, pose.yawRad)
    case 'rightCheek':
      return 1 - smoothStep(35 * DEGREE, 55 * DEGREE, -pose.yawRad)
    default:
      return 1
  }
}
