import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createPyramid, cropAtLevel, levelFor } from '../../src/vision/pipeline/pyramid'
import type { RgbaPicture } from '../../src/vision/pipeline/sampler'
import { sampleSquare } from '../../src/vision/pipeline/squareCrop'

const RAW = { mean: [0, 0, 0], divisor: 1 } as const

function noise(width: number, height: number, shift = 0): RgbaPicture {
  let seed = 7
  const bytes = new Uint8Array(width * height * 4 + shift)
  for (let at = 0; at < bytes.length; at++) bytes[at] = (seed = (seed * 48271) % 2147483647) % 256
  return { width, height, pixels: bytes.subarray(shift) }
}

describe('halves of a picture', () => {
  test('each pixel is the mean of four to within one step, channel by channel, neither lighter nor darker on the whole', () => {
    const picture = noise(1025, 515)
    const half = createPyramid(picture).level(1)
    expect([half.width, half.height]).toEqual([512, 257])
    let drift = 0
    for (let row = 0; row < half.height; row++) {
      for (let column = 0; column < half.width; column++) {
        for (let channel = 0; channel < 4; channel++) {
          const at = (row * 2 * picture.width + column * 2) * 4 + channel
          const { pixels, width } = picture
          const mean =
            (pixels[at]! + pixels[at + 4]! + pixels[at + width * 4]! + pixels[at + width * 4 + 4]!) / 4
          const difference = half.pixels[(row * half.width + column) * 4 + channel]! - mean
          expect(Math.abs(difference)).toBeLessThanOrEqual(1)
          drift += difference
        }
      }
    }
    expect(Math.abs(drift / half.pixels.length)).toBeLessThan(0.05)
  })

  test('pixels that begin in the middle of a word of memory are halved alike', () => {
    const straight = noise(1024, 512)
    const bytes = new Uint8Array(straight.pixels.length + 1)
    bytes.set(straight.pixels, 1)
    const shifted = { ...straight, pixels: bytes.subarray(1) }
    expect(createPyramid(shifted).level(1).pixels).toEqual(createPyramid(straight).level(1).pixels)
  })

  test('a picture that is small already stays as it is', () => {
    expect(createPyramid(noise(500, 400)).levelCount).toBe(1)
  })

  test('the chosen level has a pixel for each one asked for, and less than four', () => {
    const pyramid = createPyramid(noise(4096, 16))
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 15, noNaN: true }), (step) => {
        const left = step / 2 ** levelFor(pyramid, step)
        expect(left).toBeLessThan(2 + 1e-6)
        if (step >= 1) expect(left).toBeGreaterThanOrEqual(1 - 1e-6)
      }),
    )
  })

  test('a crop shows the same place on a level as on the picture', () => {
    const width = 1024
    const pixels = new Uint8Array(width * width * 4)
    for (let at = 0; at < width * width; at++) {
      pixels[at * 4] = ((at % width) * 255) / width
      pixels[at * 4 + 1] = (Math.floor(at / width) * 255) / width
    }
    const pyramid = createPyramid({ width, height: width, pixels })
    const crop = { centre: { x: 431, y: 622 }, side: 300, rollRad: 0.4 }
    const read = (level: number) => {
      const out = new Float32Array(64 * 64 * 3)
      sampleSquare(pyramid.level(level), cropAtLevel(crop, level), 64, RAW, out, 0, false)
      return out
    }
    const [large, small] = [read(0), read(1)]
    for (let at = 0; at < large.length; at++) expect(Math.abs(large[at]! - small[at]!)).toBeLessThan(1)
  })
})
