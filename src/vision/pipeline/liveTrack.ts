import type { CropLook } from './cropLook'
import { boxOfPoints, type FullPoints, type Reading } from './landmarkCrops'
import type { Size } from '../../domain/geometry/points'

/** One face that is followed, in pixels of the last frame. */
export interface Track {
  readonly points: FullPoints
  /** Of the whole face, pixels per millisecond. */
  readonly velocityX: number
  readonly velocityY: number
  /** The best that the detector gave it. */
  readonly score: number
  /** How its crop looks now, and did when the detector last saw a face there. */
  readonly look: CropLook
  readonly confirmedLook: CropLook
  readonly confirmedAtMs: number
  /** Detector looks in a row that did not see this face. */
  readonly doubts: number
}

/** A face that is not seen just now: its last points, carried on. */
export interface LostTrack {
  readonly track: Track
  readonly lostAtMs: number
}

export const newTrack = ({ points, look }: Reading, score: number, atMs: number): Track => ({
  points,
  velocityX: 0,
  velocityY: 0,
  score,
  look,
  confirmedLook: look,
  confirmedAtMs: atMs,
  doubts: 0,
})

/** The detector has just seen a face here. */
export const confirmed = (track: Track, score: number, atMs: number): Track => ({
  ...track,
  score: Math.max(track.score, score),
  confirmedLook: track.look,
  confirmedAtMs: atMs,
  doubts: 0,
})

export const centreOf = (points: FullPoints) => {
  const box = boxOfPoints(points, 0)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** A track's points, moved by its own speed. */
export function carried({ points, velocityX, velocityY }: Track, milliseconds: number): FullPoints {
  return points.map((value, index) => value + (index % 2 === 0 ? velocityX : velocityY) * milliseconds)
}

/** The same track in the pixels of a frame that shows the same picture larger or smaller. */
export function rescaled(track: Track, ratio: number): Track {
  const { points, velocityX, velocityY } = track
  return {
    ...track,
    points: points.map((value) => value * ratio),
    velocityX: velocityX * ratio,
    velocityY: velocityY * ratio,
  }
}

/** How much wider `next` is when both may show the same picture, else null: a frame's sides are rounded to even numbers. */
export function scaleBetween(last: Size, next: Size): number | null {
  const ratio = next.width / last.width
  return Math.abs(last.height * ratio - next.height) <= Math.max(2, 2 * ratio) ? ratio : null
}

/** Whether the middle of these points is in the frame, at least `room` of their larger side away from its edge. */
export function isInside({ width, height }: Size, points: FullPoints, room: number): boolean {
  const box = boxOfPoints(points, 0)
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const edge = room * Math.max(box.width, box.height)
  return x >= edge && y >= edge && x <= width - edge && y <= height - edge
}
