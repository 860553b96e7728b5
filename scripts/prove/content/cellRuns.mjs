/** How many neighbouring cells must agree: eight of twelve levels are not met by chance (measured: none in 512 MB of noise). */
export const WINDOW_CELLS = 8

/** Names a window by who is brighter than whom: kept by every range, gamma and decoder. */
function orderOf(values, from) {
  let key = 0
  for (let at = from + 1; at < from + WINDOW_CELLS; at++) {
    key = (key << 1) | (values[at] > values[at - 1] ? 1 : 0)
    if (at > from + 1) key = (key << 1) | (values[at] > values[at - 2] ? 1 : 0)
  }
  return key
}

/** How far the values are from a brighter, darker or stretched copy of the levels, as a share of their range; 1 for none. */
function deviationFrom(values, from, levels) {
  let sumX = 0
  let sumY = 0
  let sumXX = 0
  let sumXY = 0
  for (let at = 0; at < WINDOW_CELLS; at++) {
    const x = levels[at]
    const y = values[from + at]
    sumX += x
    sumY += y
    sumXX += x * x
    sumXY += x * y
  }
  const slope = (WINDOW_CELLS * sumXY - sumX * sumY) / (WINDOW_CELLS * sumXX - sumX * sumX)
  if (!(slope > 0)) return 1
  const base = (sumY - slope * sumX) / WINDOW_CELLS
  let worst = 0
  let low = Infinity
  let high = -Infinity
  for (let at = 0; at < WINDOW_CELLS; at++) {
    worst = Math.max(worst, Math.abs(values[from + at] - base - slope * levels[at]))
    low = Math.min(low, levels[at])
    high = Math.max(high, levels[at])
  }
  return worst / (slope * (high - low))
}

/** Every place of the known bands, in both directions, by the order of its levels. */
export class TextureIndex {
  #windows = new Map()
  count = 0

  /** @param {Iterable<{ id: string, levels: readonly number[] }>} bands */
  constructor(bands) {
    for (const { id, levels } of bands) {
      this.#add(id, levels, false)
      this.#add(id, [...levels].reverse(), true)
    }
  }

  #add(band, levels, mirrored) {
    for (let from = 0; from + WINDOW_CELLS <= levels.length; from++) {
      const key = orderOf(levels, from)
      const window = { band, mirrored, from, levels: levels.slice(from, from + WINDOW_CELLS) }
      const known = this.#windows.get(key)
      if (known) known.push(window)
      else this.#windows.set(key, [window])
      this.count += 1
    }
  }

  /** The band that these values are a copy of, or null. `tolerance` is a share of their range. */
  match(values, from, tolerance) {
    for (const window of this.#windows.get(orderOf(values, from)) ?? []) {
      if (deviationFrom(values, from, window.levels) <= tolerance) return window
    }
    return null
  }
}

/**
 * Collects flat runs that follow each other like cells of one row: much the same length, next to nothing between.
 * Calls `onChain(values, start, end)` whenever the last eight may be texture.
 */
export class CellChain {
  #starts = []
  #ends = []
  #values = []

  constructor(onChain) {
    this.onChain = onChain
  }

  reset() {
    this.#starts.length = this.#ends.length = this.#values.length = 0
  }

