import type { RgbaPicture } from './sampler'

const COLUMNS = 12
const ROWS = 9
const CELLS = COLUMNS * ROWS
/** Every so many pixels across and down are looked at. */
const STRIDE = 3

export interface SceneWatch {
  /**
   * How alike this frame's coarse brightness is to the last one's, −1…1 (correlation, so that dimmed light is no
   * change); 1 for the first frame and where either is nearly even, as a covered lens is.
   */
  likeness(picture: RgbaPicture): number
  forget(): void
}

/** Mean grey values of the coarse picture under which its differences are noise. */
const LEAST_CONTRAST = 1.5

/** Compares each frame with the one before by 12 × 9 grey values: enough to tell a cut from a moving camera. */
export function createSceneWatch(): SceneWatch {
  let before = new Float32Array(CELLS)
  let now = new Float32Array(CELLS)
  const counts = new Uint16Array(CELLS)
  let isKnown = false

  function look({ width, height, pixels }: RgbaPicture): void {
    now.fill(0)
    counts.fill(0)
    for (let y = 0; y < height; y += STRIDE) {
      const row = Math.floor((y * ROWS) / height) * COLUMNS
      for (let x = 0; x < width; x += STRIDE) {
        const at = (y * width + x) * 4
        const cell = row + Math.floor((x * COLUMNS) / width)
        now[cell]! += 0.3 * pixels[at]! + 0.6 * pixels[at + 1]! + 0.1 * pixels[at + 2]!
        counts[cell]!++
      }
    }
    let mean = 0
    for (let cell = 0; cell < CELLS; cell++) {
      now[cell]! /= Math.max(1, counts[cell]!)
      mean += now[cell]! / CELLS
    }
    for (let cell = 0; cell < CELLS; cell++) now[cell]! -= mean
  }

  return {
    likeness(picture) {
      ;[before, now] = [now, before]
      look(picture)
      const wasKnown = isKnown
      isKnown = true
      if (!wasKnown) return 1
      let product = 0
      let squares = 0
      let squaresBefore = 0
      for (let cell = 0; cell < CELLS; cell++) {
        product += now[cell]! * before[cell]!
        squares += now[cell]! * now[cell]!
        squaresBefore += before[cell]! * before[cell]!
      }
      const least = LEAST_CONTRAST * LEAST_CONTRAST * CELLS
      return squares < least || squaresBefore < least ? 1 : product / Math.sqrt(squares * squaresBefore)
    },
    forget() {
      isKnown = false
    },
  }
}
