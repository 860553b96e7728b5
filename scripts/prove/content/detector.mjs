import { carve, judge } from './carve.mjs'
import { findByteCells, findWordCells, TextureIndex } from './cellRuns.mjs'
import { clusterHits, landmarkNeedles } from './landmarkNeedles.mjs'
import { NumberText } from './landmarkText.mjs'
import { layersIn } from './layers.mjs'
import { NeedleIndex } from './needles.mjs'

/** How often what is packed may be packed again. */
const MAX_DEPTH = 3
/** A chain of cells reaches this far beyond the place where it began. */
const CHAIN_BYTES = 64 * 1024
/** Hits nearer than this to each other are one place: the lines of a picture, the numbers of a list. */
const SAME_PLACE_BYTES = { pixels: 16 * 1024, other: 2 * 1024 }
/** Places of one check that are named; the others are counted. */
const MAX_PLACES = 500

const CHECKS = {
  'pixels-bytes': 'texture as one byte a value: Y of I420 and NV12, RGB, BGR, at any scale, mirrored too',
  'pixels-words':
    'texture as four bytes a pixel (RGBA, BGRA, ARGB) or as float32, at any scale, mirrored too',
  'pixels-tensor': 'texture as RGB floats with a mean of their own each, as a net is fed',
  'compressed-frames': 'bytes of the compressed frames and photos themselves',
  'landmarks-float32': 'landmarks as float32, in pixels of the picture or of vision’s frame, or as shares',
  'landmarks-float64': 'landmarks as float64, alone or in a structured clone',
  'landmarks-int16': 'landmarks rounded to whole pixels, as int16',
  'landmarks-text': 'landmarks as numbers in text, of any number of digits, ASCII or UTF-16',
  'landmarks-digits': 'digits of landmarks in text that is cut up by packing',
}

/** Neighbouring hits as one: { offset, end, count, detail, path }, in the order of the disk. */
function placesOf(check, hits) {
  const near = check.startsWith('pixels') ? SAME_PLACE_BYTES.pixels : SAME_PLACE_BYTES.other
  const places = []
  for (const hit of [...hits].sort((a, b) => a.offset - b.offset)) {
    const last = places.findLast(({ path }) => path.join() === hit.path.join())
    if (last && hit.offset - last.end <= near) {
      last.end = hit.offset
      last.count += 1
    } else places.push({ ...hit, end: hit.offset, count: 1 })
  }
  return places
}

/**
 * Everything that is searched for, in bytes given one window after another.
 * @param {{ truths: object[], landmarks?: number[][], exemptions: import('./exempt.mjs').Exemptions }} options
 */
export class Detector {
  carved = []
  #hits = new Map(Object.keys(CHECKS).map((check) => [check, []]))
  #exemptHits = 0
  #single = []
  #exemptRanges = []
  #waiting = []
  #judged = new Map()

  constructor({ truths, landmarks = [], exemptions }) {
    this.truths = truths
    this.exemptions = exemptions
    this.texture = new TextureIndex(
      truths.flatMap(({ bands, frames }) => [...bands, ...frames.flatMap((frame) => frame.bands)]),
    )
    const size = truths[0] ?? { width: 640, height: 480 }
    this.needles = new NeedleIndex([
      ...truths.flatMap(({ needles }) => needles.map((bytes) => ({ check: 'compressed-frames', bytes }))),
      ...landmarkNeedles(landmarks, size),
    ])
    this.numbers = new NumberText(landmarks, size)
  }

