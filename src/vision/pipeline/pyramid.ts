import type { FaceBox } from '../detector/boxes'
import type { FullPoints, LandmarkReader } from './landmarkCrops'
import { LANDMARK_SIDE } from '../detector/faceNets'
import type { Region, RgbaPicture, SquareCrop } from './sampler'

/** A picture and its halves, largest first; level n has 2^−n of the pixels a side. */
export interface Pyramid {
  readonly levels: readonly RgbaPicture[]
}

/** Nothing reads a level smaller than this: the nets' inputs are larger. */
const SMALLEST_SIDE = 256

/** One 32-bit word for each pixel, or null where the bytes do not lie on a word's border. */
function wordsOf({ pixels, width, height }: RgbaPicture): Uint32Array | null {
  if (pixels.byteOffset % 4 !== 0) return null
  return new Uint32Array(pixels.buffer, pixels.byteOffset, width * height)
}

/** Clears the lowest bit of each of the four bytes in a word, so that a shift does not carry into the neighbour. */
const UPPER_BITS = 0xfefefefe

/**
 * Each pixel is the mean of four; a last odd row or column is left out. All four channels are averaged at once, within one
 * word: two pairs rounded up, then their mean rounded down, so that the halves become neither lighter nor darker.
 */
function halved(picture: RgbaPicture): RgbaPicture {
  const width = picture.width >> 1
  const height = picture.height >> 1
  const words = wordsOf(picture) ?? wordsOf({ ...picture, pixels: Uint8Array.from(picture.pixels) })!
  const out = new Uint32Array(width * height)
  let at = 0
  for (let row = 0; row < height; row++) {
    let above = row * 2 * picture.width
    let below = above + picture.width
    for (let column = 0; column < width; column++, above += 2, below += 2) {
      const a = words[above]!
      const b = words[above + 1]!
      const c = words[below]!
      const d = words[below + 1]!
      const first = (a | b) - (((a ^ b) & UPPER_BITS) >>> 1)
      const second = (c | d) - (((c ^ d) & UPPER_BITS) >>> 1)
      out[at++] = (first & second) + (((first ^ second) & UPPER_BITS) >>> 1)
    }
  }
  return { width, height, pixels: new Uint8Array(out.buffer) }
}

/** Halves the picture until the next half would be too small to read. */
export function createPyramid(picture: RgbaPicture): Pyramid {
  const levels = [picture]
  for (;;) {
    const last = levels.at(-1)!
    if (Math.max(last.width, last.height) < SMALLEST_SIDE * 2 || Math.min(last.width, last.height) < 2) break
    levels.push(halved(last))
  }
  return { levels }
}

/** The smallest level that still has at least one pixel for each one asked for, where one covers `step` of the picture's. */
export function levelFor(pyramid: Pyramid, step: number): number {
  const coarsest = Math.floor(Math.log2(Math.max(1, step)) + 1e-9)
  return Math.min(pyramid.levels.length - 1, coarsest)
}

/** The same square in the pixels of a level. */
export function cropAtLevel(crop: SquareCrop, level: number): SquareCrop {
  const scale = 1 / 2 ** level
  return {
    centre: { x: crop.centre.x * scale, y: crop.centre.y * scale },
    side: crop.side * scale,
    rollRad: crop.rollRad,
  }
}

/** The same rectangle in the pixels of a level, or with a negative level from there back to the picture's. */
export function atLevel<R extends Region | FaceBox>(region: R, level: number): R {
  const scale = 1 / 2 ** level
  const { x, y, width, height } = region
  return { ...region, x: x * scale, y: y * scale, width: width * scale, height: height * scale }
}

/** Reads each crop from the level that has just enough pixels for it; points in the picture's own. */
export async function readCrops(
  reader: LandmarkReader,
  pyramid: Pyramid,
  crops: readonly SquareCrop[],
  mirrored = false,
): Promise<FullPoints[]> {
  const found: FullPoints[] = []
  const levels = crops.map((crop) => levelFor(pyramid, crop.side / LANDMARK_SIDE))
  for (const level of new Set(levels)) {
    const here = crops.flatMap((_, index) => (levels[index] === level ? [index] : []))
    const picture = pyramid.levels[level]!
    const points = await reader.read(
      picture,
      here.map((index) => cropAtLevel(crops[index]!, level)),
      mirrored,
    )
    here.forEach((index, at) => (found[index] = points[at]!.map((value) => value * 2 ** level)))
  }
  return found
}
