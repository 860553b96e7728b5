import { createCanvas, loadImage } from '@napi-rs/canvas'
import { writeFile } from 'node:fs/promises'
import { inProject } from '../../lib/project.mjs'
import { drawBands, frameBands, headband, randomFrom, randomLevels } from './texture.mjs'

const CLIP = { width: 640, height: 480, face: { x: 160, y: 64, width: 320, height: 352 } }
const PHOTO = { width: 960, height: 1280, face: { x: 160, y: 320, width: 640, height: 704 } }
const QUALITY = 92
const PORTRAIT = inProject('resources/demo/portrait.jpg')
/** Of the portrait in resources/demo: midway between the eyes, their distance, and where the fringe is, in its pixels. */
const PORTRAIT_FACE = { x: 560, y: 533, eyeDistance: 114 }
/** Of the eye distance: how far above the eyes the headband begins, and its half width. */
const HEADBAND = { aboveEyes: 0.95, halfWidth: 1.35 }
/** Bytes of a compressed frame that are searched for as they are, and how many places of each frame. */
const NEEDLE_BYTES = 32
const NEEDLES_PER_FRAME = 6

/**
 * What a search must know of a clip or a photo.
 * @typedef {{ index: number, bands: import('./texture.mjs').Band[], jpeg: Buffer, needles: Uint8Array[] }} Frame
 * @typedef {{ kind: 'clip' | 'photo', width: number, height: number, seed: number,
 *   eyes: { x: number, y: number, distance: number } | null, bands: import('./texture.mjs').Band[], frames: Frame[],
 *   reference: { width: number, height: number, luma: Float32Array }, needles: Uint8Array[] }} Truth
 */

/** Where the photo of a face is drawn: the middle of its eyes in the upper half of the free area, or all of it fitted. */
function placeFace(picture, area, face) {
  if (face === null) {
    const scale = Math.max(area.width / picture.width, area.height / picture.height)
    return { scale, x: area.x + (area.width - picture.width * scale) / 2, y: area.y, eyes: null }
  }
  const eyeDistance = area.width * 0.28
  const scale = eyeDistance / face.eyeDistance
  const eyes = { x: area.x + area.width / 2, y: area.y + area.height * 0.44, distance: eyeDistance }
  return { scale, x: eyes.x - face.x * scale, y: eyes.y - face.y * scale, eyes }
}

/** The bands on the face itself, on whole blocks; none where nobody said where the eyes are. */
function faceBands(random, eyes, name) {
  if (eyes === null) return []
  const toBlock = (value) => Math.round(value / 16) * 16
  const x = toBlock(eyes.x - eyes.distance * HEADBAND.halfWidth)
  const y = toBlock(eyes.y - eyes.distance * HEADBAND.aboveEyes)
  const cells = Math.floor((eyes.distance * 2 * HEADBAND.halfWidth) / 16)
  return headband(random, { x, y, cells, lines: 2, name })
}

/** Random places of the compressed pixels of a JPEG: what a copy of the clip's own bytes would contain. */
function compressedNeedles(jpeg, random) {
  const first = Math.min(1200, Math.floor(jpeg.length / 4))
  return Array.from({ length: NEEDLES_PER_FRAME }, () => {
    const at = first + Math.floor(random() * (jpeg.length - first - NEEDLE_BYTES - 2))
    return jpeg.subarray(at, at + NEEDLE_BYTES)
  })
}

/** The luma of a canvas at a small size, to correlate pictures with. */
function referenceOf(canvas) {
  const width = 80
  const height = Math.round((width * canvas.height) / canvas.width)
  const small = createCanvas(width, height)
  const context = small.getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.drawImage(canvas, 0, 0, width, height)
  const { data } = context.getImageData(0, 0, width, height)
  return { width, height, luma: Float32Array.from({ length: width * height }, (_, at) => data[at * 4 + 1]) }
}

