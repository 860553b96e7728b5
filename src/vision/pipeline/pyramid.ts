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
function halved(picture: RgbaPicture, spare: RgbaPicture | undefined): RgbaPicture {
  const width = picture.width >> 1
  const height = picture.height >> 1
  const words = wordsOf(picture) ?? wordsOf({ ...picture, pixels: Uint8Array.from(picture.pixels) })!
  const isFit = spare?.width === width && spare.height === height
  const out = (isFit ? wordsOf(spare) : null) ?? new Uint32Array(width * height)
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
 * Halves the picture until the next half would be too small to read. `spare` is a pyramid of a former frame that nobody reads any
 * more: its halves are written over.
 */
export function createPyramid(picture: RgbaPicture, spare: Pyramid | null = null): Pyramid {
  const levels = [picture]
  for (;;) {
    const last = levels.at(-1)!
    if (Math.max(last.width, last.height) < SMALLEST_SIDE * 2 || Math.min(last.width, last.height) < 2) break
    levels.push(halved(last, spare?.levels[levels.length]))
  }
  return { levels }
}

/** The smallest level that still has at least `enough` pixels for each one asked for, where one covers `step` of the picture's. */
export function levelFor(pyramid: Pyramid, step: number, enough = 1): number {
  const coarsest = Math.floor(Math.log2(Math.max(1, step / enough)) + 1e-9)
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

/** The same rectangle in the pixels of a level. */
export function regionAtLevel({ x, y, width, height }: Region, level: number): Region {
  const scale = 1 / 2 ** level
  return { x: x * scale, y: y * scale, width: width * scale, height: height * scale }
}
