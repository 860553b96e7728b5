import { loadImage, type Image } from '@napi-rs/canvas'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PortraitSprite } from '../../src/domain/demo/demoClip'

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

/** The cut-out portrait of the demo: its size and eyes. */
export const PORTRAIT: PortraitSprite = {
  width: demoJson.sprite.width,
  height: demoJson.sprite.height,
  eyes: [right, left],
}

/** The portrait and the room behind it. */
export async function demoPictures(): Promise<{ readonly portrait: Image; readonly room: Image }> {
  return {
    portrait: await loadImage(join(folder, demoJson.sprite.file)),
    room: await loadImage(join(folder, demoJson.backdrop)),
  }
}
