import type { FrameFace, FrameLight } from '../../contracts/framePort'
import { luma } from './luma'
import type { RgbaPicture } from './sampler'

/** Every so many pixels each way is enough for a mean. */
const SCENE_STEP = 8
/** Samples along the larger side of a face's box. */
const FACE_SAMPLES = 24
/** Share of a face's pixels that are at least as bright as the number given for it. */
const BRIGHTEST = 0.1

/** Luma of ITU-R BT.709, 0…255. */
function lumaAt({ pixels }: RgbaPicture, at: number): number {
  return luma(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!)
}

function sceneLight(picture: RgbaPicture): number {
  let sum = 0
  let count = 0
  for (let y = SCENE_STEP >> 1; y < picture.height; y += SCENE_STEP)
    for (let x = SCENE_STEP >> 1; x < picture.width; x += SCENE_STEP) {
      sum += lumaAt(picture, (y * picture.width + x) * 4)
      count++
    }
  return count === 0 ? 0 : sum / count / 255
}

function boxOf({ points }: FrameFace) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let index = 0; index + 1 < points.length; index += 2) {
    left = Math.min(left, points[index]!)
    right = Math.max(right, points[index]!)
    top = Math.min(top, points[index + 1]!)
    bottom = Math.max(bottom, points[index + 1]!)
  }
  return { left, right, top, bottom, side: Math.max(right - left, bottom - top) }
}

function faceLight(picture: RgbaPicture, faces: readonly FrameFace[]): number | null {
  const [largest] = faces.map(boxOf).sort((a, b) => b.side - a.side)
  if (largest === undefined) return null
  const step = Math.max(1, largest.side / FACE_SAMPLES)
  const lumas: number[] = []
  for (let y = Math.max(0, largest.top); y < Math.min(picture.height, largest.bottom); y += step)
    for (let x = Math.max(0, largest.left); x < Math.min(picture.width, largest.right); x += step)
      lumas.push(lumaAt(picture, (Math.floor(y) * picture.width + Math.floor(x)) * 4))
  if (lumas.length === 0) return null
  lumas.sort((a, b) => b - a)
  return lumas[Math.floor(lumas.length * BRIGHTEST)]! / 255
}

/** How bright the frame is and the largest of its faces, between eyes and mouth: two numbers, no picture. */
export function lightOf(picture: RgbaPicture, faces: readonly FrameFace[]): FrameLight {
  const scene = Math.min(1, sceneLight(picture))
  const face = faceLight(picture, faces)
  return { scene, face: face === null ? null : Math.min(1, face) }
}
