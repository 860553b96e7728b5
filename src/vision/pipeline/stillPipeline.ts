import { FACES_LIMIT, type FrameFace } from '../../contracts/framePort'
import { isPlausibleFace } from '../../domain/face/plausibility'
import { belongsTo, isSameFace, overlap, type FaceBox } from '../detector/boxes'
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
  type FullPoints,
} from './landmarkCrops'
import { createPyramid, type Pyramid } from './pyramid'
import { createLooks, LEAN_RAD, type Candidate, type Looks } from './stillCandidates'
import type { RgbaPicture } from './sampler'

/** SSD this sure needs no second opinion. */
const SURE_SCORE = 0.95
/** Below this score a close look comes before the points, and is asked again at a lean. */
const READ_SCORE = 0.3
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

function averaged(points: FullPoints, mirrored: FullPoints): FullPoints {
  return points.map((value, index) => value * (1 - MIRRORED_SHARE) + mirrored[index]! * MIRRORED_SHARE)
}

/**
 * A faint face that a close look saw must be where that look saw it. Faces of the sample photos share 0.52 of their box and more, a badge
 * on the demo portrait's suit 0.20.
 */
const SEEN_OVERLAP = 0.35

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
   * The faces among the candidates, best first, beside those already known; and the candidates that are none, read this way.
   * `wereSeen` says that a close look made them, so that both detectors agree already.
   */
  async function read(
    pyramid: Pyramid,
    looks: Looks,
    boxes: readonly Candidate[],
    known: readonly Face[],
    wereSeen: boolean,
  ): Promise<{ faces: Face[]; doubtful: Candidate[] }> {
    const faces: Face[] = []
    const doubtful: Candidate[] = []
    if (boxes.length === 0) return { faces, doubtful }
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
      const isFace =
        isPlausibleFace(landmarksOf(points)) &&
        disagreement(straight[index]!, mirrored[index]!) <= LARGEST_DISAGREEMENT &&
        belongsTo(place, box) &&
        (wereSeen
          ? overlap(place, box) >= SEEN_OVERLAP
          : box.score >= SURE_SCORE || (await looks.close(place, crops[index]!.rollRad, 2)) !== null)
      if (isFace) faces.push({ place, points, score: Math.min(1, box.score) })
      else doubtful.push(box)
    }
    return { faces, doubtful }
  }

  /** What close looks at a place see: upright first, then leaning to either side. All are read; the first that holds stays. */
  async function closeLooks(looks: Looks, box: Candidate): Promise<Candidate[]> {
    const seen: Candidate[] = []
    for (const lean of [0, -LEAN_RAD, LEAN_RAD]) {
      const face = await looks.close(box, lean, lean === 0 ? 2 : 1)
      if (face) seen.push(face)
    }
    return seen
  }

  async function facesAmong(
    pyramid: Pyramid,
    looks: Looks,
    boxes: readonly Candidate[],
  ): Promise<readonly Face[]> {
    const { faces, doubtful } = await read(
      pyramid,
      looks,
      boxes.filter((box) => box.score >= READ_SCORE),
      [],
      false,
    )
    const faint = [...doubtful, ...boxes.filter((box) => box.score < READ_SCORE)]
      .filter((box) => !faces.some((face) => belongsTo(face.place, box)))
      .slice(0, MOST_FAINT)
    const closer: Candidate[] = []
    for (const box of faint) {
      closer.push(...(await closeLooks(looks, box)))
    }
    const second = await read(pyramid, looks, closer, faces, true)
    return [...faces, ...second.faces]
  }

  return {
    async find(picture) {
      const pyramid = createPyramid(picture)
      const looks = createLooks(detectors, pyramid)
      let faces = await facesAmong(pyramid, looks, await looks.candidates(breathe))
      if (faces.length === 0) faces = await facesAmong(pyramid, looks, await looks.leaning(breathe))
      return faces
        .slice(0, FACES_LIMIT)
        .sort((a, b) => a.place.x - b.place.x)
        .map(({ points, score }) => ({ points: publicPoints(points), score }))
    },
  }
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
