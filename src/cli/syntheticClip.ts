import { createCanvas, loadImage, type Image } from '@napi-rs/canvas'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEMO_SIZE, demoGroupFrame, type PortraitSprite } from '../domain/demo/demoClip'
import type { Size } from '../domain/geometry/points'
import type { RgbaPicture } from '../vision/pipeline/sampler'

type Pair = readonly [x: number, y: number]

interface DemoFile {
  readonly sprite: {
    readonly file: string
    readonly width: number
    readonly height: number
    readonly eyes: readonly [Pair, Pair]
  }
  readonly backdrop: string
}

/** What the synthetic clip is drawn from: the public-domain portrait, cut out, and a room. */
export interface ClipMaterial {
  readonly sprite: PortraitSprite
  readonly portrait: Image
  readonly backdrop: Image
}

export async function readClipMaterial(resourcesDir: string): Promise<ClipMaterial> {
  const folder = join(resourcesDir, 'demo')
  const { sprite: declared, backdrop } = JSON.parse(
    readFileSync(join(folder, 'demo.json'), 'utf8'),
  ) as DemoFile
  const [right, left] = declared.eyes
  return {
    sprite: {
      width: declared.width,
      height: declared.height,
      eyes: [
        { x: right[0], y: right[1] },
        { x: left[0], y: left[1] },
      ],
    },
    portrait: await loadImage(join(folder, declared.file)),
    backdrop: await loadImage(join(folder, backdrop)),
  }
}

/** The first frames of the synthetic clip with `people` persons; `size` has the proportions of DEMO_SIZE. */
export function drawClip(
  { sprite, portrait, backdrop }: ClipMaterial,
  people: number,
  frames: number,
  size: Size,
): RgbaPicture[] {
  const context = createCanvas(size.width, size.height).getContext('2d')
  const scale = size.width / DEMO_SIZE.width
  return Array.from({ length: frames }, (_, index) => {
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.drawImage(backdrop, 0, 0, size.width, size.height)
    for (const { transform, opacity } of demoGroupFrame(people, index, sprite)) {
      const [a, b, c, d, e, f] = transform
      context.setTransform(a * scale, b * scale, c * scale, d * scale, e * scale, f * scale)
      context.globalAlpha = opacity
      context.drawImage(portrait, 0, 0, sprite.width, sprite.height)
    }
    context.globalAlpha = 1
    const { data } = context.getImageData(0, 0, size.width, size.height)
    return { ...size, pixels: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) }
  })
}
