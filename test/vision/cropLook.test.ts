import { beforeAll, describe, expect, test } from 'vitest'
import { LANDMARK_PIXELS, LANDMARK_SIDE } from '../../src/vision/detector/faceNets'
import { likenessOfLooks, lookOf } from '../../src/vision/pipeline/cropLook'
import { fitRegion, type RgbaPicture } from '../../src/vision/pipeline/sampler'
import { photoOfWidth } from '../support/visionRig'

/** Where the first face of sample photo 3 is, and another one beside it, at 640 pixels of width. */
const FACE = { x: 45, y: 130, width: 130, height: 130 }

let photo: RgbaPicture
beforeAll(async () => {
  photo = await photoOfWidth(3, 640)
})

function look(region: typeof FACE, change: (grey: number) => number = (grey) => grey) {
  const pixels = photo.pixels.map((value, at) => (at % 4 === 3 ? 255 : change(value)))
  const crop = new Float32Array(LANDMARK_SIDE * LANDMARK_SIDE * 3)
  fitRegion({ ...photo, pixels }, region, LANDMARK_SIDE, LANDMARK_PIXELS, crop)
  return lookOf(crop, 0)
}

describe('how a crop looks, coarsely', () => {
  test('is the same in half the light and with less contrast', () => {
    expect(
      likenessOfLooks(
        look(FACE),
        look(FACE, (grey) => grey / 2),
      ),
    ).toBeGreaterThan(0.99)
    expect(
      likenessOfLooks(
        look(FACE),
        look(FACE, (grey) => 60 + grey / 2),
      ),
    ).toBeGreaterThan(0.99)
  })

  test('stays alike while the face moves a little in its crop, and not when the crop has lost it', () => {
    expect(likenessOfLooks(look(FACE), look({ ...FACE, x: FACE.x + 4, y: FACE.y - 3 }))).toBeGreaterThan(0.9)
    expect(likenessOfLooks(look(FACE), look({ ...FACE, x: FACE.x + 65 }))).toBeLessThan(0.7)
  })

  test('of an even grey is like nothing, and no division by zero', () => {
    const even = look(FACE, () => 128)
    expect(likenessOfLooks(even, look(FACE))).toBe(0)
  })
})
