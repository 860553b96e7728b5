import { createCanvas, loadImage } from '@napi-rs/canvas'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FrameReply } from '../../src/contracts/framePort'
import { LANDMARK_COUNT } from '../../src/domain/face/landmarks'
import type { SelectedEngine } from '../../src/vision/engine/selectEngine'
import type { Pipelines } from '../../src/vision/frameLoop'
import { createLivePipeline } from '../../src/vision/pipeline/livePipeline'
import { createStillPipeline } from '../../src/vision/pipeline/stillPipeline'
import { decodePhoto, samplePhoto } from '../support/samplePhotos'
import {
  frameRequest,
  openChannel,
  painted,
  photoOfWidth,
  pictureOf,
  startWasmForTest,
} from '../support/visionRig'

let selected: SelectedEngine
let pipelines: Pipelines
let channel: ReturnType<typeof openChannel>

beforeAll(async () => {
  selected = await startWasmForTest()
  const { nets } = selected.engine
  pipelines = { live: createLivePipeline(nets), still: createStillPipeline(nets) }
  channel = openChannel(() => pipelines)
}, 60_000)
afterAll(() => {
  channel.close()
  selected.engine.close()
})

async function facesOf(picture: Parameters<typeof frameRequest>[2]) {
  const before = channel.replies.length
  channel.post(frameRequest('still', before, picture))
  const reply = (await channel.received(before + 1)).at(-1) as FrameReply
  if (reply.kind !== 'faces') throw new Error(reply.reason)
  expect(reply.frame).toBe(before)
  return reply.faces
}

describe('group photos over a real channel', () => {
  // Photo 2 shows a third woman in full profile: her far eye cannot be seen, so no points of hers are honest.
  test.each([
    [1, 3],
    [2, 2],
    [3, 3],
    [4, 4],
    [5, 5],
    [6, 4],
  ] as const)(
    'photo %i: all %i faces, left to right, 41 finite points in the picture',
    async (number, count) => {
      const picture = await photoOfWidth(number, 800)
      const faces = await facesOf(picture)
      expect(faces.length).toBe(count)
      let left = -Infinity
      for (const { points } of faces) {
        expect(points.length).toBe(LANDMARK_COUNT * 2)
        expect(points.every(Number.isFinite)).toBe(true)
        const noseX = points[6]!
        expect(noseX).toBeGreaterThan(left)
        expect(noseX).toBeLessThan(picture.width)
        left = noseX
      }
    },
  )

  test('faces far too small for one look at the whole picture are found in its tiles', async () => {
    const image = await loadImage(samplePhoto(6))
    const far = painted(1500, 1100, (context) => {
      context.fillStyle = '#7d8794'
      context.fillRect(0, 0, 1500, 1100)
      context.drawImage(image, 700, 500, 500, (500 * image.height) / image.width)
    })
    expect((await facesOf(far)).length).toBe(4)
  })

  test('a face that fills the picture is found', async () => {
    const [face] = await facesOf(await photoOfWidth(3, 800))
    const image = await loadImage(samplePhoto(3))
    const scale = image.width / 800
    const [x, y] = [face!.points[6]! * scale, face!.points[7]! * scale]
    const close = painted(640, 640, (context) =>
      context.drawImage(image, x - 150, y - 160, 300, 300, 0, 0, 640, 640),
    )
    expect((await facesOf(close)).length).toBe(1)
  })
})

describe('pictures without people', () => {
  test('noise, slopes, checks and empty walls hold no face', async () => {
    let seed = 12345
    const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647
    const noise = painted(400, 300, (context) => {
      const data = context.createImageData(400, 300)
      for (let at = 0; at < data.data.length; at++) data.data[at] = at % 4 === 3 ? 255 : random() * 255
      context.putImageData(data, 0, 0)
    })
    const slope = painted(400, 300, (context) => {
      const gradient = context.createRadialGradient(200, 150, 10, 200, 150, 220)
      gradient.addColorStop(0, '#e0ac69')
      gradient.addColorStop(1, '#402010')
      context.fillStyle = gradient
      context.fillRect(0, 0, 400, 300)
    })
    const checks = painted(400, 300, (context) => {
      for (let at = 0; at < 300; at++) {
        context.fillStyle = `rgb(${Math.floor(random() * 255)}, ${Math.floor(random() * 255)}, 90)`
        context.fillRect((at % 20) * 20, Math.floor(at / 20) * 20, 20, 20)
      }
    })
    for (const picture of [noise, slope, checks]) expect(await facesOf(picture)).toEqual([])
  })

  test('the places of real photos where nobody is hold no face', async () => {
    const rooms = [
      [1, 0, 0, 380, 380],
      [1, 1150, 500, 320, 700],
      [3, 0, 0, 450, 800],
      [5, 1100, 0, 700, 190],
      [5, 0, 0, 560, 380],
      [6, 0, 700, 240, 500],
    ] as const
    for (const [number, x, y, width, height] of rooms) {
      const room = createCanvas(width, height)
      room.getContext('2d').drawImage(await decodePhoto(samplePhoto(number)), -x, -y)
      expect(await facesOf(pictureOf(room)), `photo ${number} from ${x}, ${y}`).toEqual([])
    }
  })
})
