import { isSameFace, overlap, ssdBoxes, suppressOverlaps, tinyBoxes, type FaceBox } from '../detector/boxes'
import {
  SSD_PIXELS,
  SSD_SIDE,
  TINY_PIXELS,
  type FaceNets,
  type PixelFormat,
  type TinySide,
} from '../detector/faceNets'
import { evenLight, facePart, regionPart } from './cropLight'
import { cropAtLevel, ENOUGH_PIXELS, levelFor, regionAtLevel, type Pyramid } from './pyramid'
import { fitRegion, type Region } from './sampler'
import { fromCrop, sampleRegion, sampleSquare, type SquareCrop } from './squareCrop'

/** Side of the close look by which a face is confirmed. */
const CONFIRM_SIDE: TinySide = 128
/** Of the face's box: how much of its surroundings the close look sees, tried in this order. */
const CONFIRM_MARGINS = [1.5, 2.2] as const
/** Real faces of the sample photos score 0.34 or more in one of the looks, false boxes none at all. */
const CONFIRM_SCORE = 0.25
/**
 * What is seen must be this face and not its neighbour: overlap of the boxes, and distance of their middles over the larger side.
 * Observed on clips: 0.5 or more and 0.17 or less for the face itself, 0.47 or less and 0.28 or more for another or a half one.
 */
const CONFIRM_OVERLAP = 0.4
const CONFIRM_DISTANCE = 0.24

export interface Detectors {
  /** Faces of a region, best first, without duplicates; scores at least `minScore`. */
  ssd(pyramid: Pyramid, region: Region, minScore: number): Promise<FaceBox[]>
  tiny(pyramid: Pyramid, region: Region, side: TinySide, minScore: number): Promise<FaceBox[]>
  /** Faces of a turned square, in pixels of the picture but from the square's own corner and along its own sides. */
  turned(pyramid: Pyramid, crop: SquareCrop, net: 'ssd' | TinySide, minScore: number): Promise<FaceBox[]>
  /**
   * Whether TinyFaceDetector, looking closely and upright at this place, sees a face of about this size: 0 when not,
   * else its score. `looks` is how many margins are tried before the answer is no.
   */
  confirm(pyramid: Pyramid, box: FaceBox, rollRad: number, looks: 1 | 2): Promise<number>
  /** The same look, which tells where it sees the face: its own box, as wide and high as along the lean. Null when it sees none. */
  closeUp(pyramid: Pyramid, box: FaceBox, rollRad: number, looks: 1 | 2): Promise<FaceBox | null>
}

const OVERLAP_LIMIT = 0.4

/** Brings a region to a net's input from the level that has just enough pixels; gives picture pixels for each input pixel. */
function fit(
  pyramid: Pyramid,
  region: Region,
  side: number,
  format: PixelFormat,
  out: Float32Array,
  bring: typeof fitRegion,
): number {
  const level = levelFor(pyramid, Math.max(region.width, region.height) / side)
  return bring(pyramid.level(level), regionAtLevel(region, level), side, format, out) * 2 ** level
}

/** In less time and less finely where that is possible, for looks that come again and again. */
const fitQuickly: typeof fitRegion = (...input) => sampleRegion(...input) ?? fitRegion(...input)

/** `sampleSquare` likewise. */
function sample(
  pyramid: Pyramid,
  crop: SquareCrop,
  side: number,
  format: PixelFormat,
  out: Float32Array,
): void {
  const level = levelFor(pyramid, crop.side / side, ENOUGH_PIXELS)
  sampleSquare(pyramid.level(level), cropAtLevel(crop, level), side, format, out, 0, false)
}

/** Distance of a box's middle from where its coordinates begin, pixels. */
const offCentre = ({ x, y, width, height }: FaceBox) => Math.hypot(x + width / 2, y + height / 2)

