/** How many frames of landmarks are searched for, evenly chosen: a leak holds more than one frame or stays on one. */
const MAX_FRAMES = 60
/** Width of the small frame that vision measures in. */
const VISION_WIDTH = 320
const SMALLEST_FRACTION_DIGITS = 10
const DIGITS = 9

/** At most `count` entries of a list, evenly spaced, the first among them. */
export function evenly(list, count) {
  if (list.length <= count) return [...list]
  return Array.from({ length: count }, (_, at) => list[Math.floor((at * list.length) / count)])
}

export const searchedFrames = (landmarks) =>
  evenly(
    landmarks.filter((frame) => frame.length >= 8),
    MAX_FRAMES,
  )

const asFloat32 = (values) => new Uint8Array(Float32Array.from(values).buffer)
const asFloat64 = (values) => new Uint8Array(Float64Array.from(values).buffer)
const asInt16 = (values) => new Uint8Array(Int16Array.from(values, Math.round).buffer)
const asText = (text, encoding) => new Uint8Array(Buffer.from(text, encoding))

/** Numbers as a program may hold the same points: in the picture, in vision's small frame, as shares of the picture. */
function variantsOf(frame, size) {
  const shares = frame.map((value, at) => value / (at % 2 === 0 ? size.width : size.height))
  return [frame, frame.map((value) => (value * VISION_WIDTH) / size.width), shares]
}

/** Whether a value has bytes of its own: 0, 1 and whole numbers are met everywhere. */
const isTelling = (value) => Number.isFinite(value) && Math.fround(value * 64) % 1 !== 0

/**
 * The byte strings that landmarks leave behind. One of them proves little (`value` says which it is): a finding needs
 * several different ones close together.
 */
export function landmarkNeedles(landmarks, size) {
  const needles = []
  const seen = new Set()
  const add = (check, bytes, value) => {
    const key = `${check} ${Buffer.from(bytes).toString('latin1')}`
    if (seen.has(key)) return
    seen.add(key)
    needles.push({ check, bytes, value })
  }
  for (const frame of searchedFrames(landmarks)) {
    for (const variant of variantsOf(frame, size)) addNumbers(variant, add)
    addDigits(frame, add)
    addWholeNumbers(frame, add)
  }
  return needles
}

function addNumbers(values, add) {
  values.forEach((value, at) => {
    if (isTelling(value)) add('landmarks-float64', asFloat64([value]), value)
    if (isTelling(value)) add('landmarks-float64', asFloat64([Math.fround(value)]), value)
    for (const lag of [1, 2]) {
      const next = values[at + lag]
      if (next === undefined || !isTelling(value) || !isTelling(next)) continue
      add('landmarks-float32', asFloat32([value, next]), value)
    }
  })
}

function addDigits(values, add) {
  values.forEach((value) => {
    for (const printed of [String(value), String(Math.fround(value))]) {
      const fraction = /\.(\d+)$/.exec(printed)?.[1] ?? ''
      if (fraction.length < SMALLEST_FRACTION_DIGITS) continue
      // The last digits are left out: another library rounds them otherwise.
      const digits = fraction.slice(0, DIGITS)
      if (/^(\d)\1*$/.test(digits.slice(2))) continue
      add('landmarks-digits', asText(digits, 'latin1'), value)
      add('landmarks-digits', asText(digits, 'utf16le'), value)
    }
  })
}

/** Points rounded to whole pixels, eight numbers in a row. */
function addWholeNumbers(frame, add) {
  for (let at = 0; at + 8 <= frame.length; at += 4) {
    const values = frame.slice(at, at + 8).map(Math.round)
    if (new Set(values).size >= 5) add('landmarks-int16', asInt16(values), frame[at])
  }
}

/** Bytes within which several values belong together, and how many different ones make a finding. */
const CLUSTER = { bytes: 2048, values: 3 }

/** Reduces single hits to findings: three different values within 2 KB, each cluster once. int16 runs count by themselves. */
export function clusterHits(hits) {
  const findings = []
  for (const check of new Set(hits.map((hit) => hit.check))) {
    const own = hits.filter((hit) => hit.check === check).sort((a, b) => a.offset - b.offset)
    let start = 0
    let reported = -1
    for (let end = 0; end < own.length; end++) {
      while (own[end].offset - own[start].offset > CLUSTER.bytes) start++
      if (start <= reported) continue
      const values = new Set(own.slice(start, end + 1).map((hit) => hit.value))
      if (values.size < (check === 'landmarks-int16' ? 1 : CLUSTER.values)) continue
      findings.push({ check, offset: own[start].offset, detail: `${values.size} values within 2 KB` })
      reported = end
    }
  }
  return findings
}
