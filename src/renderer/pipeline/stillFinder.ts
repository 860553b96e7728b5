import type { WireError } from '../../contracts/errors'
import type { FaceObservation } from '../../domain/face/landmarks'
import type { SourcePoint } from '../../domain/geometry/points'
import { err, type Result } from '../../domain/result'

export interface StillFinder {
  /** Every face of the picture, in the picture's own pixels. Error: `vision-unavailable`, `consent-needed`. */
  find(picture: ImageBitmap): Promise<Result<readonly FaceObservation<SourcePoint>[], WireError>>
  close(): void
}

export function createStillFinder(): StillFinder {
  return { find: () => Promise.resolve(err({ code: 'vision-unavailable' })), close() {} }
}
