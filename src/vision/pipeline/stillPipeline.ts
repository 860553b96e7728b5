import { FACES_LIMIT, type FrameFace } from '../../contracts/framePort'
import { fitPose } from '../../domain/face/fitPose'
import { isPlausibleFace } from '../../domain/face/plausibility'
import { belongsTo, isPartOf, isSameFace, overlap, type FaceBox } from '../detector/boxes'
import type { FaceNets } from '../detector/faceNets'
import { createDetectors } from './detectors'
import {
  boxOfPoints,
  createLandmarkReader,
  cropAround,
  cropOfBox,
  disagreement,
  landmarksOf,
  publicPoints,
  upperDisagreement,
  type FullPoints,
} from './landmarkCrops'
import { createPyramid, type Pyramid } from './pyramid'
import { createLooks, LEAN_RAD, type Candidate, type Looks } from './stillCandidates'
import type { RgbaPicture } from './sampler'

/** SSD this sure needs no second opinion. */
const SURE_SCORE = 0.95
/** Below this score a close look comes before the points, and is asked again at a lean. */
const READ_SCORE = 0.15
/** Faint places looked at closely, best first: each costs up to four small runs of a detector. */
const MOST_FAINT = 16
/**
 * Largest difference between a reading and that of the mirrored copy, over the eye corner distance. Real faces of the
 * sample photos stay under 0.07 and places without a face start at 0.12.
 */
const LARGEST_DISAGREEMENT = 0.1
/**
 * How much the mirrored reading counts in the points that go out. Measured on 21 annotated faces: 0 → 3.22 %, 0.3 → 3.20 %,
 * 0.5 → 3.30 %; on the project's own annotated faces see docs/fairness.md.
 */
const MIRRORED_SHARE = 0.3

/** Lets timers and other messages run: the nets answer within the same turn, so a picture of ten tiles would hold all up. */
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

interface Face {
  readonly place: FaceBox
  readonly points: FullPoints
  readonly score: number
}

/** A face read alike in the mirror in its upper half only. */
interface CoveredFace extends Face {
  readonly upper: number
}

function averaged(points: FullPoints, mirrored: FullPoints): FullPoints {
  return points.map((value, index) => value * (1 - MIRRORED_SHARE) + mirrored[index]! * MIRRORED_SHARE)
}

/**
 * The points of a face that two detectors saw must be where its box is. Faces of the sample photos share 0.52 of their box and more; a
 * badge on the demo portrait's suit 0.20, coloured squares on a wall up to 0.40.
 */
const SEEN_OVERLAP = 0.42

/**
 * Points like these need no second opinion: near the mean face, where the box is, and read alike in the mirror. TinyFaceDetector does
 * not see everybody who wears sunglasses. Observed: 0.056 and less, 0.52 and more, 0.090 and less for such faces; a woman in
 * full profile 0.0916 and more of disagreement. Places without a face that are read alike fail another one: a pattern of squares 0.067
 * of residual, spots 0.39 of overlap, a helmet 0.086 of residual.
 */
const CLEAR = { residual: 0.06, overlap: 0.5, disagreement: 0.091 } as const
/**
 * Under a mask nose and mouth are guessed, and guessed otherwise in the mirror: there the eyes and brows have to agree, SSD has to be
 * surer or the second detector to agree. Observed of eyes and brows: 0.03 … 0.12 for most of 56 masked faces, 0.14 and more elsewhere.
 */
const COVERED = {
  upper: 0.12,
  whole: 0.4,
  residual: 0.09,
  overlap: 0.45,
  score: 0.3,
  sureScore: 0.6,
} as const
/** Where the middle one of the faces found leans by more, others are likely to lean too far to be seen upright. */
const LEANS_FROM_RAD = (15 * Math.PI) / 180

export interface StillPipeline {
  /** Every face of one picture, left to right, points in its pixels. Keeps nothing. */
  find(picture: RgbaPicture): Promise<FrameFace[]>
}

/**
 * Two passes over one picture: boxes at several scales → rough points → upright crop → points, twice. A face stays
 * when its geometry is plausible, its mirrored copy reads alike, and SSD is sure or the second detector agrees.
 */
