import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitRegion, type RgbaPicture } from '../../src/vision/pipeline/sampler'
import { fromCrop, sampleSquare } from '../../src/vision/pipeline/squareCrop'

const RAW = { mean: [0, 0, 0], divisor: 1 } as const

function picture(
  width: number,
  height: number,
  value: (x: number, y: number, channel: number) => number,
): RgbaPicture {
  const pixels = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 3; channel++)
        pixels[(y * width + x) * 4 + channel] = value(x, y, channel)
      pixels[(y * width + x) * 4 + 3] = 255
    }
  }
  return { width, height, pixels }
}

const noise = picture(24, 24, (x, y, channel) => (x * 37 + y * 101 + channel * 59 + x * y * 7) % 256)
const centred = { centre: { x: 12, y: 12 }, side: 24 }

function sampled(
  crop: Parameters<typeof sampleSquare>[1],
  side: number,
  mirrored = false,
  of = noise,
): Float32Array {
  const out = new Float32Array(side * side * 3)
  sampleSquare(of, crop, side, RAW, out, 0, mirrored)
  return out
}

describe('a turned square', () => {
  test('read at its own size and upright is the picture itself', () => {
    const out = sampled({ ...centred, rollRad: 0 }, 24)
    for (let pixel = 0; pixel < 24 * 24; pixel++) {
      for (let channel = 0; channel < 3; channel++) {
        expect(out[pixel * 3 + channel]).toBeCloseTo(noise.pixels[pixel * 4 + channel]!, 3)
      }
    }
  })

  test('turned a quarter clockwise reads columns upwards as rows', () => {
    const upright = sampled({ ...centred, rollRad: 0 }, 24)
    const turned = sampled({ ...centred, rollRad: Math.PI / 2 }, 24)
    for (let row = 0; row < 24; row++) {
      for (let column = 0; column < 24; column++) {
        // The crop's right is the picture's down, its down is the picture's left.
        expect(turned[(row * 24 + column) * 3]).toBeCloseTo(upright[(column * 24 + (23 - row)) * 3]!, 3)
      }
    }
  })

  test('mirrored reads every row from its other end', () => {
    const crop = { centre: { x: 11, y: 13 }, side: 15, rollRad: 0.4 }
    const plain = sampled(crop, 10)
    const mirrored = sampled(crop, 10, true)
    for (let row = 0; row < 10; row++) {
      for (let column = 0; column < 10; column++) {
        const [there, here] = [
          mirrored[(row * 10 + column) * 3 + 1]!,
          plain[(row * 10 + 9 - column) * 3 + 1]!,
        ]
        expect(Math.abs(there - here)).toBeLessThan(1.5)
      }
    }
  })

  test('outside the picture is black, and the format is applied', () => {
    const out = new Float32Array(4 * 4 * 3)
    const format = { mean: [10, 20, 30], divisor: 5 } as const
    sampleSquare(noise, { centre: { x: 200, y: 200 }, side: 8, rollRad: 0.3 }, 4, format, out, 0, false)
    for (let at = 0; at < out.length; at += 3) {
      expect([out[at], out[at + 1], out[at + 2]]).toEqual([-2, -4, -6])
    }
  })

  test('a fine check shrinks to an even grey instead of aliasing', () => {
    const check = picture(240, 240, (x, y) => ((x + y) % 2 === 0 ? 0 : 200))
    const out = sampled({ centre: { x: 120, y: 120 }, side: 200, rollRad: 0.2 }, 40, false, check)
    for (const value of out) expect(Math.abs(value - 100)).toBeLessThan(12)
  })

  test('reads whole words to within one level of what it reads byte by byte', () => {
    // Bytes that do not begin on a word's border can be read one by one only.
    const shifted = new Uint8Array(noise.pixels.length + 1)
    shifted.set(noise.pixels, 1)
    const byByte: RgbaPicture = { ...noise, pixels: shifted.subarray(1) }
    fc.assert(
      fc.property(
        fc.record({
          x: fc.double({ min: 8, max: 16, noNaN: true }),
          y: fc.double({ min: 8, max: 16, noNaN: true }),
          side: fc.double({ min: 2, max: 10, noNaN: true }),
          rollRad: fc.double({ min: -3, max: 3, noNaN: true }),
          mirrored: fc.boolean(),
        }),
        ({ x, y, side, rollRad, mirrored }) => {
          const crop = { centre: { x, y }, side, rollRad }
          const words = sampled(crop, 8, mirrored)
          const bytes = sampled(crop, 8, mirrored, byByte)
          words.forEach((value, at) => expect(Math.abs(value - bytes[at]!)).toBeLessThan(1.5))
        },
      ),
    )
  })

  test('fromCrop names the place in the picture that each sample came from', () => {
    const slope = picture(200, 160, (x, y, channel) => (channel === 0 ? x : y))
    fc.assert(
      fc.property(
        fc.record({
          x: fc.integer({ min: 70, max: 120 }),
          y: fc.integer({ min: 70, max: 90 }),
          side: fc.integer({ min: 10, max: 60 }),
          rollRad: fc.double({ min: -3, max: 3, noNaN: true }),
        }),
        ({ x, y, side, rollRad }) => {
          const crop = { centre: { x, y }, side, rollRad }
          const out = sampled(crop, 8, false, slope)
          for (let row = 0; row < 8; row++) {
            for (let column = 0; column < 8; column++) {
              const place = fromCrop(crop, (column + 0.5) / 8, (row + 0.5) / 8)
              // A pixel's value is its left edge; its centre is half a pixel further.
              expect(Math.abs(out[(row * 8 + column) * 3]! + 0.5 - place.x)).toBeLessThan(0.01)
              expect(Math.abs(out[(row * 8 + column) * 3 + 1]! + 0.5 - place.y)).toBeLessThan(0.01)
            }
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('a fitted region', () => {
  test('keeps proportions, says the scale, and leaves the rest black', () => {
    const white = picture(40, 20, () => 255)
    const out = new Float32Array(10 * 10 * 3)
    expect(fitRegion(white, { x: 0, y: 0, width: 40, height: 20 }, 10, RAW, out)).toBe(4)
    for (let row = 0; row < 10; row++) {
      for (let column = 0; column < 10; column++) {
        expect(out[(row * 10 + column) * 3]).toBeCloseTo(row < 5 ? 255 : 0, 2)
      }
    }
  })

  test('of a slope lies where the scale says, when shrinking and when growing', () => {
    const slope = picture(200, 200, (x) => x)
    for (const side of [20, 50, 300]) {
      const out = new Float32Array(side * side * 3)
      const scale = fitRegion(slope, { x: 20, y: 10, width: 150, height: 150 }, side, RAW, out)
      for (let column = 2; column < side - 2; column++) {
        const expected = 20 + (column + 0.5) * scale - 0.5
        expect(Math.abs(out[(5 * side + column) * 3]! - expected)).toBeLessThan(0.2)
      }
    }
  })

  test('writes over whatever the buffer held before', () => {
    const out = new Float32Array(16 * 16 * 3).fill(NaN)
    fitRegion(noise, { x: 0, y: 0, width: 24, height: 12 }, 16, RAW, out)
    expect(out.every(Number.isFinite)).toBe(true)
  })
})
