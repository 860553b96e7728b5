// @vitest-environment happy-dom
import { decoded, inkCentre, paper, pixelAt, plainPicture } from '../../support/canvas2d'
import { describe, expect, it } from 'vitest'
import { placeScene } from '../../../src/domain/decoration/place'
import type { ArtPlacement } from '../../../src/domain/decoration/placement'
import type { Scene } from '../../../src/domain/scene/scene'
import type { Person } from '../../../src/domain/tracking/person'
import { starterPack } from '../../../src/renderer/stage/pack'
import { renderPicture } from '../../../src/renderer/stage/renderPicture'
import { itemOf, personOf, sceneOf } from './people'

const SIZE = { width: 600, height: 400 }

async function render(
  scene: Scene,
  persons: readonly Person[],
  format: 'png' | 'jpeg' = 'png',
  colour = '#ffffff',
) {
  const file = await renderPicture(
    plainPicture(SIZE.width, SIZE.height, colour),
    SIZE,
    scene,
    persons,
    format,
    0.9,
  )
  if (!file.ok) throw new Error(file.error.code)
  return file.value
}

describe('renderPicture', () => {
  it('keeps every pixel of a picture that nothing is worn on', async () => {
    const source = paper(SIZE.width, SIZE.height)
    for (let x = 0; x < SIZE.width; x++)
      for (let y = 0; y < SIZE.height; y++) {
        source.fillStyle = `rgb(${x % 256}, ${y % 256}, ${(x * y) % 256})`
        source.fillRect(x, y, 1, 1)
      }
    const picture = source.canvas as unknown as ImageBitmap
    const file = await renderPicture(picture, SIZE, sceneOf(), [], 'png', 1)
    const { context, width, height } = await decoded(file.ok ? file.value : new Uint8Array())
    expect([width, height]).toEqual([SIZE.width, SIZE.height])
    const before = source.getImageData(0, 0, SIZE.width, SIZE.height).data
    const after = context.getImageData(0, 0, SIZE.width, SIZE.height).data
    expect(Buffer.from(after.buffer).equals(Buffer.from(before.buffer))).toBe(true)
  })

  for (const format of ['png', 'jpeg'] as const)
    it(`has the size of the source as ${format}`, async () => {
      const { width, height } = await decoded(await render(sceneOf(itemOf('g', 'round-glasses')), [], format))
      expect([width, height]).toEqual([SIZE.width, SIZE.height])
    })

  it('puts glasses on the eyes of each person, and nowhere else', async () => {
    const persons = [personOf('p1', 150, 200, 50, 0.2), personOf('p2', 450, 180, 50, -0.3)]
    const { context } = await decoded(await render(sceneOf(itemOf('g', 'round-glasses')), persons))
    for (const { pose } of persons) {
      const left = Math.round(pose.eyesCentre.x - 100)
      const image = context.getImageData(left, 0, 200, SIZE.height)
      for (let index = 0; index < image.data.length; index += 4)
        if (image.data.subarray(index, index + 3).every((value) => value > 250)) image.data[index + 3] = 0
      const copy = paper(200, SIZE.height)
      copy.putImageData(image, 0, 0)
      const ink = inkCentre(copy, 200, SIZE.height)
      const away = Math.hypot((ink?.x ?? 0) - 100, (ink?.y ?? 0) - pose.eyesCentre.y)
      expect(away).toBeLessThan(0.15 * 50)
    }
    expect(pixelAt(context, 300, 20)).toEqual([255, 255, 255, 255])
  })

  it('is sharp: art is rasterised at the size of the picture, not enlarged from a small one', async () => {
    // The rim of round glasses on a face that fills the picture, against the same art enlarged from a stage's size.
    const person = personOf('p1', 300, 200, 220)
    const scene = sceneOf(itemOf('g', 'black-rim-glasses'))
    const [placement] = placeScene(scene, [person], starterPack, SIZE) as readonly ArtPlacement[]
    expect(placement).toBeDefined()
    const { context } = await decoded(await render(scene, [person]))
    const { data } = context.getImageData(0, 200, SIZE.width, 1)
    let steepest = 0
    for (let x = 1; x < SIZE.width; x++)
      steepest = Math.max(steepest, Math.abs((data[x * 4] ?? 0) - (data[x * 4 - 4] ?? 0)))
    // From light to dark within two pixels.
    expect(steepest).toBeGreaterThan(100)
  })

  it('mixes make-up with the skin under it', async () => {
    const person = personOf('p1', 300, 160, 90)
    const { context } = await decoded(
      await render(sceneOf(itemOf('l', 'lip-rouge')), [person], 'png', '#c08060'),
    )
    const lips = person.landmarks.slice(21, 33)
    const upper = { x: lips[3]?.x ?? 0, y: ((lips[3]?.y ?? 0) + (person.landmarks[35]?.y ?? 0)) / 2 }
    const [red, green, blue] = pixelAt(context, upper.x, upper.y)
    expect(red).toBeGreaterThan(green ?? 0)
    expect(green).toBeLessThan(0x80)
    expect(blue).toBeLessThanOrEqual(0x60)
    expect(pixelAt(context, 20, 20).slice(0, 3)).toEqual([0xc0, 0x80, 0x60])
  })
})
