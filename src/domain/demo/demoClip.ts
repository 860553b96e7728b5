import { apply, multiply, rotation, scaling, translation, type Affine } from '../geometry/affine'
import { distance, type Point, type Size } from '../geometry/points'
import { smoothStep } from '../geometry/smoothStep'

/** Pixels of a demo frame, as of a common webcam. */
export const DEMO_SIZE: Size = { width: 1280, height: 720 }
export const DEMO_FPS = 30
/** The clip repeats after this many frames. */
export const DEMO_FRAMES = 660

/** The cut-out portrait: its size and the centres of its right and left eye (the right one is on the left), in its pixels. */
export interface PortraitSprite extends Size {
  readonly eyes: readonly [right: Point, left: Point]
}

/** One person of a demo frame. `transform` maps the portrait's pixels to frame pixels and holds any mirroring already. */
export interface DemoSprite {
  readonly transform: Affine
  readonly opacity: number
}

/** A pose of the portrait: eye centres in frame pixels. `narrow` squashes the width like a turn; below 0 it also mirrors. */
interface Stand {
  readonly x: number
  readonly y: number
  readonly eyeDistance: number
  readonly rollDeg: number
  readonly narrow: number
}

/** A stand to be reached at a time of the loop; between two of them everything eases. */
interface Step extends Stand {
  readonly atS: number
}

const HOME: Stand = { x: 640, y: 300, eyeDistance: 96, rollDeg: 0, narrow: 1 }
const OUT_RIGHT: Stand = { ...HOME, x: 1700, eyeDistance: 88 }
const OUT_LEFT: Stand = { ...HOME, x: -420, eyeDistance: 88 }
const LEFT_OF_TWO: Stand = { ...HOME, x: 420, y: 310, eyeDistance: 88 }
const RIGHT_OF_TWO: Stand = { ...HOME, x: 860, y: 340, eyeDistance: 72, narrow: -1 }

const FIRST_PERSON: readonly Step[] = [
  { atS: 0, ...HOME },
  { atS: 1.2, ...HOME },
  { atS: 2.2, ...HOME, x: 470, y: 290 },
  { atS: 3.6, ...HOME, x: 810, y: 310 },
  { atS: 4.4, ...HOME },
  { atS: 5.1, ...HOME, rollDeg: 20 },
  { atS: 6.3, ...HOME, rollDeg: -20 },
  { atS: 7, ...HOME },
  { atS: 7.8, ...HOME, x: 670, narrow: 0.75 },
  { atS: 8.4, ...HOME, x: 670, narrow: 0.75 },
  { atS: 9.2, ...HOME },
  { atS: 10.2, ...HOME, y: 330, eyeDistance: 150 },
  { atS: 10.8, ...HOME, y: 330, eyeDistance: 150 },
  { atS: 11.8, ...HOME },
  { atS: 13, ...OUT_RIGHT },
  // Unseen: from the right edge round to the left one.
  { atS: 13.01, ...OUT_LEFT },
  { atS: 14, ...OUT_LEFT },
  { atS: 15.2, ...LEFT_OF_TWO },
  { atS: 17, ...LEFT_OF_TWO },
  { atS: 17.8, ...LEFT_OF_TWO, x: 480, rollDeg: 12 },
  { atS: 18.6, ...LEFT_OF_TWO, x: 480, rollDeg: 12 },
  { atS: 19.4, ...LEFT_OF_TWO },
  { atS: 20.8, ...LEFT_OF_TWO },
  { atS: 22, ...HOME },
]

const SECOND_PERSON: readonly Step[] = [
  { atS: 15.4, ...RIGHT_OF_TWO, x: 1700 },
  { atS: 16.6, ...RIGHT_OF_TWO },
  { atS: 17, ...RIGHT_OF_TWO },
  { atS: 17.8, ...RIGHT_OF_TWO, x: 790, rollDeg: -12 },
  { atS: 18.6, ...RIGHT_OF_TWO, x: 790, rollDeg: -12 },
  { atS: 19.4, ...RIGHT_OF_TWO },
  { atS: 20.6, ...RIGHT_OF_TWO, x: 1700 },
]

/**
 * The persons of one frame of the built-in demo clip, back to front; `index` may be any integer, the clip repeats.
 * Alone: standing, stepping aside, tilting, turning, coming close, leaving on the right; a second of nobody; back from the
 * left, then two side by side who lean together, and one leaves. Nobody jumps: every change of place takes time.
 */
