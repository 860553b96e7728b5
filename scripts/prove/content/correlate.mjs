/** Width of the small pictures that are laid over each other. */
const SMALL_WIDTH = 80
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
  const mean = luma.reduce((sum, value) => sum + value, 0) / luma.length
  const centred = luma.map((value) => value - mean)
  const length = Math.sqrt(centred.reduce((sum, value) => sum + value * value, 0))
  if (length / Math.sqrt(luma.length) < 8) return null
  return centred.map((value) => value / length)
}

/** The best correlation of a template anywhere inside a picture, at steps of `step` pixels. */
function slide(template, field, step) {
  const pattern = normalise(template.luma)
  if (pattern === null) return { value: 0, x: 0, y: 0 }
  let best = { value: 0, x: 0, y: 0 }
  const at = (left, top) => {
    let sum = 0
    let squares = 0
    let product = 0
    for (let y = 0; y < template.height; y++) {
      const row = (top + y) * field.width + left
      for (let x = 0; x < template.width; x++) {
        const value = field.luma[row + x]
        sum += value
        squares += value * value
        product += value * pattern[y * template.width + x]
      }
    }
    const spread = squares - (sum * sum) / pattern.length
    const value = spread > pattern.length * 16 ? product / Math.sqrt(spread) : 0
    if (value > best.value) best = { value, x: left, y: top }
  }
  const right = field.width - template.width
  const bottom = field.height - template.height
  for (let y = 0; y <= bottom; y += step) {
    for (let x = 0; x <= right; x += step) at(x, y)
  }
  const { x: nearX, y: nearY } = best
  if (step > 1 && best.value > 0.3) {
    for (let y = Math.max(0, nearY - step); y <= Math.min(bottom, nearY + step); y++) {
      for (let x = Math.max(0, nearX - step); x <= Math.min(right, nearX + step); x++) at(x, y)
    }
  }
  return best
}

function bestOverlay(picture, reference) {
  let best = 0
  const width = SMALL_WIDTH
  const height = reference.height
  // The picture is the whole reference, or a part of it.
  for (let share = 1; share >= SMALLEST_SHARE; share *= SHRINK) {
    const ratio = Math.min(width / picture.width, height / picture.height) * share
    const size = [Math.round(picture.width * ratio), Math.round(picture.height * ratio)]
    if (size[0] * size[1] < MIN_TEMPLATE_PIXELS || Math.min(...size) < 12) break
    best = Math.max(best, slide(resize(picture, ...size), reference, 2).value)
  }
  // The reference is a part of the picture: a page, a window, a frame around it.
  const template = resize(reference, 36, Math.round((36 * height) / width))
  for (let share = 1; share >= SMALLEST_SHARE; share *= SHRINK) {
    const ratio = template.width / (picture.width * share)
    const size = [Math.round(picture.width * ratio), Math.round(picture.height * ratio)]
    if (size[1] < template.height || size[0] < template.width) continue
    best = Math.max(best, slide(template, resize(picture, ...size), 2).value)
  }
  return best
}

/** How much a picture looks like a part, the whole, or an enclosed copy of the reference, mirrored or not: 0 to 1. */
export function correlate(picture, reference) {
  if (picture.width < 24 || picture.height < 24 || normalise(picture.luma) === null) return 0
  const scale = Math.min(1, 360 / Math.max(picture.width, picture.height))
  const small =
    scale < 1 ? resize(picture, Math.round(picture.width * scale), Math.round(picture.height * scale)) : picture
  return Math.max(bestOverlay(small, reference), bestOverlay(small, mirror(reference)))
}
