import backdropUrl from '../../../resources/demo/backdrop.jpg'
import demoJson from '../../../resources/demo/demo.json'
import spriteUrl from '../../../resources/demo/portrait-cutout.webp'
import { DEMO_FPS, DEMO_SIZE, demoFrame, type PortraitSprite } from '../../domain/demo/demoClip'
import type { Size } from '../../domain/geometry/points'

export interface DemoCamera {
  readonly stream: MediaStream
  readonly size: Size
  stop(): void
}

/** The demo's two pictures: of a person in the public domain, so no face of a user is ever bundled. */
export interface DemoPictures {
  readonly backdrop: CanvasImageSource
  readonly portrait: CanvasImageSource
}

const [right, left] = demoJson.sprite.eyes.map(([x, y]) => ({ x: x ?? 0, y: y ?? 0 }))
if (!right || !left) throw new Error('resources/demo/demo.json names no two eyes')
export const DEMO_SPRITE: PortraitSprite = {
  width: demoJson.sprite.width,
  height: demoJson.sprite.height,
  eyes: [right, left],
}

/** Paints frame `index` of the clip, in pixels of DEMO_SIZE. The same index always gives the same picture. */
export function paintDemoFrame(
  context: CanvasRenderingContext2D,
  pictures: DemoPictures,
  index: number,
): void {
  context.globalAlpha = 1
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.drawImage(pictures.backdrop, 0, 0, DEMO_SIZE.width, DEMO_SIZE.height)
  for (const { transform, opacity } of demoFrame(index, DEMO_SPRITE)) {
    const [a, b, c, d, e, f] = transform
    context.setTransform(a, b, c, d, e, f)
    context.globalAlpha = opacity
    context.drawImage(pictures.portrait, 0, 0, DEMO_SPRITE.width, DEMO_SPRITE.height)
  }
}

async function readPicture(url: string): Promise<ImageBitmap> {
  const image = new Image()
  image.src = url
  await image.decode()
  return createImageBitmap(image)
}

/**
 * A camera that is a function of time: the built-in clip at DEMO_FPS as a MediaStream. The frame follows from the clock
 * since the start and not from a count, so a late timer skips frames, as a camera does, and never slows people down.
 */
export async function createDemoCamera(): Promise<DemoCamera> {
  const [backdrop, portrait] = await Promise.all([readPicture(backdropUrl), readPicture(spriteUrl)])
  const canvas = document.createElement('canvas')
  canvas.width = DEMO_SIZE.width
  canvas.height = DEMO_SIZE.height
  const context = canvas.getContext('2d', { alpha: false })
  if (!context) throw new Error('no 2-D context for the demo camera')

  const startMs = performance.now()
  let shown = -1
  const paint = () => {
    const index = Math.floor(((performance.now() - startMs) * DEMO_FPS) / 1000)
    if (index === shown) return
    shown = index
    paintDemoFrame(context, { backdrop, portrait }, index)
  }
  paint()
  const stream = canvas.captureStream(DEMO_FPS)
  // A timer and not the display's beat: the camera runs on when nobody looks at the window.
  const timer = setInterval(paint, 1000 / DEMO_FPS / 2)

  return {
    stream,
    size: DEMO_SIZE,
    stop() {
      clearInterval(timer)
      for (const track of stream.getTracks()) track.stop()
      backdrop.close()
      portrait.close()
    },
  }
}
