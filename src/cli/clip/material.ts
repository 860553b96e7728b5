import { createCanvas, loadImage, type Canvas, type Image } from '@napi-rs/canvas'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { centroid, distance, type Point } from '../../domain/geometry/points'
import { partOf, type Landmarks } from '../../domain/face/landmarks'
import { Refusal } from '../refusal'
import declaredFaces from './sourceFaces.json'

// Points of sourceFaces.json: found by the stock face-api library on enlarged copies (mean of six squares, straight and
// mirrored), then looked at on enlarged pictures and corrected by hand, point by point, where they were off; in pixels of
// the picture. The photos come with the face-api package and are for tests; the portrait is public domain.

/** Where the material lies. */
export interface MaterialFolders {
  /** node_modules with face-api.js in it. */
  readonly packages: string
  /** The project's resources. */
  readonly resources: string
}

/** A picture that can be put into a scene, with the true points of the faces in it. */
export interface Prop {
  readonly image: Canvas
  /** Faces by name, points in pixels of `image`. */
  readonly faces: ReadonlyMap<string, Landmarks>
  /** Whether the picture is opaque here: what lies under it cannot be seen. */
  readonly covers: (at: Point) => boolean
}

export interface Material {
  /** A whole photo, at half its size. */
  readonly photo: (name: PhotoName) => Prop
  /** One person's head cut out of its photo with a soft edge. */
  readonly head: (name: string) => Prop
  /** Places without people, by number. */
  readonly places: readonly Canvas[]
  readonly backdrop: Canvas
}

export type PhotoName = 'sample3.jpg' | 'sample6.jpg'

/** Photos have several times the pixels of a frame: shrunk once with care, frames are drawn from them without aliasing. */
const SHRUNK = 0.5
/** Of the cut-out in resources/demo within portrait.jpg (scripts/art/demo.mjs). */
const CUTOUT_AT: Point = { x: 24, y: 290 }
/** Half axes of a head, and its soft edge, in eye distances. */
const HEAD = { across: 1.5, along: 2, down: 0.5, edge: 0.3 } as const

/** Parts of photos in which nobody's face is: x, y, width, height. */
const PLACES: readonly (readonly [file: string, x: number, y: number, width: number, height: number])[] = [
  ['sample5.jpg', 60, 0, 500, 375],
  ['sample2.jpg', 640, 640, 900, 675],
  ['sample3.jpg', 0, 760, 780, 585],
  ['sample4.jpg', 900, 880, 720, 540],
  ['sample6.jpg', 0, 60, 330, 248],
  ['sample1.jpg', 1000, 760, 690, 518],
]

function shrunk(image: Image | Canvas, part: readonly [number, number, number, number], by: number): Canvas {
  const [x, y, width, height] = part
  const canvas = createCanvas(Math.round(width * by), Math.round(height * by))
  const context = canvas.getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, x, y, width, height, 0, 0, canvas.width, canvas.height)
  return canvas
}

export function eyesOf(points: Landmarks): {
  readonly middle: Point
  readonly eyeDistance: number
  readonly rollRad: number
} {
  const right = centroid(partOf(points, 'rightEye'))
  const left = centroid(partOf(points, 'leftEye'))
  return {
    middle: { x: (right.x + left.x) / 2, y: (right.y + left.y) / 2 },
    eyeDistance: distance(right, left),
    rollRad: Math.atan2(left.y - right.y, left.x - right.x),
  }
}

/** The head of one face of a prop as a prop of its own, its surroundings fading out in an ellipse. */
function headOf({ image, faces }: Prop, name: string): Prop {
  const points = faces.get(name)!
  const { middle, eyeDistance, rollRad } = eyesOf(points)
  const half = (HEAD.along + HEAD.down + 0.1) * eyeDistance
  const corner = { x: Math.round(middle.x - half), y: Math.round(middle.y - half) }
  const side = Math.ceil(2 * half)
  const canvas = createCanvas(side, side)
  const context = canvas.getContext('2d')
  context.drawImage(image, -corner.x, -corner.y)
  const data = context.getImageData(0, 0, side, side)
  const inEllipse = (at: Point): number => {
    const x = (at.x + corner.x - middle.x) / eyeDistance
    const y = (at.y + corner.y - middle.y) / eyeDistance
    const across = (x * Math.cos(rollRad) + y * Math.sin(rollRad)) / HEAD.across
    const along = (y * Math.cos(rollRad) - x * Math.sin(rollRad) - HEAD.down) / HEAD.along
    return Math.hypot(across, along)
  }
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const opaque = Math.max(0, Math.min(1, (1 - inEllipse({ x, y })) / HEAD.edge))
      data.data[(y * side + x) * 4 + 3]! *= opaque
    }
  }
  context.putImageData(data, 0, 0)
  return {
    image: canvas,
    faces: new Map([[name, points.map(({ x, y }) => ({ x: x - corner.x, y: y - corner.y }))]]),
    covers: (at) => inEllipse(at) < 1 - HEAD.edge / 2,
  }
}

/** Reads everything that scenes are made of. Refuses, naming the file, when one is missing. */
export async function readMaterial({ packages, resources }: MaterialFolders): Promise<Material> {
  const files = new Map<string, Image>()
  async function open(file: string): Promise<Image> {
    const folder = file.startsWith('sample') ? join(packages, 'face-api.js/demo') : join(resources, 'demo')
    const path = join(folder, file)
    if (!existsSync(path)) throw new Refusal(`Clips are made from ${path}, which is missing: run npm ci.`)
    const known = files.get(file) ?? (await loadImage(path))
    files.set(file, known)
    return known
  }
  function pointsIn(picture: string, from: Point): ReadonlyMap<string, Landmarks> {
    return new Map(
      declaredFaces
        .filter((face) => face.picture === picture)
        .map(({ name, points }) => [
          name,
          points.map(([x, y]) => ({ x: (x! - from.x) * SHRUNK, y: (y! - from.y) * SHRUNK })),
        ]),
    )
  }
  async function prop(file: string, picture: string, from: Point): Promise<Prop> {
    const image = await open(file)
    const canvas = shrunk(image, [0, 0, image.width, image.height], SHRUNK)
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    const covers = ({ x, y }: Point) =>
      x >= 0 &&
      y >= 0 &&
      x < canvas.width &&
      y < canvas.height &&
      data[(Math.floor(y) * canvas.width + Math.floor(x)) * 4 + 3]! > 127
    return { image: canvas, faces: pointsIn(picture, from), covers }
  }
  const origin: Point = { x: 0, y: 0 }
  const photos = {
    'sample3.jpg': await prop('sample3.jpg', 'sample3.jpg', origin),
    'sample6.jpg': await prop('sample6.jpg', 'sample6.jpg', origin),
  }
  const heads = new Map<string, Prop>([
    ['ada', await prop('portrait-cutout.webp', 'portrait.jpg', CUTOUT_AT)],
    ...Object.values(photos).flatMap((photo) =>
      [...photo.faces.keys()].map((name) => [name, headOf(photo, name)] as const),
    ),
  ])
  const places: Canvas[] = []
  for (const [file, ...part] of PLACES) places.push(shrunk(await open(file), part, 800 / part[2]))
  const backdrop = await open('backdrop.jpg')
  places.push(shrunk(backdrop, [0, 0, backdrop.width, backdrop.height], 0.75))
  return {
    photo: (name) => photos[name],
    head(name) {
      const head = heads.get(name)
      if (!head) throw new Error(`nobody is called ${name}`)
      return head
    },
    places,
    backdrop: shrunk(backdrop, [0, 0, backdrop.width, backdrop.height], 0.75),
  }
}
