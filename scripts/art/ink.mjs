import { createCanvas, loadImage } from '@napi-rs/canvas'
import { svgDocument } from './svgText.mjs'

/** Alpha at or below this (of 255) is not ink: the last breath of a blur may be cut, a visible edge may not. */
const INK_ALPHA = 3
/** Pixels along the longer side of the trial rendering. */
const TRIAL_PX = 1400

/** An SVG document drawn over a canvas of `size` pixels. */
async function rasterise(document, size) {
  const canvas = createCanvas(size.width, size.height)
  canvas.getContext('2d').drawImage(await loadImage(Buffer.from(document)), 0, 0, size.width, size.height)
  return canvas
}

/** An SVG document as the bytes of a PNG of `size` pixels. */
export const rasterisePng = async (document, size) => (await rasterise(document, size)).encode('png')

/**
 * The smallest [x, y, width, height] in user units that holds every pixel with ink, one trial pixel wider on each side.
 * `box` is where to look. Throws when there is none, or when ink touches the edge of `box` (it may be cut off).
 */
export async function inkBox(body, box, name) {
  const pixelsPerUnit = TRIAL_PX / Math.max(box[2], box[3])
  const size = { width: Math.round(box[2] * pixelsPerUnit), height: Math.round(box[3] * pixelsPerUnit) }
  const trial = await rasterise(svgDocument(body, box, size), size)
  const pixels = trial.getContext('2d').getImageData(0, 0, size.width, size.height).data
  let left = size.width
  let top = size.height
  let right = -1
  let bottom = -1
  for (let y = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++) {
      if (pixels[(y * size.width + x) * 4 + 3] <= INK_ALPHA) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  if (right < 0) throw new Error(`${name}: nothing drawn`)
  if (left === 0 || top === 0 || right === size.width - 1 || bottom === size.height - 1)
    throw new Error(`${name}: ink reaches the edge of its ground`)
  return [
    box[0] + (left - 1) / pixelsPerUnit,
    box[1] + (top - 1) / pixelsPerUnit,
    (right - left + 3) / pixelsPerUnit,
    (bottom - top + 3) / pixelsPerUnit,
  ]
}
