import { createCanvas } from '@napi-rs/canvas'
import { PARTS } from '../../domain/face/landmarks'
import type { RgbaPicture } from '../../vision/pipeline/sampler'
import type { AnnotatedFace } from '../annotations'
import { noiseTable } from '../clip/chance'
import { mean } from '../statistics'
import { drawCover, type Cover } from './covers'
import type { Photo } from './photos'

/** Longer side of the pictures that are searched, pixels: so every slice differs from the others in one thing only. */
const LONGER_SIDE = 800
/** No picture is smaller, pixels: what is missing is grey. */
const SHORTEST_SIDE = 320
/** Electrons that white leaves in a pixel of a dark room, and those of the sensor itself: a face is nine times its noise. */
const DARK_ROOM = { white: 150, sensor: 3 } as const
const NOISE_LENGTH = 1 << 20

/** How a picture is shown. */
export interface Showing {
  /** Every value is multiplied by this. */
  readonly brightness: number
  readonly noise: boolean
  /** The picture is turned until this person's eyes lean by so much, clockwise; null leaves it as it is. */
  readonly leanDeg: number | null
  /** Larger side of a face from brow to chin is brought to this mean over the picture, pixels; null leaves the picture at LONGER_SIDE. */
  readonly facePixels: number | null
  readonly cover: Cover | null
}
export const PLAIN: Showing = { brightness: 1, noise: false, leanDeg: null, facePixels: null, cover: null }

function spanOf(face: AnnotatedFace): number {
  const xs = face.map(({ x }) => x)
  const ys = face.map(({ y }) => y)
  // The 41 points span brow to mouth; with the chin it is about 1.45 times that.
  return 1.45 * Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys))
}

/** How far the line through the outer eye corners leans, radians. */
function leanOf(face: AnnotatedFace): number {
  const [right, left] = [face[PARTS.rightEye[0]]!, face[PARTS.leftEye[0] + 3]!]
  return Math.atan2(left.y - right.y, left.x - right.x)
}

let noise: Float32Array | undefined

function dim(pixels: Uint8Array, { brightness, noise: noisy }: Showing): void {
  if (noisy) noise ??= noiseTable(NOISE_LENGTH, 1)
  for (let at = 0; at < pixels.length; at++) {
    if (at % 4 === 3) continue
    let value = pixels[at]!
    if (noisy) {
      const electrons = (value * DARK_ROOM.white) / 255
      const deviation = Math.sqrt(electrons + DARK_ROOM.sensor ** 2)
      value = ((electrons + deviation * noise![at % NOISE_LENGTH]!) * 255) / DARK_ROOM.white
    }
    pixels[at] = Math.min(255, Math.max(0, value * brightness))
  }
}

/** Draws the photo as shown, on grey, and moves the faces along. `index` is whose lean is meant. */
export function show(
  { image, people }: Photo,
  showing: Showing,
  index: number,
): { readonly picture: RgbaPicture; readonly faces: readonly AnnotatedFace[] } {
  const { leanDeg, facePixels, cover } = showing
  const turn = leanDeg === null ? 0 : (leanDeg * Math.PI) / 180 - leanOf(people[index]!.face)
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const scale =
    facePixels === null
      ? LONGER_SIDE / Math.max(image.width, image.height)
      : facePixels / mean(people.map(({ face }) => spanOf(face)))
  const [drawnWidth, drawnHeight] = [image.width * scale, image.height * scale]
  const width = Math.max(SHORTEST_SIDE, Math.ceil(Math.abs(drawnWidth * cos) + Math.abs(drawnHeight * sin)))
  const height = Math.max(SHORTEST_SIDE, Math.ceil(Math.abs(drawnWidth * sin) + Math.abs(drawnHeight * cos)))
  const faces = people.map(({ face }) =>
    face.map(({ x, y }) => {
      const across = x * scale - drawnWidth / 2
      const along = y * scale - drawnHeight / 2
      return { x: width / 2 + across * cos - along * sin, y: height / 2 + across * sin + along * cos }
    }),
  )
  const context = createCanvas(width, height).getContext('2d')
  context.fillStyle = '#7d8794'
  context.fillRect(0, 0, width, height)
  context.imageSmoothingQuality = 'high'
  context.translate(width / 2, height / 2)
  context.rotate(turn)
  context.drawImage(image, -drawnWidth / 2, -drawnHeight / 2, drawnWidth, drawnHeight)
  context.resetTransform()
  if (cover) for (const face of faces) drawCover(context, face, cover)
  const { data } = context.getImageData(0, 0, width, height)
  const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  if (showing.noise || showing.brightness !== 1) dim(pixels, showing)
  return { picture: { width, height, pixels }, faces }
}
