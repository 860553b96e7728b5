/** Width of the reference where it is looked for inside a larger picture. */
const ENCLOSED_WIDTH = 36
/** How many sizes are looked at closely. */
const PROMISING = 3
/** Below this many pixels two unrelated pictures may look alike. */
const MIN_TEMPLATE_PIXELS = 480
/** Each size is 8 % smaller than the one before: between two of them the texture still agrees. */
const SHRINK = 0.92
const SMALLEST_SHARE = 0.3

/** A picture at another size: the mean of the pixels each new one covers. */
export function resize({ width, height, luma }, newWidth, newHeight) {
  const out = new Float32Array(newWidth * newHeight)
  for (let y = 0; y < newHeight; y++) {
    const top = Math.floor((y * height) / newHeight)
    const bottom = Math.max(top + 1, Math.floor(((y + 1) * height) / newHeight))
    for (let x = 0; x < newWidth; x++) {
      const left = Math.floor((x * width) / newWidth)
      const right = Math.max(left + 1, Math.floor(((x + 1) * width) / newWidth))
      let sum = 0
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) sum += luma[row * width + column]
      }
      out[y * newWidth + x] = sum / ((bottom - top) * (right - left))
    }
  }
  return { width: newWidth, height: newHeight, luma: out }
}

function mirror({ width, height, luma }) {
  const out = new Float32Array(luma.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) out[y * width + x] = luma[y * width + width - 1 - x]
  }
  return { width, height, luma: out }
}

/** Zero mean and length one, or null for a picture that shows next to nothing. */
function normalise(luma) {
  let sum = 0
  let squares = 0
  for (const value of luma) {
    sum += value
    squares += value * value
  }
  const mean = sum / luma.length
  const length = Math.sqrt(Math.max(0, squares - sum * mean))
  if (length / Math.sqrt(luma.length) < 8) return null
  const pattern = new Float32Array(luma.length)
  for (let at = 0; at < luma.length; at++) pattern[at] = (luma[at] - mean) / length
  return pattern
}

/** The best correlation of a template inside a picture, its corner being in `window` (anywhere when left out). */
function slide(template, field, window = {}) {
  const pattern = normalise(template.luma)
  const best = { value: 0, x: 0, y: 0 }
  if (pattern === null) return best
  const { left = 0, top = 0, right = Infinity, bottom = Infinity } = window
  for (let y = Math.max(0, top); y <= Math.min(bottom, field.height - template.height); y++) {
    for (let x = Math.max(0, left); x <= Math.min(right, field.width - template.width); x++) {
      const value = correlationAt(pattern, template, field, x, y)
      if (value > best.value) Object.assign(best, { value, x, y })
    }
  }
  return best
}

function correlationAt(pattern, { width, height }, field, left, top) {
  let sum = 0
  let squares = 0
  let product = 0
  for (let y = 0; y < height; y++) {
    const row = (top + y) * field.width + left
    for (let x = 0; x < width; x++) {
      const value = field.luma[row + x]
      sum += value
      squares += value * value
      product += value * pattern[y * width + x]
    }
  }
  const spread = squares - (sum * sum) / pattern.length
  return spread > pattern.length * 16 ? product / Math.sqrt(spread) : 0
}

/** Pairs of sizes at which one picture may lie in the other: { template, field } in pixels. */
function overlays(picture, reference) {
  const found = []
  // The picture is the whole reference, or a part of it.
  for (let share = 1; share >= SMALLEST_SHARE; share *= SHRINK) {
    const ratio = Math.min(reference.width / picture.width, reference.height / picture.height) * share
    const size = [Math.round(picture.width * ratio), Math.round(picture.height * ratio)]
    if (size[0] * size[1] < MIN_TEMPLATE_PIXELS || Math.min(...size) < 12) break
    found.push({ template: [picture, ...size], field: [reference, reference.width, reference.height] })
  }
  // The reference is a part of the picture: a page, a window, a frame around it.
  const template = [
    reference,
    ENCLOSED_WIDTH,
    Math.round((ENCLOSED_WIDTH * reference.height) / reference.width),
  ]
  for (let share = 1; share >= SMALLEST_SHARE; share *= SHRINK) {
    const ratio = ENCLOSED_WIDTH / (picture.width * share)
    const size = [Math.round(picture.width * ratio), Math.round(picture.height * ratio)]
    if (size[0] >= template[1] && size[1] >= template[2]) found.push({ template, field: [picture, ...size] })
  }
  return found
}

const half = ([picture, width, height]) => resize(picture, Math.round(width / 2), Math.round(height / 2))

/** Every size is tried at half resolution first; the most promising ones are looked at closely. */
function bestOverlay(picture, reference) {
  const rough = overlays(picture, reference).map((sizes) => ({
    sizes,
    ...slide(half(sizes.template), half(sizes.field)),
  }))
  const promising = rough.sort((a, b) => b.value - a.value).slice(0, PROMISING)
  const closely = promising.map(({ sizes, x, y }) => {
    const window = { left: 2 * x - 2, right: 2 * x + 2, top: 2 * y - 2, bottom: 2 * y + 2 }
    return slide(resize(...sizes.template), resize(...sizes.field), window).value
  })
  return Math.max(0, ...closely)
}

/** How much a picture looks like a part, the whole, or an enclosed copy of the reference, mirrored or not: 0 to 1. */
export function correlate(picture, reference) {
  if (picture.width < 24 || picture.height < 24 || normalise(picture.luma) === null) return 0
  const scale = Math.min(1, 360 / Math.max(picture.width, picture.height))
  const small =
    scale < 1
      ? resize(picture, Math.round(picture.width * scale), Math.round(picture.height * scale))
      : picture
  return Math.max(bestOverlay(small, reference), bestOverlay(small, mirror(reference)))
}
