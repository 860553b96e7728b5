import { createCanvas, type Canvas } from '@napi-rs/canvas'
import { multiply, rotation, scaling, translation, type Affine } from '../../domain/geometry/affine'
import type { Point } from '../../domain/geometry/points'
import { smoothStep } from '../../domain/geometry/smoothStep'
import { eyesOf, type Material, type PhotoName } from './material'
import { CLIP_SIZE, type Layer, type Scene, type View } from './scene'

const MIDDLE: Point = { x: CLIP_SIZE.width / 2, y: CLIP_SIZE.height / 2 }
const wave = (seconds: number, hertz: number, phase = 0) => Math.sin(2 * Math.PI * hertz * seconds + phase)
const combined = (steps: readonly Affine[]): Affine => steps.reduce(multiply)

/** Where a head is put: the middle between its eyes, in frame pixels. */
interface Stand {
  readonly x: number
  readonly y: number
  readonly eyeDistance: number
  readonly rollRad?: number
}

function head(material: Material, name: string, stand: Stand, shot = ''): Layer {
  const prop = material.head(name)
  const { middle, eyeDistance, rollRad } = eyesOf(prop.faces.get(name)!)
  const transform = combined([
    translation(stand.x, stand.y),
    rotation((stand.rollRad ?? 0) - rollRad),
    scaling(stand.eyeDistance / eyeDistance),
    translation(-middle.x, -middle.y),
  ])
  return { image: prop.image, transform, prop, shot }
}

/** A photo filmed so that `name`'s eyes are at (x, y) and so far apart, the camera turned. */
function photo(material: Material, file: PhotoName, name: string, stand: Stand, shot = ''): Layer {
  const prop = material.photo(file)
  const { middle, eyeDistance } = eyesOf(prop.faces.get(name)!)
  const transform = combined([
    translation(stand.x, stand.y),
    rotation(stand.rollRad ?? 0),
    scaling(stand.eyeDistance / eyeDistance),
    translation(-middle.x, -middle.y),
  ])
  return { image: prop.image, transform, prop, shot }
}

/** A picture that fills the frame, with some room to move it by. */
function place(image: Canvas, movedBy: Point = { x: 0, y: 0 }): Layer {
  const scale = Math.max((CLIP_SIZE.width + 80) / image.width, (CLIP_SIZE.height + 80) / image.height)
  const transform = combined([translation(movedBy.x - 40, movedBy.y - 40), scaling(scale)])
  return { image, transform, prop: null, shot: '' }
}

const seen = (layers: readonly Layer[], light = 1): View => ({ layers, light })
const backdrop = (material: Material) => place(material.backdrop)

/** Waves of stripes, checks and spots: what detectors like to take for eyes. */
function texture(kind: number): Canvas {
  const canvas = createCanvas(720, 560)
  const context = canvas.getContext('2d')
  context.fillStyle = ['#c9b28e', '#5f6c7a', '#d8d8d2'][kind % 3]!
  context.fillRect(0, 0, canvas.width, canvas.height)
  for (let index = 0; index < 160; index++) {
    const [x, y] = [(index * 97) % 720, (index * 61) % 560]
    context.fillStyle = ['#2b2622', '#f4efe6', '#8c4a3c'][(index + kind) % 3]!
    if (kind === 0) context.fillRect((index % 16) * 45, Math.floor(index / 16) * 56, 22, 28)
    else if (kind === 1) context.fillRect(0, index * 7, 720, 3)
    else context.fillRect(x, y, 8 + (index % 5) * 6, 6 + (index % 7) * 4)
  }
  return canvas
}

let textures: readonly Canvas[] | null = null
const emptyPlaces = (material: Material): readonly Canvas[] => [
  ...material.places,
  ...(textures ??= [0, 1, 2].map(texture)),
]

/** A board carried past a face. */
let board: Canvas | null = null
function boardAt(x: number): Layer {
  board ??= (() => {
    const canvas = createCanvas(300, 400)
    const context = canvas.getContext('2d')
    context.fillStyle = '#7a5c3e'
    context.fillRect(0, 0, 300, 400)
    context.fillStyle = '#6b5036'
    for (let line = 0; line < 20; line++) context.fillRect(0, line * 20, 300, 4 + (line % 3))
    return canvas
  })()
  return { image: board, transform: translation(x, 40), prop: null, shot: '' }
}

