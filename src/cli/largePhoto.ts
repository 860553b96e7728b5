import { createCanvas, loadImage } from '@napi-rs/canvas'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { RgbaPicture } from '../vision/pipeline/sampler'

/** 12 megapixels. */
const SIZE = { width: 4000, height: 3000 } as const
/** Sample photos of the face-api package with four, four and two faces that show both eyes, and where their copies lie. */
const PLACES = [
  { sample: 4, x: 0, y: 0, width: 2000 },
  { sample: 6, x: 2000, y: 0, width: 2000 },
  { sample: 2, x: 0, y: 1560, width: 2000 },
] as const

/** A photo of 12 megapixels with ten faces, or null where the package with the sample photos is not installed. */
export async function composeLargePhoto(packagesDir: string): Promise<RgbaPicture | null> {
  const fileOf = (sample: number) => join(packagesDir, `face-api.js/demo/sample${sample}.jpg`)
  if (!PLACES.every(({ sample }) => existsSync(fileOf(sample)))) return null
  const context = createCanvas(SIZE.width, SIZE.height).getContext('2d')
  context.fillStyle = '#8a8f94'
  context.fillRect(0, 0, SIZE.width, SIZE.height)
  for (const { sample, x, y, width } of PLACES) {
    const image = await loadImage(fileOf(sample))
    context.drawImage(image, x, y, width, (width * image.height) / image.width)
  }
  const { data } = context.getImageData(0, 0, SIZE.width, SIZE.height)
  return { ...SIZE, pixels: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) }
}
