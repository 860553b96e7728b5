// Makes the demo camera's cut-out and backdrop, the group picture and demo.json from resources/demo/portrait.jpg alone.
// Run by hand when one of them is to change: `node scripts/art/demo.mjs`. The results are committed.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { cutOut, readPixels } from './demo/matte.mjs'
import { OUTLINE } from './demo/outline.mjs'
import { studioBackdrop } from './demo/backdrop.mjs'
import { inNewColours } from './demo/colours.mjs'

const directory = join(import.meta.dirname, '../../resources/demo')
const inDirectory = (name) => join(directory, name)

/** Centres of the right and the left eye in portrait.jpg. */
const PORTRAIT_EYES = [
  [506.5, 532.5],
  [617.5, 539],
]
/** The part of portrait.jpg that holds the person, with air above the hair. */
const CUT = { left: 24, top: 290, width: 1236, height: 1090 }

/** Five people of the group: eyes' middle and eye distance in the picture's pixels, back row first. */
const GROUP_SIZE = { width: 1800, height: 1000 }
const GROUP = [
  { x: 520, y: 386, eyeDistance: 87, rollDeg: 4, narrow: -0.95, suit: 205, hair: 0.66, light: 0.97 },
  { x: 1262, y: 372, eyeDistance: 88, rollDeg: -5, narrow: 1, suit: 150, hair: 0.82, light: 0.99 },
  { x: 890, y: 446, eyeDistance: 94, rollDeg: 1, narrow: -1, suit: 0, hair: 1, light: 1 },
  { x: 1500, y: 640, eyeDistance: 104, rollDeg: -3, narrow: -1, suit: 255, hair: 0.55, light: 1.01 },
  { x: 318, y: 652, eyeDistance: 106, rollDeg: -4, narrow: 1, suit: 322, hair: 1.14, light: 1.03 },
]

function canvasOf(pixels, { width, height }) {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  const image = context.createImageData(width, height)
  image.data.set(pixels)
  context.putImageData(image, 0, 0)
  return canvas
}

function cropped(canvas, { left, top, width, height }) {
  const part = createCanvas(width, height)
  part.getContext('2d').drawImage(canvas, left, top, width, height, 0, 0, width, height)
  return part
}

function drawPerson(context, sprite, eyes, person) {
  const middle = [(eyes[0][0] + eyes[1][0]) / 2, (eyes[0][1] + eyes[1][1]) / 2]
  const level = Math.atan2(eyes[1][1] - eyes[0][1], eyes[1][0] - eyes[0][0])
  const scale = person.eyeDistance / Math.hypot(eyes[1][0] - eyes[0][0], eyes[1][1] - eyes[0][1])
  context.save()
  context.imageSmoothingQuality = 'high'
  context.translate(person.x, person.y)
  context.rotate((person.rollDeg * Math.PI) / 180)
  context.scale(scale * person.narrow, scale)
  context.rotate(-level)
  context.drawImage(inNewColours(sprite, person), -middle[0], -middle[1])
  context.restore()
}

const { size, pixels } = await readPixels(inDirectory('portrait.jpg'))
const sprite = cropped(canvasOf(cutOut(pixels, size, OUTLINE), size), CUT)
const eyes = PORTRAIT_EYES.map(([x, y]) => [x - CUT.left, y - CUT.top])
writeFileSync(inDirectory('portrait-cutout.webp'), await sprite.encode('webp', 90))

const backdrop = studioBackdrop({ width: 1280, height: 720 }, 11)
writeFileSync(inDirectory('backdrop.jpg'), await backdrop.encode('jpeg', 90))

const group = studioBackdrop(GROUP_SIZE, 23)
const context = group.getContext('2d')
for (const person of GROUP) drawPerson(context, sprite, eyes, person)
writeFileSync(inDirectory('group.jpg'), await group.encode('jpeg', 90))

const sha256 = (file) =>
  createHash('sha256')
    .update(readFileSync(inDirectory(file)))
    .digest('hex')
const demo = {
  source: {
    title: 'Portrait of astronaut Eileen M. Collins',
    author: 'NASA',
    licence: 'Public domain',
    origin: 'NASA Great Images in NASA, as distributed with scikit-image (skimage.data.astronaut)',
  },
  pictures: [
    { file: 'portrait.jpg', sha256: sha256('portrait.jpg'), look: 'cat-glasses' },
    { file: 'group.jpg', sha256: sha256('group.jpg'), look: 'sakura' },
  ],
  sprite: { file: 'portrait-cutout.webp', width: CUT.width, height: CUT.height, eyes },
  backdrop: 'backdrop.jpg',
}
writeFileSync(inDirectory('demo.json'), `${JSON.stringify(demo, null, 2)}\n`)
