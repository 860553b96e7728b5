/** Every fourth byte is looked at, four bytes at once: a needle of seven bytes or more cannot lie between two looks. */
const STRIDE = 4
export const SHORTEST_NEEDLE = 7
const GOLDEN = 0x9e3779b1

/** Exact search of many byte strings at once, at any offset. */
export class NeedleIndex {
  #needles = []
  #windows = new Map()
  #seen
  #shift

  /** @param {{ bytes: Uint8Array, check: string, [more: string]: unknown }[]} needles */
  constructor(needles) {
    const bits = Math.min(26, Math.max(16, Math.ceil(Math.log2(needles.length * 64 + 1))))
    this.#shift = 32 - bits
    this.#seen = new Uint8Array(1 << (bits - 3))
    for (const needle of needles) this.#add(needle)
  }

  /** How many of the needles belong to a check. */
  countOf(check) {
    return this.#needles.filter((needle) => needle.check === check).length
  }

  #add(needle) {
    const { bytes } = needle
    if (bytes.length < SHORTEST_NEEDLE) throw new Error(`a needle of ${bytes.length} bytes is too short`)
    const place = this.#needles.push({ ...needle, anchor: anchorOf(bytes) }) - 1
    const { anchor } = this.#needles[place]
    for (let lag = 0; lag < STRIDE; lag++) {
      const at = anchor + lag
      const word = (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0
      const slot = Math.imul(word, GOLDEN) >>> this.#shift
      this.#seen[slot >>> 3] |= 1 << (slot & 7)
      const entry = place * STRIDE + lag
      const known = this.#windows.get(word)
      if (known) known.push(entry)
      else this.#windows.set(word, [entry])
    }
  }

  /** Calls `onHit(needle, offset)` for every needle between `from` and `to`. `bytes` begins on a multiple of four in memory. */
  search(bytes, from, to, onHit) {
    if (this.#needles.length === 0) return
    const view = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2)
    const seen = this.#seen
    const shift = this.#shift
    const last = Math.min(view.length, to >>> 2)
    for (let at = from >>> 2; at < last; at++) {
      const slot = Math.imul(view[at], GOLDEN) >>> shift
      if ((seen[slot >>> 3] & (1 << (slot & 7))) === 0) continue
      for (const entry of this.#windows.get(view[at]) ?? []) {
        const needle = this.#needles[Math.floor(entry / STRIDE)]
        const start = at * 4 - (entry % STRIDE) - needle.anchor
        if (start >= 0 && matchesAt(bytes, start, needle.bytes)) onHit(needle, start)
      }
    }
  }
}

/** A needle that begins with zeros, as a rounded float64 does, is looked for by its end: zeros are met everywhere. */
const anchorOf = (bytes) => (bytes[0] === 0 && bytes[1] === 0 ? bytes.length - SHORTEST_NEEDLE : 0)

function matchesAt(bytes, start, needle) {
  if (start + needle.length > bytes.length) return false
  for (let at = 0; at < needle.length; at++) {
    if (bytes[start + at] !== needle[at]) return false
  }
  return true
}
