import type { SKRSContext2D } from '@napi-rs/canvas'
import { PARTS } from '../../domain/face/landmarks'
import type { AnnotatedFace } from '../annotations'

/** Things drawn over faces, for want of pictures of people who wear them. */
export type Cover = 'mask' | 'sunglasses' | 'glasses'

/** Half sides of a lens, in eye distances. */
const LENS = { across: 0.44, along: 0.36 } as const
const FRAME_WIDTH = 0.07

/** Edge of a mask: across in eye distances from the middle, along from the eyes (0) to the mouth (1); the right half. */
const MASK_EDGE = [
  [0, 0.36],
  [0.35, 0.5],
  [0.95, 0.42],
  [0.9, 1.15],
  [0.45, 1.62],
  [0, 1.72],
] as const
const MASK_COLOR = [168, 196, 214] as const
/** Grey value of a face in good light: in less of it a mask is darker too. */
const LIT_FACE = 180

const middleOf = (face: AnnotatedFace, from: number, to: number) => {
  const points = face.slice(from, to)
  return {
    x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
    y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
  }
}

/** From (across, along) of a face to the picture: from eye to eye is 1 across, from the eyes to the mouth 1 along. */
function frameOf(face: AnnotatedFace) {
  const right = middleOf(face, ...PARTS.rightEye)
  const left = middleOf(face, ...PARTS.leftEye)
  const mouth = middleOf(face, ...PARTS.outerLip)
  const origin = { x: (right.x + left.x) / 2, y: (right.y + left.y) / 2 }
  const across = { x: left.x - right.x, y: left.y - right.y }
  const along = { x: mouth.x - origin.x, y: mouth.y - origin.y }
  return {
    eyeDistance: Math.hypot(across.x, across.y),
    turn: Math.atan2(across.y, across.x),
    at: (a: number, b: number) =>
      [origin.x + a * across.x + b * along.x, origin.y + a * across.y + b * along.y] as const,
  }
}

/** Draws it on a face as if it were worn. */
export function drawCover(context: SKRSContext2D, face: AnnotatedFace, cover: Cover): void {
  if (cover === 'mask') drawMask(context, face)
  else drawGlasses(context, face, cover === 'sunglasses')
}

function drawMask(context: SKRSContext2D, face: AnnotatedFace): void {
  const { at } = frameOf(face)
  const tip = face[PARTS.noseBridge[1] - 1]!
  const { data } = context.getImageData(Math.round(tip.x), Math.round(tip.y), 1, 1)
  const light = Math.min(1.1, (data[0]! + data[1]! + data[2]!) / 3 / LIT_FACE)
  context.fillStyle = `rgb(${MASK_COLOR.map((value) => Math.round(value * light)).join(',')})`
  context.beginPath()
  for (const [across, along] of MASK_EDGE) context.lineTo(...at(across, along))
  for (const [across, along] of [...MASK_EDGE].reverse()) context.lineTo(...at(-across, along))
  context.fill()
}

function drawGlasses(context: SKRSContext2D, face: AnnotatedFace, dark: boolean): void {
  const { at, eyeDistance, turn } = frameOf(face)
  context.strokeStyle = '#1c1a19'
  context.fillStyle = dark ? '#141414' : 'rgba(255, 255, 255, 0.08)'
  context.lineWidth = FRAME_WIDTH * eyeDistance
  for (const side of [-1, 1]) {
    context.beginPath()
    context.ellipse(
      ...at(side / 2, 0.06),
      LENS.across * eyeDistance,
      LENS.along * eyeDistance,
      turn,
      0,
      2 * Math.PI,
    )
    context.fill()
    context.stroke()
    context.beginPath()
    context.moveTo(...at(side * (0.5 + LENS.across), -0.02))
    context.lineTo(...at(side * 1.12, -0.06))
    context.stroke()
  }
  context.beginPath()
  context.moveTo(...at(LENS.across - 0.5, 0))
  context.lineTo(...at(0.5 - LENS.across, 0))
  context.stroke()
}
