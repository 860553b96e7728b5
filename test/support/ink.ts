import type { Canvas } from '@napi-rs/canvas'

export interface InkBox {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly centre: { readonly x: number; readonly y: number }
  readonly pixels: number
}

/** A part of a picture, in pixels; right and bottom are outside. */
export interface Region {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/**
 * Where two pictures of the same size differ by more than `threshold` (0…255) in any channel, within a region:
 * that is the ink a decoration left. The box ignores the outermost 1 % of differing pixels on each side, so that
 * a stray pixel of compression does not move it. Null when nothing differs.
 */
export function inkBetween(before: Canvas, after: Canvas, region: Region, threshold: number): InkBox | null {
  if (before.width !== after.width || before.height !== after.height)
    throw new Error('pictures differ in size')
  const a = before.getContext('2d').getImageData(0, 0, before.width, before.height).data
  const b = after.getContext('2d').getImageData(0, 0, after.width, after.height).data
  const xs: number[] = []
  const ys: number[] = []
  for (let y = Math.max(0, Math.floor(region.top)); y < Math.min(before.height, region.bottom); y++) {
    for (let x = Math.max(0, Math.floor(region.left)); x < Math.min(before.width, region.right); x++) {
      const at = (y * before.width + x) * 4
      let difference = 0
      for (let channel = 0; channel < 3; channel++)
        difference = Math.max(difference, Math.abs((a[at + channel] ?? 0) - (b[at + channel] ?? 0)))
      if (difference > threshold) {
        xs.push(x)
        ys.push(y)
      }
    }
  }
  if (xs.length === 0) return null
  ys.sort((p, q) => p - q)
  xs.sort((p, q) => p - q)
  const at = (sorted: readonly number[], share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
  const box = { left: at(xs, 0.01), right: at(xs, 0.99), top: at(ys, 0.01), bottom: at(ys, 0.99) }
  return {
    ...box,
    centre: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 },
    pixels: xs.length,
  }
}
