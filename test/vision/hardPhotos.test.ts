import { createCanvas } from '@napi-rs/canvas'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FOUND_BELOW, pointError } from '../../src/cli/annotations'
import { readMaterial, type Material } from '../../src/cli/clip/material'
import { SCENES } from '../../src/cli/clip/scenes'
import { readPhotos, type Photo } from '../../src/cli/fairness/photos'
import { PLAIN, show, type Showing } from '../../src/cli/fairness/showing'
import type { SelectedEngine } from '../../src/vision/engine/selectEngine'
import { createStillPipeline, type StillPipeline } from '../../src/vision/pipeline/stillPipeline'
import { pictureOf, startEngineForTest } from '../support/visionRig'

const root = resolve(import.meta.dirname, '../..')
let selected: SelectedEngine
let still: StillPipeline
let photos: Photo[]
let material: Material

beforeAll(async () => {
  selected = await startEngineForTest()
  still = createStillPipeline(selected.engine.nets)
  photos = await readPhotos(resolve(root, 'test/support/fixtures/faces'))
  material = await readMaterial({
    packages: resolve(root, 'node_modules'),
    resources: resolve(root, 'resources'),
  })
}, 60_000)
afterAll(() => selected.engine.close())

/** Of the people in a photo, shown so: how many there are, how many of them are found, and how many faces in all. */
async function counts(photo: Photo, showing: Partial<Showing>) {
  const { picture, faces } = show(photo, { ...PLAIN, ...showing }, 0)
  const found = await still.find(picture)
  const known = faces.filter((face) => found.some(({ points }) => pointError(points, face) < FOUND_BELOW))
  return { people: faces.length, known: known.length, faces: found.length }
}
const everybody = ({ people: { length } }: Photo) => ({ people: length, known: length, faces: length })
const coarse = () => photos.filter(({ people }) => people.length > 6)

describe('faces that are hard to see', () => {
  test.each([-45, 30, 45])(
    'a coarse photograph that leans by %i° keeps all of its seven or all but one',
    async (leanDeg) => {
      expect(coarse().length).toBeGreaterThan(2)
      for (const photo of coarse()) {
        const { people, known, faces } = await counts(photo, { leanDeg })
        expect(known).toBeGreaterThanOrEqual(people - 1)
        expect(faces).toBe(known)
      }
    },
  )

  test('dark glasses do not hide whom the second detector cannot confirm', async () => {
    for (const photo of photos.slice(1, 4))
      expect(await counts(photo, { cover: 'sunglasses' })).toEqual(everybody(photo))
  })

  test('a mask hides nobody whose eyes are clear', async () => {
    const portraits = photos.filter(({ people }) => people.length === 1)
    expect(portraits.length).toBeGreaterThan(4)
    for (const photo of portraits) expect(await counts(photo, { cover: 'mask' })).toEqual(everybody(photo))
  })
})

describe('what is no face', () => {
  test('a mouth and a chin within a face are no second one', async () => {
    for (const photo of photos.filter(({ people }) => people.length === 1))
      expect(await counts(photo, { leanDeg: -15 })).toEqual(everybody(photo))
  })

  test('squares and spots on a wall, and empty places, also in the dark', async () => {
    const nobody = SCENES.find(({ name }) => name === 'nobody')!
    // The first two times were taken for faces.
    for (const [seconds, light] of [
      [33, 1],
      [20.75, 1 / 8],
      [0.1, 1],
      [1, 1],
      [1.5, 1 / 8],
      [2.4, 1],
      [4, 1],
    ] as const) {
      const canvas = createCanvas(640, 480)
      const context = canvas.getContext('2d')
      for (const { image, transform } of nobody.view(seconds, material).layers) {
        context.setTransform(...transform)
        context.drawImage(image, 0, 0)
      }
      context.resetTransform()
      context.fillStyle = `rgba(0, 0, 0, ${1 - light})`
      context.fillRect(0, 0, 640, 480)
      expect(await still.find(pictureOf(canvas)), `${seconds} s`).toEqual([])
    }
  })
})
