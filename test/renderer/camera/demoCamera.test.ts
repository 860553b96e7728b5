import { paper, pixelAt } from '../../support/canvas2d'
import { loadImage } from '@napi-rs/canvas'
import { beforeAll, describe, expect, it } from 'vitest'
import { DEMO_FRAMES, DEMO_SIZE } from '../../../src/domain/demo/demoClip'
import { DEMO_SPRITE, paintDemoFrame, type DemoPictures } from '../../../src/renderer/camera/demoCamera'

let pictures: DemoPictures

beforeAll(async () => {
  const read = async (file: string) =>
    (await loadImage(`resources/demo/${file}`)) as unknown as CanvasImageSource
  pictures = { backdrop: await read('backdrop.jpg'), portrait: await read('portrait-cutout.webp') }
})

function frame(index: number): CanvasRenderingContext2D {
  const context = paper(DEMO_SIZE.width, DEMO_SIZE.height)
  paintDemoFrame(context, pictures, index)
  return context
}

const bytes = (context: CanvasRenderingContext2D) =>
  Buffer.from(context.getImageData(0, 0, DEMO_SIZE.width, DEMO_SIZE.height).data.buffer)

describe('the demo camera', () => {
  it('knows the size of its cut-out', async () => {
    const { width, height } = await loadImage('resources/demo/portrait-cutout.webp')
    expect(DEMO_SPRITE).toMatchObject({ width, height })
  })

  it('paints the same picture for the same frame, and repeats', () => {
    expect(bytes(frame(40)).equals(bytes(frame(40)))).toBe(true)
    expect(bytes(frame(40)).equals(bytes(frame(40 + DEMO_FRAMES)))).toBe(true)
    expect(bytes(frame(40)).equals(bytes(frame(60)))).toBe(false)
  })

  it('shows somebody in front of the backdrop, and the bare backdrop after she has left', () => {
    const bare = paper(DEMO_SIZE.width, DEMO_SIZE.height)
    bare.drawImage(pictures.backdrop, 0, 0, DEMO_SIZE.width, DEMO_SIZE.height)
    const middle = [640, 320] as const
    expect(pixelAt(frame(0), ...middle)).not.toEqual(pixelAt(bare, ...middle))
    // Second 13.5: she has left on the right, nobody is there.
    expect(bytes(frame(13.5 * 30)).equals(bytes(bare))).toBe(true)
  })
})
