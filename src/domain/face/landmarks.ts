import type { Point } from '../geometry/points'

/**
 * The 41 points that may leave the vision process: iBUG 300-W points 27–67, that is nose, eyes and mouth.
 * Jaw (0–16) and brows (17–26) are dropped inside vision (docs/architecture.md, "What leaves vision").
 * Source of the numbering: Sagonas et al., 300 Faces in-the-Wild Challenge, 2013.
 */
export const LANDMARK_COUNT = 41
export const FIRST_IBUG_POINT = 27

/** Exactly 41 points, in iBUG order. Left and right are the person's own: the right eye is on the left of an unmirrored picture. */
export type Landmarks<P extends Point = Point> = readonly P[]

/** Half-open index ranges into the 41 points. */
export const PARTS = {
  noseBridge: [0, 4],
  nostrils: [4, 9],
  rightEye: [9, 15],
  leftEye: [15, 21],
  outerLip: [21, 33],
  innerLip: [33, 41],
} as const satisfies Record<string, readonly [number, number]>

export type LandmarkPart = keyof typeof PARTS

export const partOf = <P extends Point>(landmarks: Landmarks<P>, part: LandmarkPart): readonly P[] =>
  landmarks.slice(PARTS[part][0], PARTS[part][1])

/** One face as seen in one frame: no identity. `score` is in 0…1. */
export interface FaceObservation<P extends Point> {
  readonly landmarks: Landmarks<P>
  readonly score: number
}
