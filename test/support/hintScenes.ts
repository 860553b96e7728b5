import { createCanvas, type Canvas } from '@napi-rs/canvas'
import { demoPictures, PORTRAIT } from './demoPortrait'
import { independentFaces } from './independentFaces'
import { decodePhoto, samplePhoto } from './samplePhotos'

const SIZE = { width: 1280, height: 720 } as const

/** How somebody stands in a room. */
interface Standing {
  /** Pixels between the eyes, of a frame 1280 wide. */
  readonly eyeDistance: number
  /** Share of their light, and of the room's; a room may have more than its own. */
  readonly light: number
  readonly roomLight: number
}

const WELL: Standing = { eyeDistance: 110, light: 1, roomLight: 1 }
const FAR_EYE_DISTANCE = 34

/** Darker by black below 1, brighter by white above. */
function veil(share: number): string {
  return share <= 1 ? `rgb(0 0 0 / ${1 - share})` : `rgb(255 255 255 / ${1 - 1 / share})`
}

/** One picture for each trouble that the live screen has a hint for, and for nobody in trouble. */
export interface HintScenes {
  readonly well: Canvas
  readonly dark: Canvas
  /** A face in its own shadow before a bright room. */
  readonly backlit: Canvas
  /** The person of `well`, walking away from near to far, by a share of the way. */
  readonly away: (share: number) => Canvas
  /** A woman who looks aside by 40° in a real photo, its width squeezed, which turns her farther. */
  readonly turned: Canvas
}

export async function hintScenes(): Promise<HintScenes> {
  const { portrait, room } = await demoPictures()
  const [right, left] = PORTRAIT.eyes
  const eyes = { x: (right.x + left.x) / 2, y: (right.y + left.y) / 2 }

  function standing({ eyeDistance, light, roomLight }: Standing): Canvas {
    const person = createCanvas(PORTRAIT.width, PORTRAIT.height)
    const lit = person.getContext('2d')
    lit.drawImage(portrait, 0, 0, PORTRAIT.width, PORTRAIT.height)
    lit.globalCompositeOperation = 'source-atop'
    lit.fillStyle = veil(light)
    lit.fillRect(0, 0, person.width, person.height)

    const canvas = createCanvas(SIZE.width, SIZE.height)
    const context = canvas.getContext('2d')
    context.drawImage(room, 0, 0, SIZE.width, SIZE.height)
    context.fillStyle = veil(roomLight)
    context.fillRect(0, 0, SIZE.width, SIZE.height)
    const scale = eyeDistance / Math.hypot(left.x - right.x, left.y - right.y)
    context.translate(SIZE.width / 2, SIZE.height * 0.42)
    context.scale(scale, scale)
    context.drawImage(person, -eyes.x, -eyes.y)
    return canvas
  }

  async function turned(): Promise<Canvas> {
    const photo = await decodePhoto(samplePhoto(5))
    const woman = (await independentFaces(photo))[1]
    if (woman === undefined) throw new Error('sample 5 has no second face')
    const scale = 130 / Math.hypot(woman.mouth.x - woman.leftEye.x, woman.mouth.y - woman.leftEye.y)
    const canvas = createCanvas(SIZE.width, SIZE.height)
    const context = canvas.getContext('2d')
    context.translate(SIZE.width / 2, SIZE.height * 0.42)
    context.scale(0.7 * scale, scale)
    context.drawImage(photo, -woman.noseTip.x, -woman.leftEye.y)
    return canvas
  }

  return {
    well: standing(WELL),
    dark: standing({ ...WELL, light: 0.16, roomLight: 0.16 }),
    backlit: standing({ ...WELL, light: 0.2, roomLight: 2.2 }),
    away: (share) =>
      standing({ ...WELL, eyeDistance: WELL.eyeDistance * (FAR_EYE_DISTANCE / WELL.eyeDistance) ** share }),
    turned: await turned(),
  }
}