export function demoFrame(index: number, sprite: PortraitSprite): readonly DemoSprite[] {
  const atS = (((index % DEMO_FRAMES) + DEMO_FRAMES) % DEMO_FRAMES) / DEMO_FPS
  const stands = [standAt(SECOND_PERSON, atS), standAt(FIRST_PERSON, atS)]
  return stands
    .filter((stand) => stand !== null)
    .map((stand) => placed(breathing(stand, atS), sprite))
    .filter((demoSprite) => isInView(demoSprite, sprite))
}

/** People at a time side by side, swaying: `count` of 1, 2, 3 or 5 (any from 1 to 8), for measurements. */
export function demoGroupFrame(count: number, index: number, sprite: PortraitSprite): readonly DemoSprite[] {
  const eyeDistance = Math.min(110, DEMO_SIZE.width / (count * 3.2))
  return Array.from({ length: count }, (_, i) => {
    const phase = (index / DEMO_FPS) * 1.7 + i * 2.1
    const x = (DEMO_SIZE.width * (i + 0.5)) / count + Math.sin(phase) * eyeDistance * 0.25
    const y =
      DEMO_SIZE.height * 0.42 + (i % 2) * eyeDistance * 0.5 + Math.sin(phase * 0.7) * eyeDistance * 0.1
    const narrow = (i % 2 === 0 ? 1 : -1) * (0.93 + 0.07 * Math.cos(phase * 0.5))
    return placed({ x, y, eyeDistance, rollDeg: 8 * Math.sin(phase * 0.8), narrow }, sprite)
  })
}

/** The true eye centres of demo persons in frame pixels: right eye first, on the left of the picture, also when mirrored. */
export function demoEyes(
  sprites: readonly DemoSprite[],
  sprite: PortraitSprite,
): readonly (readonly [right: Point, left: Point])[] {
  return sprites.map(({ transform }) => {
    const [first, second] = [apply(transform, sprite.eyes[0]), apply(transform, sprite.eyes[1])]
    return isMirrored(transform) ? [second, first] : [first, second]
  })
}

const isMirrored = (m: Affine) => m[0] * m[3] - m[1] * m[2] < 0

function standAt(steps: readonly Step[], atS: number): Stand | null {
  const next = steps.findIndex((step) => step.atS > atS)
  const to = steps[next]
  const from = steps[next - 1]
  if (from === undefined || to === undefined) return null
  const t = smoothStep(from.atS, to.atS, atS)
  const ease = (a: number, b: number) => a + (b - a) * t
  return {
    x: ease(from.x, to.x),
    y: ease(from.y, to.y),
    eyeDistance: ease(from.eyeDistance, to.eyeDistance),
    rollDeg: ease(from.rollDeg, to.rollDeg),
    narrow: ease(from.narrow, to.narrow),
  }
}

/** Nobody stands like a statue. Whole cycles fit into the loop, so that it closes without a jump. */
function breathing(stand: Stand, atS: number): Stand {
  const turn = (2 * Math.PI * atS * DEMO_FPS) / DEMO_FRAMES
  return {
    ...stand,
    x: stand.x + 2 * Math.sin(5 * turn),
    y: stand.y + 2 * Math.sin(7 * turn),
    rollDeg: stand.rollDeg + 0.8 * Math.sin(6 * turn),
  }
}

function placed({ x, y, eyeDistance, rollDeg, narrow }: Stand, sprite: PortraitSprite): DemoSprite {
  const [right, left] = sprite.eyes
  const middle = { x: (right.x + left.x) / 2, y: (right.y + left.y) / 2 }
  const level = Math.atan2(left.y - right.y, left.x - right.x)
  const scale = eyeDistance / distance(right, left)
  const steps: readonly Affine[] = [
    rotation((rollDeg * Math.PI) / 180),
    scaling(scale * narrow, scale),
    rotation(-level),
    translation(-middle.x, -middle.y),
  ]
  return { transform: steps.reduce(multiply, translation(x, y)), opacity: 1 }
}

function isInView({ transform }: DemoSprite, sprite: PortraitSprite): boolean {
  const corners = [0, sprite.width].flatMap((x) => [0, sprite.height].map((y) => apply(transform, { x, y })))
  const xs = corners.map(({ x }) => x)
  const ys = corners.map(({ y }) => y)
  return (
    Math.max(...xs) > 0 &&
    Math.min(...xs) < DEMO_SIZE.width &&
    Math.max(...ys) > 0 &&
    Math.min(...ys) < DEMO_SIZE.height
  )
}
