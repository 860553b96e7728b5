import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeTexturedClip, writeTexturedPhoto } from '../../../../scripts/prove/content/clip.mjs'
import { TextureIndex } from '../../../../scripts/prove/content/cellRuns.mjs'
import { independentFaces } from '../../../support/independentFaces'
import { temporaryFolder } from './disk'
import * as leak from './leaks'

const folder = temporaryFolder('clip')
afterAll(folder.remove)
let clip: Awaited<ReturnType<typeof writeTexturedClip>>
let photo: typeof clip

beforeAll(async () => {
  clip = await writeTexturedClip(folder.at('camera.mjpeg'), { frames: 4, seed: 61 })
  photo = await writeTexturedPhoto(folder.at('photo.jpg'), { seed: 62 })
}, 60_000)

describe('the clip and the photo of the proof', () => {
  test('show one face each, the headband notwithstanding, in the small frame too', async () => {
    const frame = await leak.frameOf(clip, 1)
    for (const picture of [frame, leak.scaled(frame, 320, 240), await leak.frameOf(photo, 0)]) {
      const faces = await independentFaces(picture)
      expect(faces).toHaveLength(1)
    }
  }, 120_000)

  test('are whole JPEG pictures, one after another', () => {
    const file = readFileSync(folder.at('camera.mjpeg'))
    expect(file.equals(Buffer.concat(clip.frames.map(({ jpeg }) => jpeg)))).toBe(true)
    expect(clip.frames.map(({ index }) => index)).toEqual([0, 1, 2, 3])
  })

  test('are the same for the same seed, and others for another', async () => {
    const again = await writeTexturedClip(folder.at('again.mjpeg'), { frames: 4, seed: 61 })
    expect(again.frames[2]?.jpeg.equals(clip.frames[2]?.jpeg ?? Buffer.alloc(0))).toBe(true)
    const other = await writeTexturedClip(folder.at('other.mjpeg'), { frames: 4, seed: 63 })
    const index = new TextureIndex(clip.bands)
    for (const { levels } of other.bands) {
      for (let from = 0; from + 8 <= levels.length; from++)
        expect(index.match(levels, from, 0.035)).toBeNull()
    }
  }, 60_000)

  test('have grey blocks that a decoder gives back exactly, away from coloured neighbours', async () => {
    const frame = await leak.frameOf(clip, 0)
    const context = frame.getContext('2d')
    for (const { x, y, cellPx, levels } of clip.bands) {
      levels.forEach((level, cell) => {
        const { data } = context.getImageData(x + cell * cellPx + 4, y + 4, cellPx - 8, cellPx - 8)
        const greens = data.filter((_, at) => at % 4 === 1)
        expect(new Set(greens).size).toBe(1)
        expect(Math.abs((greens[0] ?? 0) - level)).toBeLessThanOrEqual(1)
      })
    }
  })
})
