import type { SourcePoint } from '../geometry/points'
import type { Landmarks } from '../face/landmarks'
import type { FacePose } from '../face/pose'
import type { PersonId } from '../ids'

/** Somebody in view now, followed by movement alone. Nothing here outlives the session or reaches a file. */
export interface Person {
  readonly id: PersonId
  readonly landmarks: Landmarks<SourcePoint>
  readonly pose: FacePose<SourcePoint>
  /** Opacity of everything this person wears, 0…1: fades in on arrival, holds, then fades out after a loss. */
  readonly presence: number
}
