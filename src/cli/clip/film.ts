import { createCanvas, type Canvas } from '@napi-rs/canvas'
import { noiseTable, seededChance } from './chance'
import type { Material } from './material'
import { CLIP_FPS, CLIP_SIZE, truthOf, type Scene, type TrueFace, type View } from './scene'

export interface FilmedFrame {
  /** Seconds from the clip's beginning. */
  readonly t: number
  readonly jpeg: Buffer
  readonly faces: readonly TrueFace[]
}

/** As of a webcam in a lit room: the signal's own noise (grey values² per grey value) over that of the sensor. */
const NOISE = { sensor: 1.5, perGrey: 0.03, ownOfChannel: 0.5 } as const
const NOISE_LENGTH = 1 << 20
const JPEG_QUALITY = 90
/** Drawings a second of open shutter. */
const BLUR_STEPS_PER_S = 220

export interface FilmOptions {
  readonly fps?: number
  /** At most so long. */
  readonly seconds?: number
  readonly seed?: number
}

function draw(canvas: Canvas, { layers }: View): void {
  const context = canvas.getContext('2d')
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.fillStyle = '#3c4148'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.imageSmoothingQuality = 'high'
  for (const { image, transform } of layers) {
    context.setTransform(...transform)
    context.drawImage(image, 0, 0)
  }
}

/** Films a scene frame by frame: drawn, blurred by the shutter, dimmed, with a sensor's noise, as JPEG. The same every time. */
export async function* film(
  scene: Scene,
  material: Material,
  { fps = CLIP_FPS, seconds = scene.seconds, seed = 1 }: FilmOptions = {},
): AsyncGenerator<FilmedFrame> {
  const { width, height } = CLIP_SIZE
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  const noise = noiseTable(NOISE_LENGTH, seed)
  const next = seededChance(seed + 1)
  const exposed = new Float32Array(width * height * 3)
  const deviation = Float32Array.from({ length: 256 }, (_, grey) =>
    Math.sqrt(NOISE.sensor ** 2 + NOISE.perGrey * grey),
  )
  const frames = Math.round(Math.min(seconds, scene.seconds) * fps)
  for (let index = 0; index < frames; index++) {
    const t = index / fps
    const view = scene.view(t, material)
    const steps = Math.max(1, Math.ceil(scene.shutterS * BLUR_STEPS_PER_S))
    exposed.fill(0)
    for (let step = 0; step < steps; step++) {
      const at = t + scene.shutterS * ((step + 0.5) / steps - 0.5)
      draw(canvas, steps === 1 ? view : scene.view(at, material))
      const { data } = context.getImageData(0, 0, width, height)
      for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
        exposed[to]! += data[from]!
        exposed[to + 1]! += data[from + 1]!
        exposed[to + 2]! += data[from + 2]!
      }
    }
    const gain = view.light / steps
    const picture = context.createImageData(width, height)
    const offsets = Array.from({ length: 4 }, () => Math.floor(next() * NOISE_LENGTH))
    const mask = NOISE_LENGTH - 1
    for (let pixel = 0; pixel < width * height; pixel++) {
      const shared = noise[(pixel + offsets[3]!) & mask]!
      for (let channel = 0; channel < 3; channel++) {
        const value = Math.min(255, gain * exposed[pixel * 3 + channel]!)
        const own = NOISE.ownOfChannel * noise[(pixel + offsets[channel]!) & mask]!
        picture.data[pixel * 4 + channel] = value + deviation[value | 0]! * (shared + own)
      }
      picture.data[pixel * 4 + 3] = 255
    }
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.putImageData(picture, 0, 0)
    yield { t, jpeg: await canvas.encode('jpeg', JPEG_QUALITY), faces: truthOf(view) }
  }
}
