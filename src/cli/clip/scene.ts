import type { Canvas } from '@napi-rs/canvas'
import { apply, invert, type Affine } from '../../domain/geometry/affine'
import { centroid, type Point, type Size } from '../../domain/geometry/points'
import type { Landmarks } from '../../domain/face/landmarks'
import type { Material, Prop } from './material'

export const CLIP_SIZE: Size = { width: 640, height: 480 }
export const CLIP_FPS = 30

/** A picture in a frame. `transform` maps its pixels to the frame's. */
export interface Layer {
  readonly image: Canvas
  readonly transform: Affine
  readonly prop: Prop | null
  /** Names of the persons in the truth begin with this: after a cut they are others. */
  readonly shot: string
}

/** What a camera sees at a moment. */
export interface View {
  /** Back to front. */
  readonly layers: readonly Layer[]
  /** Brightness, 1 as photographed. */
  readonly light: number
}

export interface Scene {
  readonly name: string
  readonly seconds: number
  /** How long the shutter stays open, seconds: 0 is sharp. The truth is that of its middle. */
  readonly shutterS: number
  readonly view: (seconds: number, material: Material) => View
}

/**
 * How well a true face can be seen: `clear` must be found; `partly` (cut by the frame's edge, or behind something) may be;
 * `hidden` is behind something; `outside` is beyond the frame's edge, all but a cheek.
 */
export type Sight = 'clear' | 'partly' | 'hidden' | 'outside'

export interface TrueFace {
  readonly person: string
  /** Frame pixels. */
  readonly points: Landmarks
  readonly sight: Sight
}

/** Of a face's size, how much room there must be between its points and the frame's edge for it to be clear. */
const CLEAR_MARGIN = 0.25
/** Share of its points behind something from which a face is hidden. */
const HIDDEN_FROM = 0.6

function sightOf(points: Landmarks, inFront: readonly { layer: Layer; inverse: Affine | null }[]): Sight {
  const xs = points.map(({ x }) => x)
  const ys = points.map(({ y }) => y)
  const [left, right] = [Math.min(...xs), Math.max(...xs)]
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)]
  const { width, height } = CLIP_SIZE
  const middle = centroid(points)
  if (middle.x < 0 || middle.y < 0 || middle.x > width || middle.y > height) return 'outside'
  const covered = points.filter((point) =>
    inFront.some(({ layer, inverse }) => {
      if (inverse === null) return false
      const at = apply(inverse, point)
      return layer.prop === null
        ? at.x >= 0 && at.y >= 0 && at.x < layer.image.width && at.y < layer.image.height
        : layer.prop.covers(at)
    }),
  ).length
  if (covered > HIDDEN_FROM * points.length) return 'hidden'
  const margin = CLEAR_MARGIN * Math.max(right - left, bottom - top)
  const isWhole = left > margin && top > margin && right < width - margin && bottom < height - margin
  return covered === 0 && isWhole ? 'clear' : 'partly'
}

/** The faces of a view, exact: points of the pictures, moved as the pictures are. Those far outside are left out. */
export function truthOf({ layers }: View): readonly TrueFace[] {
  const placed = layers.map((layer) => ({ layer, inverse: invert(layer.transform) }))
  return placed.flatMap(({ layer }, index) =>
    [...(layer.prop?.faces ?? [])].flatMap(([name, source]) => {
      const points = source.map((point: Point) => apply(layer.transform, point))
      const isNear = points.some(({ x, y }) => x > 0 && y > 0 && x < CLIP_SIZE.width && y < CLIP_SIZE.height)
      if (!isNear) return []
      return [{ person: `${layer.shot}${name}`, points, sight: sightOf(points, placed.slice(index + 1)) }]
    }),
  )
}