/** Owns the nets' input buffers. Calls must not overlap. */
export function createDetectors(nets: FaceNets): Detectors {
  const buffers = new Map<number, Float32Array>()
  function bufferOf(side: number): Float32Array {
    const known = buffers.get(side)
    if (known) return known
    const made = new Float32Array(side * side * 3)
    buffers.set(side, made)
    return made
  }

  async function closeUp(
    pyramid: Pyramid,
    box: FaceBox,
    rollRad: number,
    looks: 1 | 2,
  ): Promise<FaceBox | null> {
    const input = bufferOf(CONFIRM_SIDE)
    const larger = Math.max(box.width, box.height)
    const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    for (const margin of CONFIRM_MARGINS.slice(0, looks)) {
      const side = larger * margin
      const crop: SquareCrop = { centre, side, rollRad }
      sample(pyramid, crop, CONFIRM_SIDE, TINY_PIXELS, input)
      evenLight(input, facePart(0, CONFIRM_SIDE), TINY_PIXELS)
      const cells = await nets.tiny(input, CONFIRM_SIDE)
      // In the close look's own frame, where the face is upright and its box centred.
      const place = { x: -side / 2, y: -side / 2, pixelsPerInput: side / CONFIRM_SIDE }
      const expected: FaceBox = { ...box, x: -box.width / 2, y: -box.height / 2 }
      let best: FaceBox | null = null
      for (const seen of tinyBoxes(cells, CONFIRM_SIDE, place, CONFIRM_SCORE)) {
        const isHere =
          overlap(seen, expected) >= CONFIRM_OVERLAP && offCentre(seen) < CONFIRM_DISTANCE * larger
        if (isHere && seen.score > (best?.score ?? 0)) best = seen
      }
      if (best === null) continue
      const { width, height } = best
      const seenAt = fromCrop(crop, (best.x + width / 2) / side + 0.5, (best.y + height / 2) / side + 0.5)
      return { ...best, x: seenAt.x - width / 2, y: seenAt.y - height / 2 }
    }
    return null
  }

  return {
    async ssd(pyramid, region, minScore) {
      const input = bufferOf(SSD_SIDE)
      const pixelsPerInput = fit(pyramid, region, SSD_SIDE, SSD_PIXELS, input, fitRegion)
      evenLight(input, regionPart(region, SSD_SIDE), SSD_PIXELS)
      const output = await nets.ssd(input)
      const place = { x: region.x, y: region.y, pixelsPerInput }
      return suppressOverlaps(ssdBoxes(output, nets.ssdAnchors, SSD_SIDE, place, minScore), OVERLAP_LIMIT)
    },
    async tiny(pyramid, region, side, minScore) {
      const input = bufferOf(side)
      const pixelsPerInput = fit(pyramid, region, side, TINY_PIXELS, input, fitQuickly)
      evenLight(input, regionPart(region, side), TINY_PIXELS)
      const cells = await nets.tiny(input, side)
      const place = { x: region.x, y: region.y, pixelsPerInput }
      return suppressOverlaps(tinyBoxes(cells, side, place, minScore), OVERLAP_LIMIT)
    },
    async turned(pyramid, crop, net, minScore) {
      const side = net === 'ssd' ? SSD_SIDE : net
      const input = bufferOf(side)
      const pixels = net === 'ssd' ? SSD_PIXELS : TINY_PIXELS
      sample(pyramid, crop, side, pixels, input)
      evenLight(input, regionPart({ width: side, height: side }, side), pixels)
      const place = { x: 0, y: 0, pixelsPerInput: crop.side / side }
      const boxes =
        net === 'ssd'
          ? ssdBoxes(await nets.ssd(input), nets.ssdAnchors, SSD_SIDE, place, minScore)
          : tinyBoxes(await nets.tiny(input, net), net, place, minScore)
      return suppressOverlaps(boxes, OVERLAP_LIMIT)
    },
    closeUp,
    async confirm(pyramid, box, rollRad, looks) {
      return (await closeUp(pyramid, box, rollRad, looks))?.score ?? 0
    },
  }
}

/** Joins what several looks found: best first; what shows the same face as a better one goes. */
export function mergeBoxes<Box extends FaceBox>(boxes: readonly Box[]): Box[] {
  const kept: Box[] = []
  for (const box of [...boxes].sort((a, b) => b.score - a.score)) {
    if (!kept.some((other) => isSameFace(other, box))) kept.push(box)
  }
  return kept
}
