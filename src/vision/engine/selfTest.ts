import { inflateSync } from 'node:zlib'
import face from '../../../resources/self-test-face.json'
import { LANDMARK_COUNT } from '../../domain/face/landmarks'
import { err, ok, type Result } from '../../domain/result'
import type { FaceNets } from '../detector/faceNets'
import { createDetectors } from '../pipeline/detectors'
import {
  createLandmarkReader,
  eyeCornerDistance,
  publicPoints,
  type FullPoints,
} from '../pipeline/landmarkCrops'
import { createPyramid } from '../pipeline/pyramid'
import type { RgbaPicture } from '../pipeline/sampler'

/** Engines agree to a ten-thousandth; a wrong kernel is off by far more than this share of the eye corner distance. */
const TOLERANCE = 0.01
/** A second reading of one face takes 2…30 ms on any engine worth having, and seconds on tfjs's plain JavaScript. */
const SLOWEST_READING_MS = 1_500
const LEAST_SCORE = 0.3

/** The known face as a picture: a crop of a public-domain portrait, see resources/self-test-face.json. */
export function selfTestPicture(): RgbaPicture {
  const rgb = inflateSync(Buffer.from(face.rgbDeflatedBase64, 'base64'))
  const pixels = new Uint8Array(face.side * face.side * 4).fill(255)
  for (let pixel = 0; pixel < face.side * face.side; pixel++) {
    pixels.set(rgb.subarray(pixel * 3, pixel * 3 + 3), pixel * 4)
  }
  return { width: face.side, height: face.side, pixels }
}

/** Mean distance of the 41 points from where they belong, over the eye corner distance; NaN when one is not finite. */
function pointError(points: FullPoints): number {
  const found = publicPoints(points)
  let sum = 0
  for (let index = 0; index < LANDMARK_COUNT; index++) {
    const [x, y] = face.points[index] as [number, number]
    sum += Math.hypot(found[index * 2]! - x, found[index * 2 + 1]! - y)
  }
  return sum / LANDMARK_COUNT / eyeCornerDistance(points)
}

/**
 * Runs all three nets on a known face: the points must lie where they belong, be finite and come in time, and both
 * detectors must see the face. The error says, in English and without a coordinate, what went wrong.
 */
export async function selfTest(nets: FaceNets, now: () => number): Promise<Result<void, string>> {
  const picture = selfTestPicture()
  const crop = {
    centre: { x: face.crop.x, y: face.crop.y },
    side: face.crop.side,
    rollRad: face.crop.rollRad,
  }
  const reader = createLandmarkReader(nets)
  const pyramid = createPyramid(picture)
  await reader.read(pyramid, [crop])
  const startedAtMs = now()
  const [points] = await reader.read(pyramid, [crop])
  const readingMs = now() - startedAtMs
  const error = points ? pointError(points) : NaN
  if (!(error <= TOLERANCE)) return err(`points of the known face are off by ${(error * 100).toFixed(1)} %`)
  if (readingMs > SLOWEST_READING_MS) return err(`one face takes ${Math.round(readingMs)} ms`)

  const whole = { x: 0, y: 0, width: picture.width, height: picture.height }
  const detectors = createDetectors(nets)
  const byTiny = await detectors.tiny(pyramid, whole, 128, LEAST_SCORE)
  if (byTiny.length !== 1) return err(`the small detector sees ${byTiny.length} faces on the known face`)
  const bySsd = await detectors.ssd(pyramid, whole, LEAST_SCORE)
  if (bySsd.length !== 1) return err(`SSD sees ${bySsd.length} faces on the known face`)
  return ok(undefined)
}