const still: Scene = {
  name: 'still',
  seconds: 4,
  shutterS: 0,
  view: (_, material) => seen([photo(material, 'sample3.jpg', 'bea', { x: 160, y: 220, eyeDistance: 62 })]),
}

const stillAlone: Scene = {
  name: 'still-alone',
  seconds: 4,
  shutterS: 0,
  view: (_, material) =>
    seen([backdrop(material), head(material, 'ada', { x: 330, y: 190, eyeDistance: 70, rollRad: 0.05 })]),
}

const pan: Scene = {
  name: 'pan',
  seconds: 5,
  shutterS: 0.01,
  view: (s, material) =>
    seen([
      photo(material, 'sample3.jpg', 'cleo', {
        x: MIDDLE.x + 110 * wave(s, 0.4),
        y: 180 + 24 * wave(s, 0.3, 1),
        eyeDistance: 52,
      }),
    ]),
}

/** Slow steps sideways, as somebody stands who thinks they stand still. */
const drift: Scene = {
  name: 'drift',
  seconds: 5,
  shutterS: 0,
  view: (s, material) =>
    seen([
      backdrop(material),
      head(material, 'ada', {
        x: MIDDLE.x + 14 * wave(s, 0.25),
        y: 190 + 6 * wave(s, 0.4),
        eyeDistance: 66,
        rollRad: 0.05 * wave(s, 0.3),
      }),
    ]),
}

const zoom: Scene = {
  name: 'zoom',
  seconds: 4,
  shutterS: 0.01,
  view: (s, material) =>
    seen([
      photo(material, 'sample6.jpg', 'gina', {
        x: MIDDLE.x,
        y: 200,
        eyeDistance: 66 * Math.exp(0.6 * wave(s, 0.35)),
      }),
    ]),
}

const roll: Scene = {
  name: 'roll',
  seconds: 4,
  shutterS: 0.01,
  view: (s, material) =>
    seen([
      photo(material, 'sample3.jpg', 'dora', {
        x: MIDDLE.x,
        y: 220,
        eyeDistance: 60,
        rollRad: 0.7 * wave(s, 0.4),
      }),
    ]),
}

const shake: Scene = {
  name: 'shake',
  seconds: 4,
  shutterS: 0.025,
  view: (s, material) =>
    seen([
      photo(material, 'sample6.jpg', 'ella', {
        x: 250 + 14 * wave(s, 2.1) + 6 * wave(s, 3.7, 1),
        y: 210 + 10 * wave(s, 2.6, 2),
        eyeDistance: 58,
        rollRad: 0.04 * wave(s, 1.9),
      }),
    ]),
}

const light: Scene = {
  name: 'light',
  seconds: 4,
  shutterS: 0,
  view: (s, material) => {
    const dimmed = s > 2.4 && s < 3.2 ? 0.5 : 1
    const layer = photo(material, 'sample6.jpg', 'fay', {
      x: 300,
      y: 190 + 8 * wave(s, 0.3),
      eyeDistance: 50,
    })
    return seen([layer], dimmed * (0.75 + 0.45 * wave(s, 0.6)))
  },
}

const crossing: Scene = {
  name: 'crossing',
  seconds: 4,
  shutterS: 0.01,
  view: (s, material) =>
    seen([
      backdrop(material),
      head(material, 'dora', { x: 540 - 110 * s, y: 205 + 4 * wave(s, 1.1), eyeDistance: 42 }),
      head(material, 'ada', { x: 110 + 105 * s, y: 195 + 4 * wave(s, 1.3), eyeDistance: 52 }),
    ]),
}

const leaving: Scene = {
  name: 'leaving',
  seconds: 6,
  shutterS: 0.01,
  view: (s, material) => {
    const away = (from: number, to: number) => smoothStep(from, from + 0.9, s) - smoothStep(to, to + 0.9, s)
    const layers = [
      backdrop(material),
      head(material, 'ella', { x: 200, y: 220 + 4 * wave(s, 0.5), eyeDistance: 40 }),
      // Leaves to the right, comes back after a second and a half.
      head(material, 'cleo', { x: 430 + 380 * away(0.8, 3.4), y: 210, eyeDistance: 46 }),
    ]
    // Somebody else looks in where the first one left.
    const guest = smoothStep(1.9, 2.5, s) - smoothStep(2.8, 3.3, s)
    return seen([...layers, head(material, 'hana', { x: 790 - 240 * guest, y: 240, eyeDistance: 44 })])
  },
}

