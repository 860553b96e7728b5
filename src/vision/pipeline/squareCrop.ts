import type { Point, Size } from '../../domain/geometry/points'
import type { PixelFormat } from '../detector/faceNets'
import { blackenBeyond, fittedSize, wordsOf, type Region, type RgbaPicture } from './sampler'

/** A square turned clockwise by rollRad around its centre, in pixels of the picture. */
export interface SquareCrop {
  readonly centre: Point
  readonly side: number
  readonly rollRad: number
}

/** Beyond this many taps a side the picture is oversampled enough; it bounds the cost of a face that fills a photo. */
const MOST_TAPS = 8
/** Pixels between two taps: a bilinear one reads two pixels a side, so that none is missed up to here by much. */
const LONGEST_TAP_STEP = 1.5

/**
 * Reads a turned square of the picture into `out` as `side` × `side` RGB in the net's format, from `offset` on.
 * Bilinear; when it shrinks, several taps are averaged for each pixel so that no detail aliases.
 * `mirrored` reads the columns from right to left.
 */
export function sampleSquare(
  picture: RgbaPicture,
  crop: SquareCrop,
  side: number,
  format: PixelFormat,
  out: Float32Array,
  offset: number,
  mirrored: boolean,
): void {
  const { width, height, pixels } = picture
  const step = crop.side / side
  const taps = Math.min(MOST_TAPS, Math.max(1, Math.ceil(step / LONGEST_TAP_STEP - 0.01)))
  const tapStep = step / taps
  const count = side * taps
  const cos = Math.cos(crop.rollRad)
  const sin = Math.sin(crop.rollRad)
  const across = mirrored ? -tapStep : tapStep
  // Position of tap (0, 0); 0.5 is taken off because sample (x, y) covers the pixel whose centre is (x + 0.5, y + 0.5).
  const half = (count - 1) / 2
  const startX = crop.centre.x - half * (across * cos - tapStep * sin) - 0.5
  const startY = crop.centre.y - half * (across * sin + tapStep * cos) - 0.5
  const acrossX = across * cos
  const acrossY = across * sin
  const downX = -tapStep * sin
  const downY = tapStep * cos
  const words = taps === 1 && isWithin(picture, crop, side) ? wordsOf(picture) : null
  if (words !== null) {
    const grid = { startX, startY, acrossX, acrossY, downX, downY, columns: side, rows: side }
    return sampleWithin(words, width, grid, format, out, offset, side)
  }
  const weight = 1 / (taps * taps * format.divisor)
  const [red, green, blue] = format.mean
  const lastX = width - 1
  const lastY = height - 1
  const stride = width * 4

  let at = offset
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      let r = 0
      let g = 0
      let b = 0
      for (let tapRow = row * taps; tapRow < (row + 1) * taps; tapRow++) {
        let x = startX + column * taps * acrossX + tapRow * downX
        let y = startY + column * taps * acrossY + tapRow * downY
        for (let tap = 0; tap < taps; tap++, x += acrossX, y += acrossY) {
          const left = Math.floor(x)
          const top = Math.floor(y)
          const fx = x - left
          const fy = y - top
          const base = top * stride + left * 4
          // Nearly every tap has all its four pixels.
          if (left >= 0 && top >= 0 && left < lastX && top < lastY) {
            const below = base + stride
            const upper = 1 - fy
            const topLeft = (1 - fx) * upper
            const topRight = fx * upper
            const lowLeft = (1 - fx) * fy
            const lowRight = fx * fy
            r +=
              topLeft * pixels[base]! +
              topRight * pixels[base + 4]! +
              lowLeft * pixels[below]! +
              lowRight * pixels[below + 4]!
            g +=
              topLeft * pixels[base + 1]! +
              topRight * pixels[base + 5]! +
              lowLeft * pixels[below + 1]! +
              lowRight * pixels[below + 5]!
            b +=
              topLeft * pixels[base + 2]! +
              topRight * pixels[base + 6]! +
              lowLeft * pixels[below + 2]! +
              lowRight * pixels[below + 6]!
            continue
          }
          if (left < -1 || top < -1 || left > lastX || top > lastY) continue
          const leftIn = left >= 0
          const rightIn = left < lastX
          if (top >= 0) {
            if (leftIn) {
              const w = (1 - fx) * (1 - fy)
              r += w * pixels[base]!
              g += w * pixels[base + 1]!
              b += w * pixels[base + 2]!
            }
            if (rightIn) {
              const w = fx * (1 - fy)
              r += w * pixels[base + 4]!
              g += w * pixels[base + 5]!
              b += w * pixels[base + 6]!
            }
          }
          if (top < lastY) {
            const below = base + stride
            if (leftIn) {
              const w = (1 - fx) * fy
              r += w * pixels[below]!
              g += w * pixels[below + 1]!
              b += w * pixels[below + 2]!
            }
            if (rightIn) {
              const w = fx * fy
              r += w * pixels[below + 4]!
              g += w * pixels[below + 5]!
              b += w * pixels[below + 6]!
            }
          }
        }
      }
      out[at++] = r * weight - red / format.divisor
      out[at++] = g * weight - green / format.divisor
      out[at++] = b * weight - blue / format.divisor
    }
  }
}

/** Where the samples lie: how many, the first one, and the steps to the next column and row, pixels. */
interface Grid {
  readonly columns: number
  readonly rows: number
  readonly startX: number
  readonly startY: number
  readonly acrossX: number
  readonly acrossY: number
  readonly downX: number
  readonly downY: number
}

