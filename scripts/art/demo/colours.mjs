import { createCanvas } from '@napi-rs/canvas'

/** Rows of the cut-out (in shares of its height) between which hair and suit begin. */
const COLLAR = 0.3
/** Where the face is, in shares of width and height: its shadows are brown too, and must stay as they are. */
const FACE = { x: 0.435, y: 0.278, width: 0.088, height: 0.118 }

/**
 * A copy of the cut-out as somebody else would look: the orange of the suit turned by `suit` degrees, the hair `hair` times as
 * bright, everything `light` times. Skin keeps its colour.
 */
export function inNewColours(sprite, { suit, hair, light }) {
  const { width, height } = sprite
  const copy = createCanvas(width, height)
  const context = copy.getContext('2d')
  context.drawImage(sprite, 0, 0)
  const image = context.getImageData(0, 0, width, height)
  const { data } = image
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] === 0) continue
    const row = at / 4 / width / height
    const [hue, saturation, brightness] = toHsv(data[at], data[at + 1], data[at + 2])
    const belowCollar = clamp((row - COLLAR) / 0.04)
    const orange = belowCollar * clamp((saturation - 0.45) / 0.15) * clamp((22 - Math.abs(hue - 14)) / 8)
    // Hair is yellow-brown and never bright; skin is redder or brighter.
    const column = ((at / 4) % width) / width
    const fromFace = Math.hypot((column - FACE.x) / FACE.width, (row - FACE.y) / FACE.height)
    const brown =
      (1 - belowCollar) *
      clamp((fromFace - 0.92) / 0.2) *
      clamp((hue - 24) / 8) *
      clamp((0.82 - brightness) / 0.12) *
      clamp((saturation - 0.16) / 0.1)
    const turned = toRgb(hue + suit, saturation * (suit === 0 ? 1 : 0.7), brightness)
    const factor = light * (1 + brown * (hair - 1))
    for (let channel = 0; channel < 3; channel++)
      data[at + channel] = factor * (orange * turned[channel] + (1 - orange) * data[at + channel])
  }
  context.putImageData(image, 0, 0)
  return copy
}

const clamp = (value) => Math.min(1, Math.max(0, value))

/** Hue in degrees -180…180 about red, saturation and value 0…1. */
function toHsv(red, green, blue) {
  const most = Math.max(red, green, blue)
  const range = most - Math.min(red, green, blue)
  if (range === 0) return [0, 0, most / 255]
  const sixth =
    most === red
      ? (green - blue) / range
      : most === green
        ? (blue - red) / range + 2
        : (red - green) / range + 4
  return [sixth * 60, range / most, most / 255]
}

function toRgb(hue, saturation, value) {
  const part = (offset) => {
    const sector = (((offset + hue / 60) % 6) + 6) % 6
    return 255 * value * (1 - saturation * clamp(Math.min(sector, 4 - sector)))
  }
  return [part(5), part(3), part(1)]
}
