import { FACES_LIMIT, type FrameFace } from '../../contracts/framePort'
import { isPlausibleFace } from '../../domain/face/plausibility'
import { belongsTo, isSameFace, type FaceBox } from '../detector/boxes'
import type { FaceNets } from '../detector/faceNets'
import { createDetectors, mergeBoxes, type Detectors } from './detectors'
import {
  boxOfPoints,
  createLandmarkReader,
  cropAround,
  cropOfBox,
  disagreement,
  landmarksOf,
  publicPoints,
} from './landmarkCrops'
import type { Region, RgbaPicture } from './sampler'

const SSD_SCORE = 0.3
const TINY_SCORE = 0.5
/** SSD this sure needs no second opinion. */
const SURE_SCORE = 0.95
/**
 * Largest difference between a reading and that of the mirrored copy, over the eye corner distance. Real faces of the
 * sample photos stay under 0.07 and places without a face start at 0.12.
 */
const LARGEST_DISAGREEMENT = 0.1
/** Pictures with a longer side than this are searched in tiles as well: a face must be about 20 pixels at SSD's input. */
const TILED_FROM = { four: 800, nine: 2400 } as const
const TILE_SHARE_OVERLAP = 0.2

/** Overlapping squares (cut at the picture's edge) that cover the picture, `across` of them along its longer side. */
export function tilesOf(
  picture: { readonly width: number; readonly height: number },
  across: number,
): Region[] {
  const longer = Math.max(picture.width, picture.height)
  const side = longer / (across - (across - 1) * TILE_SHARE_OVERLAP)
  const starts = (length: number): number[] => {
    if (length <= side) return [0]
    const count = Math.ceil((length - side * TILE_SHARE_OVERLAP) / (side * (1 - TILE_SHARE_OVERLAP)) - 1e-6)
    return Array.from({ length: count }, (_, index) => (index * (length - side)) / (count - 1))
  }
  return starts(picture.height).flatMap((y) =>
    starts(picture.width).map((x) => ({
      x,
      y,
      width: Math.min(side, picture.width),
      height: Math.min(side, picture.height),
    })),
  )
}

/** Lets timers and other messages run: the nets answer within the same turn, so a picture of ten tiles would hold all up. */
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Every place that may hold a face, from several scales: one look misses faces that are small or fill the picture. */
async function candidates(
  detectors: Detectors,
  picture: RgbaPicture,
  breathe: () => Promise<void>,
): Promise<FaceBox[]> {
  const whole: Region = { x: 0, y: 0, width: picture.width, height: picture.height }
  const found = [
    ...(await detectors.ssd(picture, whole, SSD_SCORE)),
    ...(await detectors.tiny(picture, whole, 224, TINY_SCORE)),
    ...(await detectors.tiny(picture, whole, 128, TINY_SCORE)),
  ]
  const longer = Math.max(picture.width, picture.height)
  const across = longer > TILED_FROM.nine ? 3 : longer > TILED_FROM.four ? 2 : 1
  if (across > 1) {
    for (const tile of tilesOf(picture, across)) {
      await breathe()
      found.push(...(await detectors.ssd(picture, tile, SSD_SCORE)))
    }
  }
  return mergeBoxes(found)
}

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
  return {
    async find(picture) {
      const boxes = await candidates(detectors, picture, breathe)
      if (boxes.length === 0) return []
      await breathe()
      const rough = await reader.read(picture, boxes.map(cropOfBox))
      const better = await reader.read(picture, rough.map(cropAround))
      const crops = better.map(cropAround)
      const points = await reader.read(picture, crops)
      const mirrored = await reader.read(picture, crops, true)

      const kept: { readonly place: FaceBox; readonly face: FrameFace }[] = []
      for (const [index, box] of boxes.entries()) {
        const found = points[index]!
        if (!isPlausibleFace(landmarksOf(found))) continue
        if (!(disagreement(found, mirrored[index]!) <= LARGEST_DISAGREEMENT)) continue
        const place = boxOfPoints(found, box.score)
        // Points that walked off to another face are a duplicate of that face, or of nothing.
        if (kept.some((other) => isSameFace(other.place, place))) continue
        if (!belongsTo(place, box)) continue
        if (box.score < SURE_SCORE && !(await detectors.confirm(picture, place, crops[index]!.rollRad, 2)))
          continue
        kept.push({ place, face: { points: publicPoints(found), score: Math.min(1, box.score) } })
      }
      return kept
        .slice(0, FACES_LIMIT)
        .sort((a, b) => a.place.x - b.place.x)
        .map(({ face }) => face)
    },
  }
}
