import type { Size } from '../geometry/points'

/**
 * Size of a frame for vision, made to fit a square of `side` pixels, never enlarged, in even numbers of pixels. The usual side is
 * enough for the nets' inputs (docs/adr).
 */
export function liveFrameSize(source: Size, side: number): Size {
  const ratio = Math.min(1, side / Math.max(source.width, source.height))
  const even = (length: number) => Math.max(16, 2 * Math.round((length * ratio) / 2))
  return { width: even(source.width), height: even(source.height) }
}
