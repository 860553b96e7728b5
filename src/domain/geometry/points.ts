/** A position in pixels; x to the right, y down. */
export interface Point {
  readonly x: number
  readonly y: number
}

declare const space: unique symbol

/**
 * In pixels of the upright (orientation applied), unmirrored camera frame or picture. A point of the small frame that vision
 * receives, or of the stage, is a bare `Point` and does not compile in its place.
 */
export type SourcePoint = Point & { readonly [space]: 'source' }

export const sourcePoint = (x: number, y: number): SourcePoint => ({ x, y }) as SourcePoint

/** Width and height in pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)

/** Arithmetic mean of at least one point. */
export function centroid(points: readonly Point[]): Point {
  let x = 0
  let y = 0
  for (const point of points) {
    x += point.x
    y += point.y
  }
  return { x: x / points.length, y: y / points.length }
}
