import type { Point } from './points'

/**
 * A smooth line through `points`, with `steps` pieces between each pair. It starts and ends exactly on the first and
 * last point. Uniform cubic of Catmull and Rom (1974) with mirrored end tangents: landmarks of one outline are
 * spaced evenly enough that it does not loop.
 */
export function smoothLine(points: readonly Point[], steps: number): readonly Point[] {
  const first = points[0]
  if (first === undefined) return []
  const line: Point[] = [first]
  for (let i = 0; i + 1 < points.length; i++) {
    const b = points[i]!
    const c = points[i + 1]!
    const a = points[i - 1] ?? { x: 2 * b.x - c.x, y: 2 * b.y - c.y }
    const d = points[i + 2] ?? { x: 2 * c.x - b.x, y: 2 * c.y - b.y }
    for (let step = 1; step < steps; step++) line.push(between(a, b, c, d, step / steps))
    line.push(c)
  }
  return line
}

function between(a: Point, b: Point, c: Point, d: Point, t: number): Point {
  const along = (p: number, q: number, r: number, s: number) =>
    q + (t / 2) * (r - p + t * (2 * p - 5 * q + 4 * r - s + t * (3 * (q - r) + s - p)))
  return { x: along(a.x, b.x, c.x, d.x), y: along(a.y, b.y, c.y, d.y) }
}
