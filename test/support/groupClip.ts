import { createCanvas, loadImage, type Canvas } from '@napi-rs/canvas'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEMO_SIZE, demoGroupFrame, type PortraitSprite } from '../../src/domain/demo/demoClip'

const folder = join(import.meta.dirname, '../../resources/demo')

/** Read at run time: the loaders of Vitest and Playwright want JSON imported in different ways. */
const demoJson = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as {
  readonly sprite: {
    readonly file: string
    readonly width: number
    readonly height: number
    readonly eyes: readonly (readonly number[])[]
  }
  readonly backdrop: string
}

const [right, left] = demoJson.sprite.eyes.map(([x, y]) => ({ x: x ?? 0, y: y ?? 0 }))
if (!right || !left) throw new Error('resources/demo/demo.json names no two eyes')
const SPRITE: PortraitSprite = {
  width: demoJson.sprite.width,
  height: demoJson.sprite.height,
  eyes: [right, left],
}

/** Camera frames of `people` persons side by side who sway, from the portrait of the demo. */
export async function groupFrames(people: number, frames: number): Promise<readonly Canvas[]> {
  const portrait = await loadImage(join(folder, demoJson.sprite.file))
  const backdrop = await loadImage(join(folder, demoJson.backdrop))
  return Array.from({ length: frames }, (_, index) => {
    const canvas = createCanvas(DEMO_SIZE.width, DEMO_SIZE.height)
    const context = canvas.getContext('2d')
    context.drawImage(backdrop, 0, 0, canvas.width, canvas.height)
    for (const { transform, opacity } of demoGroupFrame(people, index, SPRITE)) {
      context.setTransform(...transform)
      context.globalAlpha = opacity
      context.drawImage(portrait, 0, 0, SPRITE.width, SPRITE.height)
    }
    return canvas
  })
}
