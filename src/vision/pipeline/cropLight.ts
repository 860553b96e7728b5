import type { Size } from '../../domain/geometry/points'
import type { PixelFormat } from '../detector/faceNets'
import { luma } from './luma'
import { fittedSize } from './sampler'

/**
 * Luma that the bright pixels reach, and its distance to that of the dark ones, under which the nets see worse; 0…255. What has
 * more light and contrast than this is left exactly as it is: a whole picture nearly always, a face by itself with less of both.
 */
const ENOUGH = { face: { bright: 95, spread: 60 }, region: { bright: 100, spread: 95 } } as const
/** Beyond this, noise is all there is to be seen. */
const MOST_GAIN = 8
/** Shares of the pixels that are darker than what counts as bright: a lamp in a dark room is not the room's light. */
const BRIGHT_SHARE = 0.95
/**
 * Shares at both ends that contrast is measured without. A face fills its crop; in a whole picture it may be a speck before a plain
 * wall, which has all the contrast it needs.
 */
const OUTLIER_SHARE = { face: 0.05, region: 0.001 } as const
/** Every so many pixels each way tell enough. */
const STEP = 3
/** Part of a crop, from its middle outwards, in which the face is: the corners may be a bright window. */
const INSIDE = 0.42

/** Part of an RGB buffer in a net's format: `width` of `stride` columns and `height` rows from `offset` on. */
export interface LitPart {
  readonly offset: number
  readonly stride: number
  readonly width: number
  readonly height: number
  /** `face`: the light of the middle alone counts. */
  readonly kind: keyof typeof ENOUGH
}

/** A square crop around one face. */
export const facePart = (offset: number, side: number): LitPart => ({
  offset,
  stride: side,
  width: side,
  height: side,
  kind: 'face',
})

/** The part of a `side` × `side` input that `fitRegion` fills with a region of this size. */
export function regionPart(region: Size, side: number): LitPart {
  const { columns, rows } = fittedSize(region, side)
  return { offset: 0, stride: side, width: columns, height: rows, kind: 'region' }
}

const histogram = new Uint32Array(256)

/** Luma (0…255) that the bright pixels reach, and between the ends of the range; null for nothing to look at. */
function lumaRange(
  pixels: Float32Array,
  part: LitPart,
  format: PixelFormat,
): { bright: number; spread: number } | null {
  const { offset, stride, width, height, kind } = part
  const [red, green, blue] = format.mean
  histogram.fill(0)
  let count = 0
  for (let y = 1; y < height; y += STEP) {
    const down = (y + 0.5) / height - 0.5
    for (let x = 1; x < width; x += STEP) {
      const across = (x + 0.5) / width - 0.5
      if (kind === 'face' && across * across + down * down > INSIDE * INSIDE) continue
      const at = offset + (y * stride + x) * 3
      const brightness = luma(
        pixels[at]! * format.divisor + red,
        pixels[at + 1]! * format.divisor + green,
        pixels[at + 2]! * format.divisor + blue,
      )
      histogram[Math.max(0, Math.min(255, Math.round(brightness)))]!++
      count++
    }
  }
  if (count === 0) return null
  const under = (share: number) => {
    let sum = 0
    for (let grey = 0; grey < 256; grey++) {
      sum += histogram[grey]!
      if (sum >= share * count) return grey
    }
    return 255
  }
  const outliers = OUTLIER_SHARE[kind]
  return { bright: under(BRIGHT_SHARE), spread: under(1 - outliers) - under(outliers) }
}

/**
 * Brightens and stretches a dark or flat part of a net's input until it has enough of both; one with enough keeps every bit.
 * For the net's eyes only: the picture itself is not touched. Gives the factor, 1 where nothing was done.
 */
export function evenLight(pixels: Float32Array, part: LitPart, format: PixelFormat): number {
  const range = lumaRange(pixels, part, format)
  if (range === null) return 1
  const { bright, spread } = range
  const enough = ENOUGH[part.kind]
  if (bright >= enough.bright && spread >= enough.spread) return 1
  const gain = Math.min(
    MOST_GAIN,
    Math.max(1, enough.bright / Math.max(1, bright), enough.spread / Math.max(1, spread)),
  )
  if (gain === 1) return 1
  // The bright end moves to where it is enough; everything else keeps its distance to it, times the gain.
  const target = Math.min(Math.max(bright, enough.bright), bright * gain)
  const { offset, stride, width, height } = part
  const { divisor, mean } = format
  for (let y = 0; y < height; y++) {
    let at = offset + y * stride * 3
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < 3; channel++, at++) {
        const level = pixels[at]! * divisor + mean[channel]!
        const even = Math.max(0, Math.min(255, target + (level - bright) * gain))
        pixels[at] = (even - mean[channel]!) / divisor
      }
  }
  return gain
}
