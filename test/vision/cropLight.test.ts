import { describe, expect, test } from 'vitest'
import type { FrameFace } from '../../src/contracts/framePort'
import { LANDMARK_PIXELS, LANDMARK_SIDE, TINY_PIXELS } from '../../src/vision/detector/faceNets'
import { evenLight, facePart, regionPart } from '../../src/vision/pipeline/cropLight'
import { createLivePipeline } from '../../src/vision/pipeline/livePipeline'
import { fitRegion, type RgbaPicture } from '../../src/vision/pipeline/sampler'
import { BUDGETS } from '../budgets'
import { noiseSource } from '../domain/syntheticFace'
import { photoOfWidth, startEngineForTest } from '../support/visionRig'

const SAMPLES = [1, 2, 3, 4, 5, 6] as const

/** The picture as a camera would see it with this share of the light, its own noise and steps included. */
function withLight({ width, height, pixels }: RgbaPicture, share: number, added = 0): RgbaPicture {
  const noise = noiseSource(7)
  const changed = Uint8Array.from(pixels, (value, at) =>
    at % 4 === 3 ? 255 : Math.max(0, Math.min(255, Math.round(value * share + added + noise() * 1.5))),
  )
  return { width, height, pixels: changed }
}

/** A crop of one colour with darker eyes, in the landmark net's format. */
function crop(skin: number, eyes: number): Float32Array {
  const made = new Float32Array(LANDMARK_SIDE * LANDMARK_SIDE * 3)
  for (let at = 0; at < made.length; at++) {
    const pixel = Math.floor(at / 3)
    const [x, y] = [pixel % LANDMARK_SIDE, Math.floor(pixel / LANDMARK_SIDE)]
    const isEye = y > 40 && y < 56 && x % 56 > 14 && x % 56 < 42
    made[at] = ((isEye ? eyes : skin) - LANDMARK_PIXELS.mean[at % 3]!) / LANDMARK_PIXELS.divisor
  }
  return made
}
const levelAt = (pixels: Float32Array, x: number, y: number) =>
  pixels[(y * LANDMARK_SIDE + x) * 3]! * LANDMARK_PIXELS.divisor + LANDMARK_PIXELS.mean[0]

describe('light for the nets', () => {
  test('a lit face keeps every bit', () => {
    const pixels = crop(180, 60)
    const before = pixels.slice()
    expect(evenLight(pixels, facePart(0, LANDMARK_SIDE), LANDMARK_PIXELS)).toBe(1)
    expect(pixels).toEqual(before)
  })

  test('a dark face becomes bright, and eyes stay darker than skin', () => {
    const pixels = crop(24, 8)
    expect(evenLight(pixels, facePart(0, LANDMARK_SIDE), LANDMARK_PIXELS)).toBeGreaterThan(3)
    expect(levelAt(pixels, 56, 80)).toBeGreaterThan(90)
    expect(levelAt(pixels, 28, 48)).toBeLessThan(levelAt(pixels, 56, 80) - 50)
  })

  test('a flat face gets contrast, without leaving black and white', () => {
    const pixels = crop(170, 155)
    evenLight(pixels, facePart(0, LANDMARK_SIDE), LANDMARK_PIXELS)
    expect(levelAt(pixels, 56, 80) - levelAt(pixels, 28, 48)).toBeGreaterThan(50)
    for (let at = 0; at < pixels.length; at++) {
      const level = pixels[at]! * LANDMARK_PIXELS.divisor + LANDMARK_PIXELS.mean[at % 3]!
      if (level < -0.01 || level > 255.01) throw new Error(`level ${level}`)
    }
  })

  test('a bright window in the corner does not hide a dark face', () => {
    const pixels = crop(24, 8)
    for (let y = 0; y < 20; y++)
      for (let x = 0; x < 20; x++)
        for (let channel = 0; channel < 3; channel++) pixels[(y * LANDMARK_SIDE + x) * 3 + channel] = 0.5
    expect(evenLight(pixels, facePart(0, LANDMARK_SIDE), LANDMARK_PIXELS)).toBeGreaterThan(3)
  })

  test('nothing beside the part is touched', () => {
    const pixels = new Float32Array(2 * LANDMARK_SIDE * LANDMARK_SIDE * 3)
    pixels.set(crop(24, 8), 0)
    pixels.set(crop(24, 8), pixels.length / 2)
    const second = pixels.slice(pixels.length / 2)
    evenLight(pixels, facePart(0, LANDMARK_SIDE), LANDMARK_PIXELS)
    expect(pixels.slice(pixels.length / 2)).toEqual(second)
  })

  test('the sample photos are normal pictures: searched as they are, bit for bit', async () => {
    for (const number of SAMPLES) {
      const photo = await photoOfWidth(number, 320)
      const region = { x: 0, y: 0, width: photo.width, height: photo.height }
      const input = new Float32Array(224 * 224 * 3)
      fitRegion(photo, region, 224, TINY_PIXELS, input)
      const before = input.slice()
      expect(evenLight(input, regionPart(region, 224), TINY_PIXELS), `sample ${number}`).toBe(1)
      expect(input).toEqual(before)
    }
  })
})

test('faces are followed in a seventh of the light', { timeout: 240_000 }, async () => {
  const { engine } = await startEngineForTest()
  const follow = async (picture: RgbaPicture): Promise<readonly FrameFace[]> => {
    const live = createLivePipeline(engine.nets)
    let faces: readonly FrameFace[] = []
    for (let frame = 0; frame < 8; frame++) faces = await live.follow(picture, frame * 100)
    return faces
  }
  const distance = (a: FrameFace, b: FrameFace) => {
    let sum = 0
    for (let index = 0; index < 82; index += 2)
      sum += Math.hypot(a.points[index]! - b.points[index]!, a.points[index + 1]! - b.points[index + 1]!)
    // Between the outer eye corners: points 36 and 45 of iBUG.
    return sum / 41 / Math.hypot(b.points[18]! - b.points[36]!, b.points[19]! - b.points[37]!)
  }
  let [lit, found] = [0, 0]
  const errors: number[] = []
  for (const number of [1, 3, 5] as const) {
    const photo = await photoOfWidth(number, 480)
    const truth = await follow(photo)
    const dark = await follow(withLight(photo, 0.15))
    lit += truth.length
    for (const face of truth) {
      const nearest = Math.min(...dark.map((other) => distance(other, face)))
      if (nearest > 0.2) continue
      found++
      errors.push(nearest)
    }
  }
  engine.close()
  const error = (100 * errors.reduce((sum, value) => sum + value, 0)) / errors.length
  expect(found / lit).toBeGreaterThanOrEqual(BUDGETS.darkRecall)
  expect(error).toBeLessThan(BUDGETS.darkErrorPercent)
})