  push(start, length, value) {
    const count = this.#starts.length
    if (count > 0) {
      const last = this.#ends[count - 1] - this.#starts[count - 1]
      const gap = start - this.#ends[count - 1]
      const slack = Math.max(2, 0.35 * last)
      // The first and the last cell of a row may be cut: what does not fit begins a new row.
      if (Math.abs(length - last) > slack || gap > Math.max(3, 0.6 * last)) this.reset()
    }
    this.#starts.push(start)
    this.#ends.push(start + length)
    this.#values.push(value)
    if (this.#starts.length > WINDOW_CELLS) {
      this.#starts.shift()
      this.#ends.shift()
      this.#values.shift()
    }
    if (this.#starts.length === WINDOW_CELLS) {
      this.onChain(this.#values, this.#starts[0], this.#ends[WINDOW_CELLS - 1])
    }
  }
}

/** Shortest flat run that counts as a cell, in bytes and in 32-bit words. */
const MIN_BYTES = 5
const MIN_WORDS = 3
const RAW_TOLERANCE = 0.035

/** Planes and packed grey pixels of three bytes: a cell is a run of one byte. */
export function findByteCells(bytes, from, to, index, onHit) {
  const chain = new CellChain((values, start, end) => {
    const window = index.match(values, 0, RAW_TOLERANCE)
    if (window) onHit({ offset: start, bytes: end - start, window, layout: 'one byte a value' })
  })
  // A run long enough cannot lie between two looks: noise costs one look in four bytes.
  for (let at = from; at + 1 < to; at += MIN_BYTES - 1) {
    const value = bytes[at]
    if (bytes[at + 1] !== value) continue
    let start = at
    while (start > from && bytes[start - 1] === value) start--
    let end = at + 2
    while (end < to && bytes[end] === value) end++
    if (end - start >= MIN_BYTES) chain.push(start, end - start, value)
    at = Math.max(at, end - (MIN_BYTES - 1))
  }
}

const lanes = new Float64Array(WINDOW_CELLS)
const words = new Uint32Array(WINDOW_CELLS)
const floats = new Float32Array(words.buffer)

/** The texture in words of four bytes: in any of their bytes (RGBA, BGRA, ARGB, at any offset), or as floats. */
function matchWords(values, index) {
  for (let lane = 0; lane < 4; lane++) {
    for (let at = 0; at < WINDOW_CELLS; at++) lanes[at] = (values[at] >>> (8 * lane)) & 0xff
    const window = index.match(lanes, 0, RAW_TOLERANCE)
    if (window) return { window, layout: `four bytes a pixel, byte ${lane}` }
  }
  for (let at = 0; at < WINDOW_CELLS; at++) words[at] = values[at]
  for (let at = 0; at < WINDOW_CELLS; at++) lanes[at] = floats[at]
  const window = lanes.every(Number.isFinite) ? index.match(lanes, 0, RAW_TOLERANCE) : null
  return window && { window, layout: 'float32' }
}

/**
 * Pixels of four bytes, and floats: a cell is a run of one word. `step` is how many words a pixel has
 * (3: a tensor of RGB floats). `bytes` must begin on a multiple of four in memory.
 */
export function findWordCells(bytes, from, to, index, onHit, step = 1) {
  const view = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2)
  const last = Math.min(view.length, to >>> 2)
  const first = (from + 3) >>> 2
  const chain = new CellChain((values, start, end) => {
    const hit = matchWords(values, index)
    if (hit) onHit({ offset: start * 4, bytes: (end - start) * 4, ...hit })
  })
  const minimum = MIN_WORDS * step
  let start = first
  for (let at = first; at + step < last; at++) {
    if (view[at] === view[at + step]) continue
    // The run is every word from its start to the partner of the last equal one.
    const length = at - start + step
    if (length >= minimum && at > start) {
      // A channel of its own has a value of its own: the same one is read in every cell.
      const phase = start + ((step - ((start - first) % step)) % step)
      chain.push(start, length, view[phase])
    }
    start = at + 1
  }
  if (last - start >= minimum) chain.push(start, last - start, view[start])
}

/** Longest change within a cell of a picture that went through a lossy format, in grey levels. */
const LOSSY_STEP = 12
const LOSSY_TOLERANCE = 0.1

/** The bands found in a decoded picture: band id → number of lines that show it. */
export function bandsInPicture({ width, height, luma }, index) {
  const found = new Map()
  const chain = new CellChain((values) => {
    const window = index.match(values, 0, LOSSY_TOLERANCE)
    if (window) found.set(window.band, (found.get(window.band) ?? new Set()).add(line))
  })
  let line = 0
  for (; line < height; line++) {
    chain.reset()
    const row = line * width
    let start = 0
    let sum = luma[row]
    for (let at = 1; at <= width; at++) {
      const mean = sum / (at - start)
      if (at < width && Math.abs(luma[row + at] - mean) <= LOSSY_STEP) {
        sum += luma[row + at]
        continue
      }
      if (at - start >= 3) chain.push(start, at - start, mean)
      start = at
      sum = luma[row + at]
    }
  }
  return new Map([...found].map(([band, lines]) => [band, lines.size]))
}
