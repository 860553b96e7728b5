import { LANDMARK_SIDE } from '../detector/faceNets'
import { luma } from './luma'

const CELLS = 7
const CELL_PIXELS = LANDMARK_SIDE / CELLS
/** Every so many pixels of a cell tell its brightness. */
const STRIDE = 4

/** Sum of squares under which a crop is even: a quarter of a grey value a cell. Its look is like nothing. */
const EVEN = CELLS * CELLS * (0.25 / 255) ** 2

/**
 * How a crop looks, coarsely: 7 × 7 mean brightnesses without their mean, of length 1 together, so that dimmed light changes nothing.
 * It tells whether what is in the crop is still what was there a moment ago, and is far too coarse to tell who it is.
 */
export type CropLook = Float32Array

/** The look of the crop that begins at `offset` of the landmark net's input. */
export function lookOf(pixels: Float32Array, offset: number): CropLook {
  const look = new Float32Array(CELLS * CELLS)
  for (let y = STRIDE / 2; y < LANDMARK_SIDE; y += STRIDE) {
    const row = Math.floor(y / CELL_PIXELS) * CELLS
    for (let x = STRIDE / 2; x < LANDMARK_SIDE; x += STRIDE) {
      const at = offset + (y * LANDMARK_SIDE + x) * 3
      look[row + Math.floor(x / CELL_PIXELS)]! += luma(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!)
    }
  }
  let mean = 0
  for (const value of look) mean += value / look.length
  let squares = 0
  for (let cell = 0; cell < look.length; cell++) {
    look[cell]! -= mean
    squares += look[cell]! * look[cell]!
  }
  if (squares < EVEN) return look.fill(0)
  const length = Math.sqrt(squares)
  for (let cell = 0; cell < look.length; cell++) look[cell]! /= length
  return look
}

/** −1…1 (correlation): 1 for the same look. */
export function likenessOfLooks(a: CropLook, b: CropLook): number {
  let product = 0
  for (let cell = 0; cell < a.length; cell++) product += a[cell]! * b[cell]!
  return product
}
