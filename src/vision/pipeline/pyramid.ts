import { wordsOf, type Region, type RgbaPicture } from './sampler'
import type { SquareCrop } from './squareCrop'

/** A picture and its halves, made when they are asked for; level n has 2^−n of the pixels a side, level 0 is the picture. */
export interface Pyramid {
  readonly levelCount: number
  level(index: number): RgbaPicture
  /** Memory of the halves, for the next frame's. */
  readonly buffers: (Uint32Array | undefined)[]
}

/** Nothing reads a level smaller than this: the nets' inputs are larger. */
const SMALLEST_SIDE = 256

/** Clears the lowest bit of each of the four bytes in a word, so that a shift does not carry into the neighbour. */
const UPPER_BITS = 0xfefefefe

/**
 * Each pixel is the mean of four; a last odd row or column is left out. All four channels are averaged at once, within one
 * word: two pairs rounded up, then their mean rounded down, so that the halves become neither lighter nor darker.
 */
function halved(picture: RgbaPicture, buffers: Pyramid['buffers'], level: number): RgbaPicture {
  const width = picture.width >> 1
  const height = picture.height >> 1
  const words = wordsOf(picture) ?? wordsOf({ ...picture, pixels: Uint8Array.from(picture.pixels) })!
  const known = buffers[level]
  const out = known?.length === width * height ? known : new Uint32Array(width * height)
  buffers[level] = out
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

/**
 * A picture that can be halved until the next half would be too small to read. `spare` is the pyramid of a former frame that nobody
 * reads any more: its halves are written over.
 */
export function createPyramid(picture: RgbaPicture, spare: Pyramid | null = null): Pyramid {
  const buffers = spare?.buffers ?? []
  const levels = [picture]
  const longer = Math.max(picture.width, picture.height)
  const shorter = Math.min(picture.width, picture.height)
  let levelCount = 1
  while (longer >> levelCount >= SMALLEST_SIDE && shorter >> levelCount >= 1) levelCount++
  return {
    levelCount,
    level(index) {
      while (levels.length <= index) levels.push(halved(levels.at(-1)!, buffers, levels.length))
      return levels[index]!
    },
    buffers,
  }
}

/**
 * Pixels of a turned crop for each one that a net reads: with three quarters of one the points of a face are the same, and no
 * pixel needs more than one tap.
 */
export const ENOUGH_PIXELS = 0.75

/** The smallest level that still has at least `enough` pixels for each one asked for, where one covers `step` of the picture's. */
export function levelFor(pyramid: Pyramid, step: number, enough = 1): number {
  const coarsest = Math.floor(Math.log2(Math.max(1, step / enough)) + 1e-9)
  return Math.min(pyramid.levelCount - 1, coarsest)
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

/** The same rectangle in the pixels of a level. */
export function regionAtLevel({ x, y, width, height }: Region, level: number): Region {
  const scale = 1 / 2 ** level
  return { x: x * scale, y: y * scale, width: width * scale, height: height * scale }
}
