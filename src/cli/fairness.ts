import { createCanvas, loadImage, type Image } from '@napi-rs/canvas'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { PARTS } from '../domain/face/landmarks'
import { createStillPipeline, type StillPipeline } from '../vision/pipeline/stillPipeline'
import { FOUND_BELOW, pointError, readAnnotations, type AnnotatedFace } from './annotations'
import { fairnessDocument, type Slice } from './fairnessDocument'
import { Refusal } from './refusal'
import { mean } from './statistics'
import { readEngineName, startEngine } from './terminalEngine'

/** Longer side of the pictures that are searched, pixels: so every slice differs from the others in one thing only. */
const LONGER_SIDE = 800
/** People lean by themselves: with the tilt of the picture some lean further than faces are looked for. */
const LARGEST_LEAN_DEG = 50
/** A slice may lie below the mean of all by this much, percentage points of recall. */
export const LARGEST_SHORTFALL = 5
/** One face that is missed is no finding: of fewer than twenty it would be more than the shortfall by itself. */
const FEWEST_MISSED = 2

/** How a picture is shown: brightness 1 and scale 1 are the picture as it is; tilt clockwise in degrees. */
interface Showing {
  readonly brightness: number
  readonly tiltDeg: number
  /** Larger side of a face from brow to chin is brought to this mean over the picture, pixels; null leaves the picture at LONGER_SIDE. */
  readonly facePixels: number | null
}
const PLAIN: Showing = { brightness: 1, tiltDeg: 0, facePixels: null }

interface Person {
  readonly face: AnnotatedFace
  readonly byHand: boolean
}
interface Photo {
  readonly image: Image
  readonly people: readonly Person[]
}

/** The annotated pictures: those annotated by hand, and the other people in the same pictures, so that none is an extra. */
async function readPhotos(folder: string): Promise<Photo[]> {
  const hand = await readAnnotations(join(folder, 'hand.json'))
  const others = await readAnnotations(join(folder, 'others.json'))
  const files = [...new Set([...hand, ...others].map(({ file }) => file))]
  return Promise.all(
    files.map(async (file) => {
      const peopleOf = (list: typeof hand, byHand: boolean): Person[] =>
        list
          .filter((entry) => entry.file === file)
          .flatMap(({ faces }) => faces.map((face) => ({ face, byHand })))
      return {
        image: await loadImage(await readFile(file)),
        people: [...peopleOf(hand, true), ...peopleOf(others, false)],
      }
    }),
  )
}

function spanOf(face: AnnotatedFace): number {
  const xs = face.map(({ x }) => x)
  const ys = face.map(({ y }) => y)
  // The 41 points span brow to mouth; with the chin it is about 1.45 times that.
  return 1.45 * Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys))
}

/** Draws the photo as shown, on grey, and moves the annotation along. */
function show({ image, people }: Photo, { brightness, tiltDeg, facePixels }: Showing) {
  const turn = (tiltDeg * Math.PI) / 180
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const scale =
    facePixels === null
      ? LONGER_SIDE / Math.max(image.width, image.height)
      : facePixels / mean(people.map(({ face }) => spanOf(face)))
  const [drawnWidth, drawnHeight] = [image.width * scale, image.height * scale]
  const width = Math.max(320, Math.ceil(Math.abs(drawnWidth * cos) + Math.abs(drawnHeight * sin)))
  const height = Math.max(320, Math.ceil(Math.abs(drawnWidth * sin) + Math.abs(drawnHeight * cos)))
  const context = createCanvas(width, height).getContext('2d')
  context.fillStyle = '#7d8794'
  context.fillRect(0, 0, width, height)
  context.imageSmoothingQuality = 'high'
  context.translate(width / 2, height / 2)
  context.rotate(turn)
  context.drawImage(image, -drawnWidth / 2, -drawnHeight / 2, drawnWidth, drawnHeight)
  const { data } = context.getImageData(0, 0, width, height)
  const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  if (brightness !== 1) for (let at = 0; at < pixels.length; at++) if (at % 4 !== 3) pixels[at]! *= brightness
  const moved = people.map(({ face, byHand }) => ({
    byHand,
    face: face.map(({ x, y }) => {
      const across = x * scale - drawnWidth / 2
      const along = y * scale - drawnHeight / 2
      return { x: width / 2 + across * cos - along * sin, y: height / 2 + across * sin + along * cos }
    }),
  }))
  return { picture: { width, height, pixels }, people: moved }
}

