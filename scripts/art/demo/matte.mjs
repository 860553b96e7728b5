import { createCanvas, loadImage } from '@napi-rs/canvas'

/**
 * Cuts a person out along a hand-drawn outline. Inside a band about the outline the share of person in each pixel is worked
 * out from the colours on both sides (I = αF + (1 − α)B, solved for α by projection), and the person's own colour is put
 * back, so that no rim of the old backdrop travels along. `outline` is a list of { x, y, band, soft } in pixels: `band` is the
 * width of the doubtful band there; `soft` true asks for the colours, false takes a plain soft edge where they are alike.
 */
export function cutOut(pixels, size, outline) {
  const doubt = bandMap(size, outline)
  const inside = filled(size, outline)
  const count = size.width * size.height
  const known = new Uint8Array(count)
  for (let i = 0; i < count; i++) known[i] = doubt.width[i] > 0 ? 0 : inside[i] > 127 ? 2 : 1
  const person = localMean(pixels, size, known, 2, 22)
  const ground = localMean(pixels, size, known, 1, 22)

  const out = new Uint8ClampedArray(count * 4)
  for (let i = 0; i < count; i++) {
    const at = i * 4
    const alpha =
      known[i] === 2
        ? 1
        : known[i] === 1
          ? 0
          : doubt.byColour[i]
            ? projected(pixels, at, person, ground, i * 3)
            : inside[i] / 255
    for (let channel = 0; channel < 3; channel++) {
      const own =
        alpha > 0.02 && alpha < 0.98
          ? (pixels[at + channel] - (1 - alpha) * ground[i * 3 + channel]) / alpha
          : pixels[at + channel]
      // Where little of the person is left, the division amplifies noise: lean on the colours nearby.
      const trust = Math.min(1, Math.max(0, (alpha - 0.2) / 0.5))
      out[at + channel] =
        alpha === 0 || alpha === 1 ? own : trust * own + (1 - trust) * person[i * 3 + channel]
    }
    out[at + 3] = Math.round(255 * alpha)
  }
  return out
}

function projected(pixels, at, person, ground, mean) {
  let along = 0
  let whole = 0
  for (let channel = 0; channel < 3; channel++) {
    const step = person[mean + channel] - ground[mean + channel]
    along += (pixels[at + channel] - ground[mean + channel]) * step
    whole += step * step
  }
  const share = whole < 1 ? 0 : along / whole
  // Noise of the film must not become a haze around the person, nor holes in it.
  return Math.min(1, Math.max(0, (share - 0.16) / 0.56))
}

/** A closed smooth curve through the outline's points. */
function trace(context, outline) {
  const middle = (a, b) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
  const start = middle(outline[outline.length - 1], outline[0])
  context.beginPath()
  context.moveTo(start.x, start.y)
  outline.forEach((point, index) => {
    const next = middle(point, outline[(index + 1) % outline.length])
    context.quadraticCurveTo(point.x, point.y, next.x, next.y)
  })
  context.closePath()
}

const redOf = (context, { width, height }) => {
  const { data } = context.getImageData(0, 0, width, height)
  const red = new Uint8Array(width * height)
  for (let i = 0; i < red.length; i++) red[i] = data[i * 4]
  return red
}

function filled(size, outline) {
  const context = createCanvas(size.width, size.height).getContext('2d')
  context.fillStyle = '#000'
  context.fillRect(0, 0, size.width, size.height)
  context.fillStyle = '#fff'
  context.filter = 'blur(1.2px)'
  trace(context, outline)
  context.fill()
  return redOf(context, size)
}

function bandMap(size, outline) {
  const draw = (wanted) => {
    const context = createCanvas(size.width, size.height).getContext('2d')
    context.lineCap = 'round'
    context.strokeStyle = '#fff'
    outline.forEach((point, index) => {
      if (!wanted(point)) return
      const before = outline[(index + outline.length - 1) % outline.length]
      const after = outline[(index + 1) % outline.length]
      context.lineWidth = point.band
      context.beginPath()
      context.moveTo((before.x + point.x) / 2, (before.y + point.y) / 2)
      context.quadraticCurveTo(point.x, point.y, (point.x + after.x) / 2, (point.y + after.y) / 2)
      context.stroke()
    })
    return redOf(context, size)
  }
  return { width: draw(() => true), byColour: draw((point) => point.soft) }
}

/** Mean colour of the pixels of `kind` within `radius`, for every pixel; by running sums. Falls back on ever wider windows. */
function localMean(pixels, { width, height }, known, kind, radius) {
  const stride = width + 1
  const sums = [0, 1, 2, 3].map(() => new Float64Array(stride * (height + 1)))
  for (let y = 0; y < height; y++) {
    const row = [0, 0, 0, 0]
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      if (known[i] === kind) {
        for (let channel = 0; channel < 3; channel++) row[channel] += pixels[i * 4 + channel]
        row[3]++
      }
      const at = (y + 1) * stride + x + 1
      for (let channel = 0; channel < 4; channel++)
        sums[channel][at] = sums[channel][at - stride] + row[channel]
    }
  }
  const box = (sum, left, top, right, bottom) =>
    sum[bottom * stride + right] -
    sum[top * stride + right] -
    sum[bottom * stride + left] +
    sum[top * stride + left]
  const mean = new Float32Array(width * height * 3)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (known[y * width + x] !== 0) continue
      for (let reach = radius; ; reach *= 2) {
        const edges = [
          Math.max(0, x - reach),
          Math.max(0, y - reach),
          Math.min(width, x + reach + 1),
          Math.min(height, y + reach + 1),
        ]
        const number = box(sums[3], ...edges)
        if (number < 12 && reach < width) continue
        for (let channel = 0; channel < 3; channel++)
          mean[(y * width + x) * 3 + channel] = box(sums[channel], ...edges) / Math.max(1, number)
        break
      }
    }
  return mean
}

/** Pixels of a picture file. */
export async function readPixels(path) {
  const image = await loadImage(path)
  const size = { width: image.width, height: image.height }
  const context = createCanvas(size.width, size.height).getContext('2d')
  context.drawImage(image, 0, 0)
  return { size, pixels: context.getImageData(0, 0, size.width, size.height).data }
}