/** Parts of a pixel that positions are told in, 2^FRACTION_BITS a pixel: over a row of samples the error stays below a hundredth. */
const FRACTION_BITS = 16
/** Of a side: positions are whole numbers of 32 bits with their sign. */
const MOST_PIXELS = 2 ** (31 - FRACTION_BITS)

/** Whether every sample has its four pixels in the picture, to a twentieth of a pixel. */
function isWithin({ width, height }: Size, { centre, rollRad, side }: SquareCrop, samples: number): boolean {
  if (width > MOST_PIXELS || height > MOST_PIXELS) return false
  const reach = ((side - side / samples) / 2) * (Math.abs(Math.cos(rollRad)) + Math.abs(Math.sin(rollRad)))
  const [x, y] = [centre.x - 0.5, centre.y - 0.5]
  const spare = 0.05
  return (
    x - reach >= spare &&
    y - reach >= spare &&
    x + reach < width - 1 - spare &&
    y + reach < height - 1 - spare
  )
}

/** Two of a word's bytes with room for products of 8 bits above each; the green one is read by itself. */
const RED_AND_BLUE = 0x00ff00ff

/**
 * One bilinear tap for each sample, all within the picture, two channels a multiplication: this is what most of a live frame's
 * crops are, and half of the time of reading byte by byte. Weights are of 256ths and add up to one.
 */
function sampleWithin(
  words: Uint32Array,
  width: number,
  grid: Grid,
  format: PixelFormat,
  out: Float32Array,
  offset: number,
  stride: number,
): void {
  const one = 2 ** FRACTION_BITS
  const toByte = FRACTION_BITS - 8
  // Half a step of the weights: they are rounded, not cut.
  const half = 2 ** (toByte - 1)
  const scale = 1 / (256 * format.divisor)
  const [red, green, blue] = format.mean.map((mean) => mean / format.divisor) as [number, number, number]
  const acrossX = Math.round(grid.acrossX * one)
  const acrossY = Math.round(grid.acrossY * one)
  const { columns, rows } = grid
  for (let row = 0; row < rows; row++) {
    let at = offset + row * stride * 3
    let x = Math.round((grid.startX + row * grid.downX) * one) + half
    let y = Math.round((grid.startY + row * grid.downY) * one) + half
    for (let column = 0; column < columns; column++, x += acrossX, y += acrossY) {
      const topLeft = (y >> FRACTION_BITS) * width + (x >> FRACTION_BITS)
      const right = (x >> toByte) & 255
      const low = (y >> toByte) & 255
      const lowRightShare = (right * low + 128) >> 8
      const topRightShare = right - lowRightShare
      const lowLeftShare = low - lowRightShare
      const topLeftShare = 256 - right - lowLeftShare
      const a = words[topLeft]!
      const b = words[topLeft + 1]!
      const c = words[topLeft + width]!
      const d = words[topLeft + width + 1]!
      const redAndBlue =
        Math.imul(a & RED_AND_BLUE, topLeftShare) +
        Math.imul(b & RED_AND_BLUE, topRightShare) +
        Math.imul(c & RED_AND_BLUE, lowLeftShare) +
        Math.imul(d & RED_AND_BLUE, lowRightShare)
      const greens =
        ((a >>> 8) & 255) * topLeftShare +
        ((b >>> 8) & 255) * topRightShare +
        ((c >>> 8) & 255) * lowLeftShare +
        ((d >>> 8) & 255) * lowRightShare
      out[at] = (redAndBlue & 0xffff) * scale - red
      out[at + 1] = greens * scale - green
      out[at + 2] = (redAndBlue >>> 16) * scale - blue
      at += 3
    }
  }
}

/** Nearest to the frame's edge that a sample may lie, so that all its four pixels are there. */
const LEAST_ROOM = 0.02

/**
 * `fitRegion` with one bilinear tap for each pixel, in a fifth of its time: where the picture shrinks to no less than half, finest
 * detail flickers a little, which a detector does not mind. Returns null, and does nothing, where the picture would have to grow.
 */
export function sampleRegion(
  picture: RgbaPicture,
  region: Region,
  side: number,
  format: PixelFormat,
  out: Float32Array,
): number | null {
  const words = wordsOf(picture)
  const step = Math.max(region.width, region.height) / side
  const isInReach = Math.max(picture.width, picture.height) <= MOST_PIXELS
  if (words === null || step < 1 || !isInReach) return null
  const { columns, rows } = fittedSize(region, side)
  const axis = (start: number, length: number, samples: number, limit: number) => {
    const first = Math.max(LEAST_ROOM, start + length / samples / 2 - 0.5)
    const last = Math.min(limit - 1 - LEAST_ROOM, start + length - length / samples / 2 - 0.5)
    return { first, step: (last - first) / Math.max(1, samples - 1) }
  }
  const across = axis(region.x, region.width, columns, picture.width)
  const down = axis(region.y, region.height, rows, picture.height)
  const grid: Grid = {
    columns,
    rows,
    startX: across.first,
    startY: down.first,
    acrossX: across.step,
    acrossY: 0,
    downX: 0,
    downY: down.step,
  }
  sampleWithin(words, picture.width, grid, format, out, 0, side)
  blackenBeyond(out, side, columns, rows, format)
  return step
}

/** Where a point of a crop (fractions of its side) lies in the picture. */
export function fromCrop(crop: SquareCrop, x: number, y: number): Point {
  const cos = Math.cos(crop.rollRad) * crop.side
  const sin = Math.sin(crop.rollRad) * crop.side
  return {
    x: crop.centre.x + (x - 0.5) * cos - (y - 0.5) * sin,
    y: crop.centre.y + (x - 0.5) * sin + (y - 0.5) * cos,
  }
}
