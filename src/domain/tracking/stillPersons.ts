import { estimatePose } from '../face/estimatePose'
import { fitPose } from '../face/fitPose'
import type { FaceObservation } from '../face/landmarks'
import type { SourcePoint } from '../geometry/points'
import type { PersonId } from '../ids'
import type { Person } from './person'

/**
 * The persons of a still picture from left to right, wholly present. Faces whose points are not finite are left out.
 */
export function personsOfStill(
  observations: readonly FaceObservation<SourcePoint>[],
  newId: () => PersonId,
): readonly Person[] {
  return observations
    .filter(({ landmarks }) => fitPose(landmarks) !== null)
    .map(({ landmarks }) => ({ landmarks, pose: estimatePose(landmarks) }))
    .toSorted((a, b) => a.pose.eyesCentre.x - b.pose.eyesCentre.x)
    .map((face) => ({ id: newId(), ...face, presence: 1 }))
}