export function createStillPipeline(nets: FaceNets, breathe: () => Promise<void> = nextTurn): StillPipeline {
  const detectors = createDetectors(nets)
  const reader = createLandmarkReader(nets)

  /**
   * The faces among the candidates, best first, beside those already known; those whose lower half may be covered; and the candidates
   * that are none, read this way. `wereSeen` says that a close look made them, so that both detectors agree already.
   */
  async function read(
    pyramid: Pyramid,
    looks: Looks,
    boxes: readonly Candidate[],
    known: readonly Face[],
    wereSeen: boolean,
  ): Promise<{ faces: Face[]; covered: CoveredFace[]; doubtful: Candidate[] }> {
    const faces: Face[] = []
    const covered: CoveredFace[] = []
    const doubtful: Candidate[] = []
    if (boxes.length === 0) return { faces, covered, doubtful }
    await breathe()
    const rough = await reader.read(pyramid, boxes.map(cropOfCandidate))
    const better = await reader.read(pyramid, rough.map(cropAround))
    const crops = better.map(cropAround)
    const straight = await reader.read(pyramid, crops)
    const mirrored = await reader.read(pyramid, crops, true)
    for (const [index, box] of boxes.entries()) {
      const points = averaged(straight[index]!, mirrored[index]!)
      const place = boxOfPoints(points, box.score)
      // Points that walked off to another face are a duplicate of that face, or of nothing.
      if ([...known, ...faces].some((other) => isSameFace(other.place, place))) continue
      const face = { place, points, score: Math.min(1, box.score) }
      const { rollRad } = crops[index]!
      const landmarks = landmarksOf(points)
      const residual = fitPose(landmarks)?.residual ?? Infinity
      const shared = overlap(place, box)
      const differs = disagreement(straight[index]!, mirrored[index]!)
      const isOne = isPlausibleFace(landmarks) && belongsTo(place, box)
      const isClear = residual <= CLEAR.residual && shared >= CLEAR.overlap && differs <= CLEAR.disagreement
      const isSure = box.score >= SURE_SCORE || isClear
      const isConfirmed = async () =>
        !wereSeen && isSure
          ? true
          : shared >= SEEN_OVERLAP && (wereSeen || (await looks.close(place, rollRad, 2)) !== null)
      if (isOne && differs <= LARGEST_DISAGREEMENT && (await isConfirmed())) {
        faces.push(face)
        continue
      }
      doubtful.push(box)
      const upper = upperDisagreement(straight[index]!, mirrored[index]!)
      if (
        isOne &&
        upper <= COVERED.upper &&
        differs <= COVERED.whole &&
        residual <= COVERED.residual &&
        shared >= COVERED.overlap &&
        box.score >= COVERED.score &&
        (wereSeen || box.score >= COVERED.sureScore || (await looks.close(place, rollRad, 2)) !== null)
      )
        covered.push({ ...face, upper })
    }
    return { faces, covered, doubtful }
  }

  /** What close looks at a place see: leaning as it was found first, then otherwise. All are read; the first that holds stays. */
  async function closeLooks(looks: Looks, box: Candidate): Promise<Candidate[]> {
    const others = [0, -LEAN_RAD, LEAN_RAD].filter((lean) => Math.abs(lean - box.rollRad) > LEAN_RAD / 2)
    const seen: Candidate[] = []
    for (const [index, lean] of [box.rollRad, ...others].entries()) {
      const face = await looks.close(box, lean, index === 0 ? 2 : 1)
      if (face) seen.push(face)
    }
    return seen
  }

  /** The faces among the candidates that are not known yet. */
  async function facesAmong(
    pyramid: Pyramid,
    looks: Looks,
    boxes: readonly Candidate[],
    known: readonly Face[],
  ): Promise<readonly Face[]> {
    const first = await read(
      pyramid,
      looks,
      boxes.filter((box) => box.score >= READ_SCORE),
      known,
      false,
    )
    const faces = [...known, ...first.faces]
    const faint = [...first.doubtful, ...boxes.filter((box) => box.score < READ_SCORE)]
      .filter((box) => !faces.some((face) => belongsTo(face.place, box)))
      .slice(0, MOST_FAINT)
    const closer: Candidate[] = []
    for (const box of faint) {
      closer.push(...(await closeLooks(looks, box)))
    }
    const second = await read(pyramid, looks, closer, faces, true)
    const found = [...first.faces, ...second.faces]
    // Last, because a reading of the whole face, from whichever look, is the better one.
    for (const face of [...first.covered, ...second.covered].sort((a, b) => a.upper - b.upper))
      if (![...known, ...found].some((other) => isSameFace(other.place, face.place))) found.push(face)
    return found
  }

  return {
    async find(picture) {
      const pyramid = createPyramid(picture)
      const looks = createLooks(detectors, pyramid)
      const faces = [...(await facesAmong(pyramid, looks, await looks.candidates(breathe), []))]
      const leans = faces.length === 0 ? [-LEAN_RAD, LEAN_RAD] : commonLeans(faces)
      if (leans.length > 0)
        faces.push(...(await facesAmong(pyramid, looks, await looks.leaning(leans, breathe), faces)))
      return faces
        .filter(({ place }) => !faces.some((other) => isPartOf(place, other.place)))
        .slice(0, FACES_LIMIT)
        .sort((a, b) => a.place.x - b.place.x)
        .map(({ points, score }) => ({ points: publicPoints(points), score }))
    },
  }
}

/** How far the picture seems to lean: one lean, or none where it stands upright. */
function commonLeans(faces: readonly Face[]): number[] {
  const leans = faces.map(({ points }) => cropAround(points).rollRad).sort((a, b) => a - b)
  const middle = leans[leans.length >> 1]!
  return Math.abs(middle) >= LEANS_FROM_RAD ? [middle] : []
}

/** The first crop of a candidate, turned with it. */
function cropOfCandidate({ rollRad, ...box }: Candidate) {
  const crop = cropOfBox(box)
  const lower = crop.centre.y - box.y - box.height / 2
  return {
    ...crop,
    centre: {
      x: crop.centre.x - Math.sin(rollRad) * lower,
      y: crop.centre.y + (Math.cos(rollRad) - 1) * lower,
    },
    rollRad,
  }
}
