import type { Size } from '../../domain/geometry/points'
import type { PixelFormat } from '../detector/faceNets'

/** RGBA, row by row. */
export interface RgbaPicture {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

export const contains = (outer: Region, inner: Region): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height

/** One 32-bit word for each pixel, red lowest as on every processor that Kazari runs on, or null where the bytes do not lie on a word's border. */
export function wordsOf({ pixels, width, height }: RgbaPicture): Uint32Array | null {
  if (pixels.byteOffset % 4 !== 0) return null
  return new Uint32Array(pixels.buffer, pixels.byteOffset, width * height)
}

/** An upright rectangle, pixels. */
export interface Region {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface Spans {
  readonly first: Int32Array
  readonly count: Int32Array
  readonly weights: Float32Array
  readonly most: number
}

/** For each output pixel of one axis: the source pixels it reads and their weights (a triangle as wide as the shrink). */
function spansOf(start: number, length: number, outputs: number, limit: number): Spans {
  const scale = length / outputs
  const support = Math.max(1, scale)
  const most = Math.ceil(support * 2) + 1
  const first = new Int32Array(outputs)
  const count = new Int32Array(outputs)
  const weights = new Float32Array(outputs * most)
  for (let index = 0; index < outputs; index++) {
    const centre = start + (index + 0.5) * scale
    const from = Math.max(0, Math.floor(centre - support + 0.5))
    const to = Math.min(limit, Math.floor(centre + support + 0.5))
    let sum = 0
    for (let source = from; source < to; source++) {
      const weight = Math.max(0, 1 - Math.abs(source + 0.5 - centre) / support)
      weights[index * most + source - from] = weight
      sum += weight
    }
    first[index] = from
    count[index] = to - from
    for (let tap = 0; tap < to - from; tap++) weights[index * most + tap]! /= sum
  }
  return { first, count, weights, most }
}

/**
 * Scales an upright region of the picture into the top left of a `side` × `side` RGB square in the net's format,
 * keeping its proportions; the rest stays black. Antialiased. Returns picture pixels for each input pixel.
 */
export function fitRegion(
  picture: RgbaPicture,
  region: Region,
  side: number,
  format: PixelFormat,
  out: Float32Array,
): number {
  const pixelsPerInput = Math.max(region.width, region.height) / side
  const { columns, rows } = fittedSize(region, side)
  const across = spansOf(region.x, region.width, columns, picture.width)
  const down = spansOf(region.y, region.height, rows, picture.height)
  const [red, green, blue] = format.mean.map((mean) => mean / format.divisor) as [number, number, number]
  // Source rows already squeezed across, one for each row that the current output row still needs.
  const squeezed = Array.from({ length: down.most + 1 }, () => new Float32Array(columns * 3))
  const squeezedRow = new Int32Array(down.most + 1).fill(-1)
  for (let row = 0; row < rows; row++) {
    const start = row * side * 3
    const taps = down.count[row]!
    for (let tap = 0; tap < taps; tap++) {
      const source = down.first[row]! + tap
      const slot = source % squeezed.length
      const line = squeezed[slot]!
      if (squeezedRow[slot] !== source) {
        squeezeRow(picture, source, across, columns, line)
        squeezedRow[slot] = source
      }
      const weight = down.weights[row * down.most + tap]! / format.divisor
      if (tap === 0) {
        for (let index = 0; index < line.length; index += 3) {
          out[start + index] = weight * line[index]! - red
          out[start + index + 1] = weight * line[index + 1]! - green
          out[start + index + 2] = weight * line[index + 2]! - blue
        }
      } else {
        for (let index = 0; index < line.length; index++) out[start + index]! += weight * line[index]!
      }
    }
  }
  blackenBeyond(out, side, columns, rows, format)
  return pixelsPerInput
}

/** Columns and rows that a region fills of a `side` × `side` square. */
export function fittedSize({ width, height }: Size, side: number): { columns: number; rows: number } {
  const scale = side / Math.max(width, height)
  const fitted = (length: number) => Math.max(1, Math.min(side, Math.round(length * scale)))
  return { columns: fitted(width), rows: fitted(height) }
}

/** Makes black what lies to the right of `columns` and below `rows` of a square in a net's format. */
export function blackenBeyond(
  out: Float32Array,
  side: number,
  columns: number,
  rows: number,
  { mean, divisor }: PixelFormat,
): void {
  const [red, green, blue] = mean.map((value) => -value / divisor) as [number, number, number]
  for (let row = 0; row < side; row++) {
    const end = (row + 1) * side * 3
    for (let at = (row * side + (row < rows ? columns : 0)) * 3; at < end; at += 3) {
      out[at] = red
      out[at + 1] = green
      out[at + 2] = blue
    }
  }
}

function squeezeRow(
  picture: RgbaPicture,
  row: number,
  spans: Spans,
  columns: number,
  line: Float32Array,
): void {
  const { pixels } = picture
  const start = row * picture.width * 4
  if (spans.most <= 3) return squeezePairs(pixels, start, spans, columns, line)
  for (let column = 0; column < columns; column++) {
    let r = 0
    let g = 0
    let b = 0
    let at = start + spans.first[column]! * 4
    const weightsAt = column * spans.most
    for (let tap = 0; tap < spans.count[column]!; tap++, at += 4) {
      const weight = spans.weights[weightsAt + tap]!
      r += weight * pixels[at]!
      g += weight * pixels[at + 1]!
      b += weight * pixels[at + 2]!
    }
    line[column * 3] = r
    line[column * 3 + 1] = g
    line[column * 3 + 2] = b
  }
}

/** The same where no output pixel reads more than two: a shrink to half at most. */
function squeezePairs(
  pixels: Uint8Array,
  start: number,
  { first, count, weights, most }: Spans,
  columns: number,
  line: Float32Array,
): void {
  for (let column = 0, to = 0; column < columns; column++, to += 3) {
    const at = start + first[column]! * 4
    const weight = weights[column * most]!
    if (count[column] === 1) {
      line[to] = weight * pixels[at]!
      line[to + 1] = weight * pixels[at + 1]!
      line[to + 2] = weight * pixels[at + 2]!
      continue
    }
    const next = weights[column * most + 1]!
    line[to] = weight * pixels[at]! + next * pixels[at + 4]!
    line[to + 1] = weight * pixels[at + 1]! + next * pixels[at + 5]!
    line[to + 2] = weight * pixels[at + 2]! + next * pixels[at + 6]!
  }
}
