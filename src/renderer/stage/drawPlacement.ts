import type { Blend } from '../../domain/decoration/decoration'
import type { ArtPlacement, Placement, TintPlacement } from '../../domain/decoration/placement'
import type { Affine } from '../../domain/geometry/affine'
import type { Point } from '../../domain/geometry/points'

/** The part of a 2-D context that drawing needs: windows, workers and tests all have it. */
export type Context2d = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** One art as something drawable, and the size that its transform speaks of. */
export interface DrawnArt {
  readonly image: CanvasImageSource
  /** The art's own pixels: the bitmap may be larger or smaller. */
  readonly width: number
  readonly height: number
}

/** Gives an art for a drawing where each of its own pixels covers `growth` device pixels, or null while it is not there yet. */
export type ArtProvider = (art: string, growth: number) => DrawnArt | null

/** CSS names its blend modes as canvas does; only `normal` differs. */
export const compositeOf = (blend: Blend): GlobalCompositeOperation =>
  blend === 'normal' ? 'source-over' : blend

/** How many times a length along an axis grows at most under the linear part of a map. */
const growthOf = (m: Affine): number => Math.max(Math.hypot(m[0], m[1]), Math.hypot(m[2], m[3]))

/** Device pixels for each source pixel in this context now. */
function deviceScale(context: Context2d): number {
  const { a, b, c, d } = context.getTransform()
  return growthOf([a, b, c, d, 0, 0])
}

/**
 * Draws one placement in source pixels on top of whatever map the context carries (stage zoom, mirror, pixel ratio).
 * The one routine behind the live stage, the editor, thumbnails and every exported file, so that they cannot differ.
 * Returns false when the art is not there yet.
 */
export function drawPlacement(context: Context2d, placement: Placement, artFor: ArtProvider): boolean {
  if (placement.opacity <= 0) return true
  context.save()
  context.globalAlpha *= Math.min(1, placement.opacity)
  context.globalCompositeOperation = compositeOf(placement.blend)
  const drawn = placement.kind === 'art' ? drawArt(context, placement, artFor) : drawTint(context, placement)
  context.restore()
  return drawn
}

function drawArt(context: Context2d, placement: ArtPlacement, artFor: ArtProvider): boolean {
  const [a, b, c, d, e, f] = placement.transform
  const before = deviceScale(context)
  context.transform(a, b, c, d, e, f)
  const art = artFor(placement.art, before * growthOf(placement.transform))
  if (!art) return false
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'high'
  context.drawImage(art.image, 0, 0, art.width, art.height)
  return true
}

function drawTint(context: Context2d, placement: TintPlacement): boolean {
  const bounds = boundsOf(placement.outlines.flat())
  if (!bounds) return true
  const { featherPx } = placement
  if (featherPx > 0) {
    // Bounds the blur's work to the region itself: without a clip it runs over the whole canvas.
    const margin = 2 * featherPx
    context.beginPath()
    context.rect(
      bounds.left - margin,
      bounds.top - margin,
      bounds.right - bounds.left + 2 * margin,
      bounds.bottom - bounds.top + 2 * margin,
    )
    context.clip()
    // Filters ignore the context's map: the radius is in device pixels. An edge is about two deviations to each side.
    context.filter = `blur(${(featherPx * deviceScale(context)) / 2}px)`
  }
  context.fillStyle = placement.colour
  context.beginPath()
  for (const outline of placement.outlines) traceClosed(context, outline)
  context.fill('evenodd')
  return true
}

/** Straight sides: outlines come as finely as they are meant to be drawn. */
export function traceClosed(
  context: Pick<Context2d, 'moveTo' | 'lineTo' | 'closePath'>,
  outline: readonly Point[],
) {
  outline.forEach((point, index) =>
    index === 0 ? context.moveTo(point.x, point.y) : context.lineTo(point.x, point.y),
  )
  context.closePath()
}

export interface Bounds {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The smallest upright box around the points, or null for none. */
export function boundsOf(points: readonly Point[]): Bounds | null {
  if (points.length === 0) return null
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y } of points) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  return { left, top, right, bottom }
}
