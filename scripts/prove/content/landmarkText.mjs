import { evenly, searchedFrames } from './landmarkNeedles.mjs'

/** Frames whose numbers are searched for as text. */
const MAX_TEXT_FRAMES = 60
/** Bytes between two numbers of one list. */
const MAX_GAP = 48
/** Numbers that must follow each other, with a fraction or whole, and how many of them must differ. */
const WITH_FRACTION = 8
const WHOLE = 14
const DIFFERENT = 5

const isDigit = new Uint8Array(256)
for (let digit = 0x30; digit <= 0x39; digit++) isDigit[digit] = 1

/** What may follow the first digit of a number of more than one: the rest of it, or the second byte of UTF-16. */
const goesOn = Uint8Array.from(isDigit)
goesOn[0x2e] = goesOn[0x00] = 1

/** Whether one of the four bytes of a word may be a digit: noise is passed in steps of four. */
function hasDigit(word) {
  const distance = word ^ 0x30303030
  return ((distance - 0x0a0a0a0a) & ~distance & 0x80808080) !== 0
}

/** Landmarks as numbers in text, of any number of digits, in order: both coordinates, or those of one axis. */
export class NumberText {
  #byWhole = new Map()
  #width
  #frames

  constructor(landmarks, size) {
    this.#frames = evenly(searchedFrames(landmarks), MAX_TEXT_FRAMES)
    this.#width = Math.max(size.width, size.height) + 2
    this.#frames.forEach((frame, number) => {
      frame.forEach((value, at) => {
        for (const whole of new Set([Math.floor(value), Math.round(value)])) {
          const known = this.#byWhole.get(whole)
          const place = { frame: number, at, value }
          if (known) known.push(place)
          else this.#byWhole.set(whole, [place])
        }
      })
    })
  }

  get count() {
    return this.#frames.length
  }

  /** Calls `onHit({ offset, detail })` for each list of numbers that are landmarks. Reads ASCII and UTF-16 alike. */
  search(bytes, from, to, onHit) {
    if (this.#frames.length === 0) return
    let group = []
    let groupEnd = -Infinity
    const close = () => {
      if (group.length >= WITH_FRACTION) this.#match(group, onHit)
      group = []
    }
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2)
    for (let at = from; at < to; at++) {
      if ((at & 3) === 0 && !hasDigit(words[at >>> 2])) {
        at += 3
        continue
      }
      if (isDigit[bytes[at]] === 0 || !goesOn[bytes[at + 1]]) continue
      const token = readNumber(bytes, at, to)
      if (token.end - at > 1) {
        if (at - groupEnd > MAX_GAP) close()
        group.push(token)
        groupEnd = token.end
      }
      at = token.end - 1
    }
    close()
  }

  #match(group, onHit) {
    // Runs that end at the previous number, by frame, step and place in the frame.
    let runs = new Map()
    let reportedUntil = -1
    group.forEach((token, number) => {
      const next = new Map()
      const whole = Math.floor(token.value)
      if (whole <= this.#width) {
        for (const { frame, at, value } of this.#byWhole.get(whole) ?? []) {
          if (Math.abs(value - token.value) > token.tolerance) continue
          for (const step of [1, 2]) {
            const before = runs.get(`${frame} ${step} ${at - step}`)
            const run = before
              ? { first: before.first, values: [...before.values, value], whole: before.whole && token.whole }
              : { first: number, values: [value], whole: token.whole }
            next.set(`${frame} ${step} ${at}`, run)
            const wanted = run.whole ? WHOLE : WITH_FRACTION
            if (run.values.length < wanted || run.first <= reportedUntil) continue
            if (new Set(run.values).size < DIFFERENT) continue
            reportedUntil = group.length
            onHit({ offset: group[run.first].start, detail: `${run.values.length} numbers in order` })
          }
        }
      }
      runs = next
    })
  }
}

/** Reads a decimal number; a zero byte between its characters is UTF-16's. */
function readNumber(bytes, start, to) {
  let at = start
  let value = 0
  let scale = 0
  let digits = 0
  const step = bytes[start + 1] === 0 && start + 1 < to ? 2 : 1
  for (; at < to; at += step) {
    const byte = bytes[at]
    if (isDigit[byte] === 1 && digits < 18) {
      value = value * 10 + (byte - 0x30)
      digits += 1
      if (scale > 0) scale *= 10
    } else if (byte === 0x2e && scale === 0 && isDigit[bytes[at + step]] === 1) scale = 1
    else break
    if (step === 2 && bytes[at + 1] !== 0) {
      at += 1
      break
    }
  }
  const fraction = Math.max(scale, 1)
  return {
    start,
    end: Math.max(at, start + 1),
    value: value / fraction,
    whole: scale === 0,
    // Rounded or cut after its last digit.
    tolerance: 1.01 / fraction,
  }
}
