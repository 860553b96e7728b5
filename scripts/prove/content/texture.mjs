/** Grey levels of the texture: far enough apart to survive a JPEG, a change of range and a scaling. */
const LEVELS = Array.from({ length: 12 }, (_, step) => 40 + 16 * step)
/** Side of a MCU of a 4:2:0 JPEG: a grey block that fills whole MCUs is decoded to one value by every decoder. */
export const BLOCK_PX = 16

/** A source of repeatable numbers in [0, 1) (mulberry32): the same seed gives the same texture. */
export function randomFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * A row of random grey levels. Neighbours are at least three levels apart and never equal at two cells' distance, so that
 * “brighter or darker than” survives every decoder, and names a place in the row.
 */
export function randomLevels(random, count) {
  const row = []
  while (row.length < count) {
    const level = LEVELS[Math.floor(random() * LEVELS.length)]
    const clear = row.length === 0 || Math.abs(level - row.at(-1)) >= 48
    if (clear && level !== row.at(-2)) row.push(level)
  }
  return row
}

/**
 * One band of texture: a row of grey cells at a place of the picture.
 * @typedef {{ id: string, x: number, y: number, cellPx: number, heightPx: number, levels: number[] }} Band
 */

/**
 * Bands that frame a picture and leave `face` free: large cells above and below, small ones at both sides.
 * All measures are multiples of a block. Lines of blocks have textures of their own.
 * @returns {Band[]}
 */
export function frameBands(random, { width, height, face, name }) {
  const bands = []
  const largePx = 2 * BLOCK_PX
  const add = (x, y, cellPx, widthPx) =>
    bands.push({
      id: `${name} ${x},${y}`,
      x,
      y,
      cellPx,
      heightPx: cellPx,
      levels: randomLevels(random, Math.floor(widthPx / cellPx)),
    })
  for (let y = 0; y + largePx <= face.y; y += largePx) add(0, y, largePx, width)
  for (let y = face.y + face.height; y + largePx <= height; y += largePx) add(0, y, largePx, width)
  for (let y = face.y; y < face.y + face.height; y += BLOCK_PX) {
    add(0, y, BLOCK_PX, face.x)
    add(face.x + face.width, y, BLOCK_PX, width - face.x - face.width)
  }
  return bands
}

/** A line of small cells across the picture of the face, so that a crop of the face alone carries texture too. */
export function headband(random, { x, y, cells, lines, name }) {
  return Array.from({ length: lines }, (_, line) => ({
    id: `${name} headband ${line + 1}`,
    x,
    y: y + line * BLOCK_PX,
    cellPx: BLOCK_PX,
    heightPx: BLOCK_PX,
    levels: randomLevels(random, cells),
  }))
}

/** Draws bands onto a 2-D context. */
export function drawBands(context, bands) {
  for (const { x, y, cellPx, heightPx, levels } of bands) {
    levels.forEach((level, cell) => {
      context.fillStyle = `rgb(${level}, ${level}, ${level})`
      context.fillRect(x + cell * cellPx, y, cellPx, heightPx)
    })
  }
}
