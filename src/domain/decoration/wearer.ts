import { canonicalLandmarks } from '../face/meanFace'
import type { Landmarks } from '../face/landmarks'
import type { FacePose } from '../face/pose'
import { sourcePoint, type Size, type SourcePoint } from '../geometry/points'
import { smoothStep } from '../geometry/smoothStep'
import type { PersonId } from '../ids'
import type { ItemTarget } from '../scene/scene'
import type { Person } from '../tracking/person'

/** Somebody, or a place on the picture, that a decoration is put on. */
export interface Wearer {
  readonly person: PersonId | null
  readonly landmarks: Landmarks<SourcePoint>
  readonly pose: FacePose<SourcePoint>
  /** 0…1, for everything worn. */
  readonly opacity: number
}

/** Pose confidence under which decorations are gone, and over which they are whole: about 64° and 55° of yaw. */
const CONFIDENCE_GONE = 0.25
const CONFIDENCE_WHOLE = 0.6

/** A person as a wearer: present, and seen well enough to be decorated. */
export const personAsWearer = (person: Person): Wearer => ({
  person: person.id,
  landmarks: person.landmarks,
  pose: person.pose,
  opacity: person.presence * smoothStep(CONFIDENCE_GONE, CONFIDENCE_WHOLE, person.pose.confidence),
})

/** A place chosen by hand: an average face, upright and frontal, in fractions of the picture. */
export function placeAsWearer(target: Extract<ItemTarget, { kind: 'picture' }>, picture: Size): Wearer {
  const eyesCentre = sourcePoint(target.x * picture.width, target.y * picture.height)
  const eyeDistance = Math.max(1, target.width * picture.width)
  return {
    person: null,
    landmarks: canonicalLandmarks(eyesCentre, eyeDistance),
    pose: { eyesCentre, rollRad: 0, yawRad: 0, pitchRad: 0, eyeDistance, confidence: 1 },
    opacity: 1,
  }
}
