import { isSameFace, overlap, ssdBoxes, suppressOverlaps, tinyBoxes, type FaceBox } from '../detector/boxes'
import { SSD_PIXELS, SSD_SIDE, TINY_PIXELS, type FaceNets, type TinySide } from '../detector/faceNets'
import { brightenDark } from './exposure'
import { fitRegion, sampleSquare, type Region, type RgbaPicture } from './sampler'

/** Side of the close look by which a face is confirmed. */
const CONFIRM_SIDE: TinySide = 128
/** Of the face's box: how much of its surroundings the close look sees, tried in this order. */
const CONFIRM_MARGINS = [1.5, 2.2] as const
/** Real faces of the sample photos score 0.34 or more in one of the looks, false boxes none at all. */
const CONFIRM_SCORE = 0.25
const CONFIRM_OVERLAP = 0.25

export interface Detectors {
  /** Faces of a region, best first, without duplicates; scores at least `minScore`. */
  ssd(picture: RgbaPicture, region: Region, minScore: number): Promise<FaceBox[]>
  tiny(picture: RgbaPicture, region: Region, side: TinySide, minScore: number): Promise<FaceBox[]>
  /**
   * Whether TinyFaceDetector, looking closely and upright at this place, sees a face of about this size: 0 when not,
   * else its score. `looks` is how many margins are tried before the answer is no.
   */
  confirm(picture: RgbaPicture, box: FaceBox, rollRad: number, looks: 1 | 2): Promise<number>
}

const OVERLAP_LIMIT = 0.4

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

  return {
    async ssd(picture, region, minScore) {
      const input = bufferOf(SSD_SIDE)
      const pixelsPerInput = fitRegion(picture, region, SSD_SIDE, SSD_PIXELS, input)
      const output = await nets.ssd(input)
      const place = { x: region.x, y: region.y, pixelsPerInput }
      return suppressOverlaps(ssdBoxes(output, nets.ssdAnchors, SSD_SIDE, place, minScore), OVERLAP_LIMIT)
    },
    async tiny(picture, region, side, minScore) {
      const input = bufferOf(side)
      const pixelsPerInput = fitRegion(picture, region, side, TINY_PIXELS, input)
      brightenDark(input, side * side * 3, TINY_PIXELS)
      const cells = await nets.tiny(input, side)
      const place = { x: region.x, y: region.y, pixelsPerInput }
      return suppressOverlaps(tinyBoxes(cells, side, place, minScore), OVERLAP_LIMIT)
    },
    async confirm(picture, box, rollRad, looks) {
      const input = bufferOf(CONFIRM_SIDE)
      const larger = Math.max(box.width, box.height)
      for (const margin of CONFIRM_MARGINS.slice(0, looks)) {
        const side = larger * margin
        const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
        sampleSquare(picture, { centre, side, rollRad }, CONFIRM_SIDE, TINY_PIXELS, input, 0, false)
        brightenDark(input, CONFIRM_SIDE * CONFIRM_SIDE * 3, TINY_PIXELS)
        const cells = await nets.tiny(input, CONFIRM_SIDE)
        // In the close look's own frame, where the face is upright and its box centred.
        const place = { x: -side / 2, y: -side / 2, pixelsPerInput: side / CONFIRM_SIDE }
        const expected: FaceBox = {
          x: -box.width / 2,
          y: -box.height / 2,
          width: box.width,
          height: box.height,
          score: 1,
        }
        let best = 0
        for (const seen of tinyBoxes(cells, CONFIRM_SIDE, place, CONFIRM_SCORE)) {
          if (seen.score > best && overlap(seen, expected) >= CONFIRM_OVERLAP) best = seen.score
        }
        if (best > 0) return best
      }
      return 0
    },
  }
}

/** Joins what several looks found: best first; what shows the same face as a better one goes. */
export function mergeBoxes(boxes: readonly FaceBox[]): FaceBox[] {
  const kept: FaceBox[] = []
  for (const box of [...boxes].sort((a, b) => b.score - a.score)) {
    if (!kept.some((other) => isSameFace(other, box))) kept.push(box)
  }
  return kept
}
