import type { Size } from '../../domain/geometry/points'
import { luma } from './luma'
import type { Region, RgbaPicture } from './sampler'

const COLUMNS = 12
const ROWS = 9
const CELLS = COLUMNS * ROWS
/** Every so many pixels across and down are looked at. */
const STRIDE = 6

export interface SceneWatch {
  /**
   * How alike this frame's coarse brightness is to the last one's, −1…1 (correlation, so that dimmed light is no
   * change); 1 for the first frame and where either is nearly even, as a covered lens is.
   */
  likeness(picture: RgbaPicture): number
  /**
   * Where something has moved beside these faces and the bodies under them since `searched` was called last: somebody may have
   * come. In pixels of the last frame, as the boxes; null for nowhere. All of the frame before the first search.
   */
  changedBeside(faces: readonly Region[]): Region | null
  /** The last frame has been searched for faces. */
  searched(): void
  forget(): void
}

/** Grey levels by which the mean of a cell changes when something comes into it. Camera noise stays under 2. */
const CHANGED_GREY = 8
/** Around a face what moves is the face itself: so many of its widths to each side, of its heights above, and all below. */
const OWN_WIDTHS = 1
const OWN_HEIGHTS = 0.6

/** Mean grey values of the coarse picture under which its differences are noise. */
const LEAST_CONTRAST = 1.5

/** Compares each frame with the one before by 12 × 9 grey values: enough to tell a cut from a moving camera. */
export function createSceneWatch(): SceneWatch {
  let before = new Float32Array(CELLS)
  let now = new Float32Array(CELLS)
  const counts = new Uint16Array(CELLS)
  const atSearch = new Float32Array(CELLS)
  let isSearched = false
  let isKnown = false
  let frame: Size = { width: 1, height: 1 }

  function look({ width, height, pixels }: RgbaPicture): void {
    frame = { width, height }
    now.fill(0)
    counts.fill(0)
    for (let y = 0; y < height; y += STRIDE) {
      const row = Math.floor((y * ROWS) / height) * COLUMNS
      for (let x = 0; x < width; x += STRIDE) {
        const at = (y * width + x) * 4
        const cell = row + Math.floor((x * COLUMNS) / width)
        now[cell]! += luma(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!)
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
    changedBeside(faces) {
      if (!isSearched) return { x: 0, y: 0, ...frame }
      const cellWidth = frame.width / COLUMNS
      const cellHeight = frame.height / ROWS
      let [first, last, top, bottom] = [COLUMNS, -1, ROWS, -1]
      now.forEach((grey, cell) => {
        if (Math.abs(grey - atSearch[cell]!) < CHANGED_GREY) return
        const [column, row] = [cell % COLUMNS, Math.floor(cell / COLUMNS)]
        const [x, y] = [(column + 0.5) * cellWidth, (row + 0.5) * cellHeight]
        const isOwn = faces.some((face) => {
          const across = Math.abs(x - face.x - face.width / 2) - face.width / 2
          const isBeside = across > OWN_WIDTHS * face.width + cellWidth / 2
          return !isBeside && y > face.y - OWN_HEIGHTS * face.height - cellHeight / 2
        })
        if (isOwn) return
        first = Math.min(first, column)
        last = Math.max(last, column)
        top = Math.min(top, row)
        bottom = Math.max(bottom, row)
      })
      if (last < 0) return null
      // A cell more to each side: what moves begins and ends within one.
      const [left, upper] = [Math.max(0, first - 1) * cellWidth, Math.max(0, top - 1) * cellHeight]
      return {
        x: left,
        y: upper,
        width: Math.min(COLUMNS, last + 2) * cellWidth - left,
        height: Math.min(ROWS, bottom + 2) * cellHeight - upper,
      }
    },
    searched() {
      atSearch.set(now)
      isSearched = true
    },
    forget() {
      isKnown = false
      isSearched = false
    },
  }
}
