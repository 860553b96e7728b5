/**
 * Where a decoration may sit. The first six are measured; the rest are extrapolated from eyes, nose and mouth:
 * jaw, brows and head outline are never measured. Left and right are the person's own.
 */
export const ANCHORS = [
  'eyes',
  'leftEye',
  'rightEye',
  'noseBridge',
  'noseTip',
  'mouth',
  'forehead',
  'crown',
  'chin',
  'leftCheek',
  'rightCheek',
  'leftEar',
  'rightEar',
] as const

export type AnchorName = (typeof ANCHORS)[number]