/** How far the line through the outer eye corners leans, degrees. */
function leanDegOf(face: AnnotatedFace): number {
  const [right, left] = [face[PARTS.rightEye[0]]!, face[PARTS.leftEye[0] + 3]!]
  return (Math.atan2(left.y - right.y, left.x - right.x) * 180) / Math.PI
}

/** Error of each person who leans no further than is asked for, or null when not found. */
async function errorsOf(still: StillPipeline, photo: Photo, showing: Showing) {
  const { picture, people } = show(photo, showing)
  const found = await still.find(picture)
  const within = people.filter(({ face }) => Math.abs(leanDegOf(face)) <= LARGEST_LEAN_DEG)
  return within.map(({ face, byHand }) => {
    const error = Math.min(Infinity, ...found.map(({ points }) => pointError(points, face)))
    return { byHand, error: error < FOUND_BELOW ? error * 100 : null }
  })
}

function sliceOf(
  group: string,
  name: string,
  errors: readonly { byHand: boolean; error: number | null }[],
): Slice {
  const found = errors.filter((entry) => entry.error !== null)
  return {
    group,
    name,
    annotated: errors.length,
    found: found.length,
    errorPercent: mean(found.filter(({ byHand }) => byHand).map(({ error }) => error!)),
  }
}

const SHOWINGS: readonly { readonly group: string; readonly name: string; readonly showing: Showing }[] = [
  { group: 'as photographed', name: 'all', showing: PLAIN },
  ...(
    [
      ['half as bright', 0.5],
      ['a quarter', 0.25],
      ['an eighth', 0.125],
    ] as const
  ).map(([name, brightness]) => ({
    group: 'light (simulated)',
    name,
    showing: { ...PLAIN, brightness },
  })),
  ...[-45, -30, -15, 15, 30, 45].map((tiltDeg) => ({
    group: 'tilt (simulated)',
    name: `${tiltDeg}°`,
    showing: { ...PLAIN, tiltDeg },
  })),
  ...[60, 40, 28, 20].map((facePixels) => ({
    group: 'size (simulated)',
    name: `${facePixels} pixels`,
    showing: { ...PLAIN, facePixels },
  })),
]

/** Recall and error of every slice for which there are pictures, or of those named. */
export async function measureFairness(
  still: StillPipeline,
  folder: string,
  names?: readonly string[],
): Promise<Slice[]> {
  const photos = await readPhotos(folder)
  const slices: Slice[] = []
  for (const { group, name, showing } of SHOWINGS) {
    if (names && !names.includes(name)) continue
    const errors = []
    for (const photo of photos) errors.push(...(await errorsOf(still, photo, showing)))
    slices.push(sliceOf(group, name, errors))
  }
  return slices
}

export const recallPercent = ({ found, annotated }: Slice): number => (100 * found) / annotated

/** Slices that are too far below the mean of all. */
export function shortfalls(slices: readonly Slice[]): Slice[] {
  const least = mean(slices.map(recallPercent)) - LARGEST_SHORTFALL
  return slices.filter(
    (slice) => slice.annotated - slice.found >= FEWEST_MISSED && recallPercent(slice) < least,
  )
}

/** `evaluate --fairness`: measures every slice and writes docs/fairness.md; fails when one lies too far below the mean. */
export async function fairness(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { engine: { type: 'string' }, json: { type: 'boolean' } },
  })
  const { engine } = await startEngine(readEngineName(values.engine ?? 'wasm'))
  const root = resolve(__dirname, '../..')
  const slices = await measureFairness(
    createStillPipeline(engine.nets),
    join(root, 'test/support/fixtures/faces'),
  )
  await writeFile(join(root, 'docs/fairness.md'), fairnessDocument(slices, engine.name))
  console.log(
    values.json ? JSON.stringify({ engine: engine.name, slices }) : fairnessDocument(slices, engine.name),
  )
  const low = shortfalls(slices)
  if (low.length > 0)
    throw new Refusal(
      `Too far below the mean: ${low.map(({ group, name }) => `${group} ${name}`).join(', ')}.`,
    )
}
