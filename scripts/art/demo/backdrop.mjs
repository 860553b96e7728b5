import { createCanvas } from '@napi-rs/canvas'

/** A small generator of the same numbers on every machine (mulberry32), in 0…1. */
export function seeded(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Evening in a studio: cool above, warm below, and the colours of lamps far behind. */
const TOP = [122, 118, 148]
const BOTTOM = [206, 180, 172]
const LAMPS = ['255,214,170', '255,176,188', '196,186,255', '255,236,214']

/** A studio wall out of focus: one soft fall of colour, pale lamps far behind, darker to the corners, a film's grain. */
export function studioBackdrop(size, seed) {
  const random = seeded(seed)
  const { width, height } = size
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  const wall = context.createLinearGradient(0, 0, width * 0.12, height)
  wall.addColorStop(0, `rgb(${TOP.join(',')})`)
  wall.addColorStop(1, `rgb(${BOTTOM.join(',')})`)
  context.fillStyle = wall
  context.fillRect(0, 0, width, height)

  for (let lamp = 0; lamp < 26; lamp++) {
    const radius = height * (0.03 + 0.09 * random())
    const x = width * random()
    const y = height * (0.02 + 0.62 * random())
    const colour = LAMPS[Math.floor(random() * LAMPS.length)]
    const disc = context.createRadialGradient(x, y, radius * 0.55, x, y, radius)
    const strength = 0.05 + 0.1 * random()
    disc.addColorStop(0, `rgba(${colour},${strength})`)
    disc.addColorStop(0.82, `rgba(${colour},${strength * 1.25})`)
    disc.addColorStop(1, `rgba(${colour},0)`)
    context.fillStyle = disc
    context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius)
  }

  const corners = context.createRadialGradient(
    width / 2,
    height * 0.45,
    height * 0.25,
    width / 2,
    height * 0.5,
    width * 0.68,
  )
  corners.addColorStop(0, 'rgba(44,32,56,0)')
  corners.addColorStop(1, 'rgba(44,32,56,.42)')
  context.fillStyle = corners
  context.fillRect(0, 0, width, height)

  const image = context.getImageData(0, 0, width, height)
  for (let at = 0; at < image.data.length; at += 4) {
    const grain = (random() + random() - 1) * 6
    for (let channel = 0; channel < 3; channel++) image.data[at + channel] += grain
  }
  context.putImageData(image, 0, 0)
  return canvas
}
