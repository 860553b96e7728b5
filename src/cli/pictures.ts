import { createCanvas, loadImage } from '@napi-rs/canvas'
import { readFile } from 'node:fs/promises'
import type { RgbaPicture } from '../vision/pipeline/sampler'
import { Refusal } from './refusal'

/** Decodes a picture file upright (EXIF orientation applied). Refuses, by its name, one that cannot be read or decoded. */
export async function decodePicture(file: string): Promise<RgbaPicture> {
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch {
    throw new Refusal(`The picture ${file} cannot be read.`)
  }
  try {
    const image = await loadImage(bytes)
    const { width, height } = image
    const context = createCanvas(width, height).getContext('2d')
    context.drawImage(image, 0, 0)
    const { data } = context.getImageData(0, 0, width, height)
    return { width, height, pixels: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) }
  } catch {
    throw new Refusal(`The picture ${file} is damaged or of an unsupported type.`)
  }
}
