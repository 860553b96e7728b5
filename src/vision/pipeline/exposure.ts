import type { PixelFormat } from '../detector/faceNets'

/** Mean grey (0…255) of the looked-at part under which it is brightened for the net, and by how much at most. */
const DARK_BELOW = 70
const MOST_GAIN = 6
/** Every so many pixels are looked at for the mean. */
const STRIDE = 7

/**
 * Brightens a net's input that is too dark for a detector trained on daylight; others are left alone. In place, in the
 * net's own format: only what the net sees is changed, never the picture. `input` holds `length` RGB floats from 0 on.
 */
export function brightenDark(input: Float32Array, length: number, { mean, divisor }: PixelFormat): void {
  const [red, green, blue] = mean
  let sum = 0
  let count = 0
  for (let at = 0; at + 2 < length; at += 3 * STRIDE) {
    const grey =
      0.3 * (input[at]! * divisor + red) +
      0.6 * (input[at + 1]! * divisor + green) +
      0.1 * (input[at + 2]! * divisor + blue)
    // Black is mostly the room beside the picture.
    if (grey < 1) continue
    sum += grey
    count++
  }
  if (count === 0 || sum / count >= DARK_BELOW) return
  const gain = Math.min(MOST_GAIN, (DARK_BELOW * count) / sum)
  const limits = [red, green, blue].map((value) => (255 - value) / divisor)
  const shifts = [red, green, blue].map((value) => ((gain - 1) * value) / divisor)
  for (let at = 0; at < length; at++) {
    const channel = at % 3
    input[at] = Math.min(limits[channel]!, gain * input[at]! + shifts[channel]!)
  }
}
