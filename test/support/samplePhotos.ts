import { createCanvas, loadImage, type Canvas } from '@napi-rs/canvas'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/** Folder of the face-api package, whose sample photos are fixtures for tests (never for documents). */
export const faceApiFolder = dirname(require.resolve('face-api.js/package.json'))

/** Group photos with three to five faces each. */
export const samplePhoto = (number: 1 | 2 | 3 | 4 | 5 | 6): string =>
  join(faceApiFolder, `demo/sample${number}.jpg`)

/** The decoded picture, drawn at (x, y, width, height) of a canvas of the given size. */
export async function drawPhoto(
  file: string,
  size: { width: number; height: number },
  at: { x: number; y: number; width: number; height: number },
): Promise<Canvas> {
  const canvas = createCanvas(size.width, size.height)
  canvas.getContext('2d').drawImage(await loadImage(file), at.x, at.y, at.width, at.height)
  return canvas
}

export async function decodePhoto(file: string): Promise<Canvas> {
  const image = await loadImage(file)
  return drawPhoto(file, image, { x: 0, y: 0, width: image.width, height: image.height })
}