/** One goes out to the left; half a second later somebody else comes in there and takes the place. */
const replaced: Scene = {
  name: 'replaced',
  seconds: 4,
  shutterS: 0.01,
  view: (s, material) =>
    seen([
      backdrop(material),
      head(material, 'bea', { x: 300 - 480 * smoothStep(0.8, 1.7, s), y: 220, eyeDistance: 54 }),
      head(material, 'fay', { x: -180 + 490 * smoothStep(1.6, 2.5, s), y: 215, eyeDistance: 52 }),
    ]),
}

const occlusion: Scene = {
  name: 'occlusion',
  seconds: 4,
  shutterS: 0.01,
  view: (s, material) =>
    seen([
      backdrop(material),
      head(material, 'gina', { x: 210 + 5 * wave(s, 0.4), y: 220, eyeDistance: 48 }),
      head(material, 'ada', { x: 450 + 20 * wave(s, 0.3), y: 215, eyeDistance: 50 }),
      boardAt(-340 + 1000 * Math.max(0, s - 1)),
    ]),
}

const GROUP: readonly (readonly [name: string, x: number, y: number, eyeDistance: number])[] = [
  ['fay', 70, 120, 20],
  ['hana', 190, 110, 25],
  ['dora', 330, 130, 31],
  ['ella', 480, 170, 42],
  ['ada', 200, 320, 52],
]

const group: Scene = {
  name: 'group',
  seconds: 4,
  shutterS: 0.01,
  view: (s, material) =>
    seen([
      backdrop(material),
      ...GROUP.map(([name, x, y, eyeDistance], index) =>
        head(material, name, {
          x: x + 0.4 * eyeDistance * wave(s, 0.3 + 0.05 * index, index),
          y: y + 0.15 * eyeDistance * wave(s, 0.5, 2 * index),
          eyeDistance,
          rollRad: 0.12 * wave(s, 0.35, index),
        }),
      ),
    ]),
}

const NOBODY_SECONDS = 100 / 3

const nobody: Scene = {
  name: 'nobody',
  seconds: NOBODY_SECONDS,
  shutterS: 0,
  view: (s, material) => {
    const places = emptyPlaces(material)
    // Each place comes again and again at another moment of its sway.
    const image = places[Math.floor(s / 0.7) % places.length]!
    const sway = { x: 36 * wave(s, 0.31), y: 36 * wave(s, 0.23, 1) }
    return seen([place(image, sway)], 0.8 + 0.35 * wave(s, 0.17))
  },
}

/** Hard cuts, the second to faces where others just were. */
const cut: Scene = {
  name: 'cut',
  seconds: 5,
  shutterS: 0,
  view: (s, material) => {
    const sway = 6 * wave(s, 0.5)
    const shots: readonly (() => readonly Layer[])[] = [
      () => [photo(material, 'sample3.jpg', 'bea', { x: 190 + sway, y: 200, eyeDistance: 52 }, '1-')],
      () => [photo(material, 'sample6.jpg', 'ella', { x: 190 + sway, y: 210, eyeDistance: 50 }, '2-')],
      () => [backdrop(material), head(material, 'ada', { x: 200 + sway, y: 205, eyeDistance: 50 }, '3-')],
      () => [place(material.places[0]!)],
      () => [photo(material, 'sample3.jpg', 'dora', { x: 400 + sway, y: 200, eyeDistance: 56 }, '5-')],
    ]
    return seen(shots[Math.min(shots.length - 1, Math.floor(s + 1e-9))]!())
  },
}

export const SCENES: readonly Scene[] = [
  still,
  stillAlone,
  drift,
  pan,
  zoom,
  roll,
  shake,
  light,
  crossing,
  leaving,
  replaced,
  occlusion,
  group,
  cut,
  nobody,
]
