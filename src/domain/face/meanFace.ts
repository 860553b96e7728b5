import type { Point } from '../geometry/points'
import type { HeadPoint } from './headProjection'
import type { Landmarks } from './landmarks'

/**
 * The 41 points of an average adult face in landmark order, eye distances, origin midway between the eye centres.
 *
 * How it was made: a first draft from adult facial proportions (eye centres 62 mm apart) was calibrated in x and y by
 * alternating pose fits and symmetric shape fits over 21 hand-annotated faces of group photos; because everybody smiles
 * in group photos, the mouth was then taken halfway back to rest and closed. Depth is anatomy, not measurement: tip of
 * the nose 29 mm before the eyelids, its wings 14 mm, corners of the mouth 6 mm, outer corners of the eyes 6 mm behind.
 */
export const MEAN_FACE: readonly HeadPoint[] = [
  // Bridge of the nose, down to its tip.
  [0, -0.04, 0.16],
  [0, 0.14, 0.26],
  [0, 0.33, 0.365],
  [0, 0.52, 0.46],
  // Under the nose, from the right wing to the left.
  [-0.235, 0.655, 0.22],
  [-0.12, 0.7, 0.285],
  [0, 0.73, 0.315],
  [0.12, 0.7, 0.285],
  [0.235, 0.655, 0.22],
  // Right eye: outer corner, upper lid, inner corner, lower lid.
  [-0.69, 0.01, -0.095],
  [-0.57, -0.06, 0.03],
  [-0.43, -0.06, 0.055],
  [-0.31, 0.02, -0.02],
  [-0.43, 0.045, 0.03],
  [-0.57, 0.045, 0],
  // Left eye: inner corner, upper lid, outer corner, lower lid.
  [0.31, 0.02, -0.02],
  [0.43, -0.06, 0.055],
  [0.57, -0.06, 0.03],
  [0.69, 0.01, -0.095],
  [0.57, 0.045, 0],
  [0.43, 0.045, 0.03],
  // Outer lip: right corner, upper edge, left corner, lower edge.
  [-0.455, 1.07, 0.095],
  [-0.3, 0.985, 0.215],
  [-0.12, 0.95, 0.275],
  [0, 0.97, 0.295],
  [0.12, 0.95, 0.275],
  [0.3, 0.985, 0.215],
  [0.455, 1.07, 0.095],
  [0.3, 1.19, 0.175],
  [0.13, 1.25, 0.235],
  [0, 1.26, 0.245],
  [-0.13, 1.25, 0.235],
  [-0.3, 1.19, 0.175],
  // Inner lip: right corner, upper edge, left corner, lower edge.
  [-0.39, 1.075, 0.115],
  [-0.13, 1.045, 0.24],
  [0, 1.055, 0.26],
  [0.13, 1.045, 0.24],
  [0.39, 1.075, 0.115],
  [0.13, 1.1, 0.22],
  [0, 1.105, 0.235],
  [-0.13, 1.1, 0.22],
]

/**
 * The average face looking straight out of the picture, upright, with its eyes centred on `eyesCentre` and `eyeDistance`
 * pixels apart: what a decoration without a person is shaped by.
 */
export function canonicalLandmarks<P extends Point>(eyesCentre: P, eyeDistance: number): Landmarks<P> {
  return MEAN_FACE.map(
    // The space brand of the centre is that of the points: they are offsets from it in the same pixels.
    ([x, y]) => ({ x: eyesCentre.x + x * eyeDistance, y: eyesCentre.y + y * eyeDistance }) as P,
  )
}
