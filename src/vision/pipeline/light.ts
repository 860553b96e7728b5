import type { Pyramid } from './pyramid'

/** A picture whose lightest parts lie below this was taken in the dark; values 0…255. */
const DARK_BELOW = 160
/** Where they are brought to. */
const LIGHT = 230
/** Further up there is nothing but noise. */
const MOST_GAIN = 10
/** The share of pixels that counts as the lightest parts. */
const LIGHTEST_SHARE = 0.02

/** The value that all but the lightest pixels stay below, by each pixel's largest channel. */
function lightest(pyramid: Pyramid): number {
  const { pixels } = pyramid.levels.at(-1)!
  const histogram = new Uint32Array(256)
  for (let at = 0; at < pixels.length; at += 4) {
    histogram[Math.max(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!)]!++
  }
  let left = (pixels.length / 4) * LIGHTEST_SHARE
  let value = 255
  while (value > 1 && (left -= histogram[value]!) > 0) value--
  return value
}

/**
 * A copy in which a dark picture is as bright as the nets learned faces, for their eyes only; a picture with light in it
 * comes back as it is. Measured on darkened photos: at a quarter of the light 12 of 22 faces are found without it, at an
 * eighth none.
 */
export function lit(pyramid: Pyramid): Pyramid {
  const value = lightest(pyramid)
  if (value >= DARK_BELOW) return pyramid
  const gain = Math.min(MOST_GAIN, LIGHT / value)
  const table = Uint8Array.from({ length: 256 }, (_, index) => Math.min(255, Math.round(index * gain)))
  return {
    levels: pyramid.levels.map(({ width, height, pixels }) => ({
      width,
      height,
      pixels: pixels.map((channel) => table[channel]!),
    })),
  }
}