async function openFace(facePicture) {
  const path = facePicture ?? PORTRAIT
  return { picture: await loadImage(path), face: path === PORTRAIT ? PORTRAIT_FACE : null }
}

/**
 * Writes a camera clip that Chromium plays as a camera (`--use-file-for-fake-video-capture`): whole JPEG pictures
 * of 640×480, one after another. A face in the middle, framed and crossed by grey blocks of known random
 * levels; the top line of blocks is another one in each frame. Returns the truth that a search is given.
 * @param {string} path its name must end in `.mjpeg`
 * @param {{ facePicture?: string, frames?: number, seed?: number }} options a photo of a face (the portrait of the
 *   demo when left out), how many frames, and the seed of the texture
 * @returns {Promise<Truth>}
 */
export async function writeTexturedClip(path, { facePicture, frames = 30, seed = 1 } = {}) {
  const { width, height, face: area } = CLIP
  const random = randomFrom(seed)
  const { picture, face } = await openFace(facePicture)
  const place = placeFace(picture, area, face)
  const bands = frameBands(random, { width, height, face: area, name: `clip ${seed}` }).slice(1)
  const onFace = faceBands(random, place.eyes, `clip ${seed}`)
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  const made = []
  let reference = null
  for (let index = 0; index < frames; index++) {
    const swing = 4 * Math.sin((2 * Math.PI * index) / Math.max(frames, 1))
    context.save()
    context.beginPath()
    context.rect(area.x, area.y, area.width, area.height)
    context.clip()
    context.drawImage(
      picture,
      place.x + swing,
      place.y,
      picture.width * place.scale,
      picture.height * place.scale,
    )
    context.restore()
    const own = {
      id: `clip ${seed} frame ${index}`,
      x: 0,
      y: 0,
      cellPx: 32,
      heightPx: 32,
      levels: randomLevels(random, width / 32),
    }
    drawBands(context, [own, ...bands, ...onFace])
    reference ??= referenceOf(canvas)
    const jpeg = canvas.toBuffer('image/jpeg', QUALITY)
    made.push({ index, bands: [own], jpeg, needles: compressedNeedles(jpeg, random) })
  }
  await writeFile(path, Buffer.concat(made.map(({ jpeg }) => jpeg)))
  return {
    kind: 'clip',
    width,
    height,
    seed,
    eyes: place.eyes,
    bands: [...bands, ...onFace],
    frames: made,
    reference,
    needles: made.flatMap(({ needles }) => needles),
  }
}

/**
 * Writes a photo with a face and a texture of its own for the import step: JPEG, or PNG by its name. Returns
 * the truth, of the same kind as a clip's.
 * @param {string} path ends in `.jpg`, `.jpeg` or `.png`
 * @param {{ facePicture?: string, seed?: number }} options
 * @returns {Promise<Truth>}
 */
export async function writeTexturedPhoto(path, { facePicture, seed = 2 } = {}) {
  const { width, height, face: area } = PHOTO
  const random = randomFrom(seed)
  const { picture, face } = await openFace(facePicture)
  const place = placeFace(picture, area, face)
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.drawImage(picture, place.x, place.y, picture.width * place.scale, picture.height * place.scale)
  const bands = [
    ...frameBands(random, { width, height, face: area, name: `photo ${seed}` }),
    ...faceBands(random, place.eyes, `photo ${seed}`),
  ]
  drawBands(context, bands)
  const file = path.endsWith('.png') ? canvas.toBuffer('image/png') : canvas.toBuffer('image/jpeg', QUALITY)
  await writeFile(path, file)
  const frame = { index: 0, bands: [], jpeg: file, needles: compressedNeedles(file, random) }
  const reference = referenceOf(canvas)
  return {
    kind: 'photo',
    width,
    height,
    seed,
    eyes: place.eyes,
    bands,
    frames: [frame],
    reference,
    needles: frame.needles,
  }
}
