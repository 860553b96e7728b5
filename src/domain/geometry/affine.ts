import type { Point } from './points'

/**
 * A 2-D affine map in the order of canvas `setTransform`: x' = a·x + c·y + e, y' = b·x + d·y + f.
 * Source: HTML Living Standard, CanvasTransform.
 */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

/** `multiply(m, n)` applies n first, then m. */
export function multiply(m: Affine, n: Affine): Affine {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ]
}

export const translation = (x: number, y: number): Affine => [1, 0, 0, 1, x, y]
export const scaling = (x: number, y: number = x): Affine => [x, 0, 0, y, 0, 0]

/** Clockwise on screen for positive radians, because y points down. */
export function rotation(rad: number): Affine {
  const cos = Math.cos(rad)
  const sin = Math.sin(rad)
  return [cos, sin, -sin, cos, 0, 0]
}

export const apply = (m: Affine, point: Point): Point => ({
  x: m[0] * point.x + m[2] * point.y + m[4],
  y: m[1] * point.x + m[3] * point.y + m[5],
})

/** The inverse map, or null when the map flattens the plane. */
export function invert(m: Affine): Affine | null {
  const determinant = m[0] * m[3] - m[1] * m[2]
  if (Math.abs(determinant) < 1e-12) return null
  const a = m[3] / determinant
  const b = -m[1] / determinant
  const c = -m[2] / determinant
  const d = m[0] / determinant
  return [a, b, c, d, -(a * m[4] + c * m[5]), -(b * m[4] + d * m[5])]
}