  /** Forgets what was found, for a next file; pictures that were judged stay known. */
  reset() {
    this.carved = []
    for (const check of this.#hits.keys()) this.#hits.set(check, [])
    this.#exemptHits = 0
    this.#single = []
    this.#exemptRanges = []
    this.#waiting = []
  }

  /** Searches one part: `from` to `to` is where findings may begin. `place` turns an offset into a place of the whole. */
  scan(bytes, { from = 0, to = bytes.length, place, path = [], depth = 0 }) {
    const add = (check, offset, detail) => {
      const hit = { offset: place(offset), detail, path }
      this.#hits.get(check).push(hit)
    }
    if (depth === 0) this.#noteExempt(bytes, from, to, place)
    const cellEnd = Math.min(bytes.length, to + CHAIN_BYTES)
    const cellHit =
      (check) =>
      ({ offset, window, layout }) => {
        if (offset < to) add(check, offset, `${window.band}${window.mirrored ? ' mirrored' : ''}, ${layout}`)
      }
    findByteCells(bytes, from, cellEnd, this.texture, cellHit('pixels-bytes'))
    findWordCells(bytes, from, cellEnd, this.texture, cellHit('pixels-words'))
    findWordCells(bytes, from, cellEnd, this.texture, cellHit('pixels-tensor'), 3)
    this.needles.search(bytes, from, Math.min(bytes.length, to + 8), ({ check, value }, offset) => {
      if (offset < from || offset >= to) return
      if (check === 'compressed-frames') add(check, offset, 'bytes of the source itself')
      else this.#single.push({ check, offset: place(offset), value, path })
    })
    this.numbers.search(bytes, from, to, ({ offset, detail }) => add('landmarks-text', offset, detail))
    this.#carve(bytes, { from, to, place, path })
    if (depth < MAX_DEPTH) this.#unpack(bytes, { from, to, place, path, depth })
  }

  #unpack(bytes, { from, to, place, path, depth }) {
    for (const layer of layersIn(bytes, from, to)) {
      const outer = place(layer.offset)
      this.scan(layer.bytes, { place: () => outer, path: [...path, layer.kind], depth: depth + 1 })
    }
  }

  #noteExempt(bytes, from, to, place) {
    for (const range of this.exemptions.rangesIn(bytes, from, to)) {
      this.#exemptRanges.push({ from: place(range.from), to: place(range.from) + range.to - range.from })
    }
  }

  #carve(bytes, { from, to, place, path }) {
    for (const picture of carve(bytes, from, to)) {
      const offset = place(picture.offset)
      if (this.exemptions.has(picture.sha256) && path.length === 0) {
        this.#exemptRanges.push({ from: offset, to: offset + picture.bytes.length })
      }
      // Bytes are copied: the window they lie in is used again.
      this.#waiting.push({ ...picture, offset, path, bytes: picture.bytes.slice() })
    }
  }

  /** Decodes and judges the pictures found since the last call. */
  async settle() {
    const waiting = this.#waiting
    this.#waiting = []
    for (const picture of waiting) {
      if (!this.#judged.has(picture.sha256)) this.#judged.set(picture.sha256, await judge(picture, this))
      const { leak, ...judged } = this.#judged.get(picture.sha256)
      const { format, offset, path, sha256 } = picture
      const exempt = this.exemptions.has(sha256) || this.#isExempt(offset)
      const verdict = exempt ? 'exempt' : leak ? 'leak' : 'other'
      this.carved.push({ offset, path, format, bytes: picture.bytes.length, sha256, ...judged, verdict })
    }
  }

  #isExempt(offset) {
    return this.#exemptRanges.some(({ from, to }) => offset >= from && offset < to)
  }

  /** Whether anything was found yet. */
  hasHits() {
    return this.#single.length > 0 || [...this.#hits.values()].some((hits) => hits.length > 0)
  }

  /** All checks with what they found, and the findings that nobody exempted. */
  result() {
    const clusters = clusterHits(this.#single)
    for (const { check, offset, detail } of clusters) {
      const path = this.#single.find((hit) => hit.check === check && hit.offset === offset)?.path ?? []
      this.#hits.get(check).push({ offset, detail, path })
    }
    const checks = [...this.#hits].map(([id, all]) => {
      const hits = all.filter(({ offset }) => !this.#isExempt(offset))
      this.#exemptHits += all.length - hits.length
      return {
        id,
        what: CHECKS[id],
        needles: this.#countOf(id),
        hitCount: hits.length,
        hits: placesOf(id, hits).slice(0, MAX_PLACES),
      }
    })
    const findings = [
      ...checks
        .filter(({ hitCount }) => hitCount > 0)
        .map(({ id, hits, hitCount }) => ({ check: id, ...hits[0], count: hitCount, places: hits.length })),
      ...this.carved
        .filter(({ verdict }) => verdict === 'leak')
        .map(({ offset, path, format, width, height, correlation, bands }) => ({
          check: 'pictures',
          offset,
          path,
          detail: `${format} ${width}×${height}, correlation ${correlation}, ${bands} bands of texture`,
          count: 1,
          places: 1,
        })),
    ]
    return { checks, carved: this.carved, findings, exemptHits: this.#exemptHits }
  }

  #countOf(check) {
    if (check.startsWith('pixels')) return this.texture.count
    if (check === 'landmarks-text') return this.numbers.count
    return this.needles.countOf(check)
  }
}
