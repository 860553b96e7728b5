import { inkCentre, paper, pixelAt } from '../../support/canvas2d'
import { createCanvas } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import type { ArtPlacement, TintPlacement } from '../../../src/domain/decoration/placement'
import {
  apply,
  multiply,
  rotation,
  scaling,
  translation,
  type Affine,
} from '../../../src/domain/geometry/affine'
import { sourcePoint, type SourcePoint } from '../../../src/domain/geometry/points'
import { itemId, personId } from '../../../src/domain/ids'
import { drawPlacement, type ArtProvider } from '../../../src/renderer/stage/drawPlacement'

/** A blue art, 40 by 20 pixels, delivered as a bitmap of twice that size. */
const blueArt: ArtProvider = () => {
  const canvas = createCanvas(80, 40)
  const context = canvas.getContext('2d')
  context.fillStyle = '#0000ff'
  context.fillRect(0, 0, 80, 40)
  return { image: canvas as unknown as CanvasImageSource, width: 40, height: 20 }
}

const placed = {
  key: 'a/b/0',
  item: itemId('a'),
  person: personId('b'),
  slot: 'overAll',
  blend: 'normal',
  opacity: 1,
} as const

const art = (transform: Affine, change: Partial<ArtPlacement> = {}): ArtPlacement => ({
  ...placed,
  kind: 'art',
  art: 'blue',
  transform,
  ...change,
})

const square = (left: number, top: number, side: number): readonly SourcePoint[] => [
  sourcePoint(left, top),
  sourcePoint(left + side, top),
  sourcePoint(left + side, top + side),
  sourcePoint(left, top + side),
]

const tint = (change: Partial<TintPlacement>): TintPlacement => ({
  ...placed,
  kind: 'tint',
  slot: 'onSkin',
  outlines: [square(50, 50, 100)],
  colour: '#ff0000',
  featherPx: 0,
  ...change,
})

describe('drawPlacement', () => {
  it('puts the centre of the ink where the transform says, in art pixels whatever the bitmap has', () => {
    const context = paper(200, 200)
    const transform = [rotation(0.6), scaling(1.5, 2)].reduce(multiply, translation(110, 60))
    expect(drawPlacement(context, art(transform), blueArt)).toBe(true)
    const wanted = apply(transform, { x: 20, y: 10 })
    const ink = inkCentre(context, 200, 200)
    expect(ink?.x).toBeCloseTo(wanted.x, 0)
    expect(ink?.y).toBeCloseTo(wanted.y, 0)
    // 40 × 20 art pixels grown by 1.5 × 2.
    expect(ink?.pixels).toBeGreaterThan(2300)
    expect(ink?.pixels).toBeLessThan(2700)
  })

  it('adds to the map of the context, so that zoom and mirror apply to it once', () => {
    const context = paper(200, 200)
    context.setTransform(-0.5, 0, 0, 0.5, 200, 0)
    drawPlacement(context, art(translation(100, 100)), blueArt)
    const ink = inkCentre(context, 200, 200)
    expect(ink?.x).toBeCloseTo(200 - 0.5 * 120, 0)
    expect(ink?.y).toBeCloseTo(0.5 * 110, 0)
  })

  it('asks for the art at the size it will have on the device', () => {
    const context = paper(200, 200)
    context.scale(2, 2)
    const asked: number[] = []
    drawPlacement(context, art(multiply(rotation(1), scaling(3))), (id, growth) => {
      asked.push(growth)
      return blueArt(id, growth)
    })
    expect(asked).toHaveLength(1)
    expect(asked[0]).toBeCloseTo(6)
  })

  it('leaves the context as it found it, and says so when the art is not there', () => {
    const context = paper(50, 50)
    context.globalAlpha = 0.5
    expect(drawPlacement(context, art(translation(0, 0)), () => null)).toBe(false)
    expect(inkCentre(context, 50, 50)).toBeNull()
    expect(context.globalAlpha).toBeCloseTo(0.5)
    expect(context.getTransform().a).toBe(1)
  })

  it('multiplies its opacity into the pixel, and paints nothing at zero', () => {
    const context = paper(50, 50)
    drawPlacement(context, art(translation(0, 0), { opacity: 0.5 }), blueArt)
    expect(pixelAt(context, 10, 10)[3]).toBeCloseTo(128, -1)
    const empty = paper(50, 50)
    drawPlacement(empty, art(translation(0, 0), { opacity: 0 }), blueArt)
    expect(inkCentre(empty, 50, 50)).toBeNull()
  })

  it('fills a tint but not its hole', () => {
    const context = paper(200, 200)
    drawPlacement(context, tint({ outlines: [square(50, 50, 100), square(80, 80, 40)] }), blueArt)
    expect(pixelAt(context, 60, 60)).toEqual([255, 0, 0, 255])
    expect(pixelAt(context, 100, 100)[3]).toBe(0)
    expect(pixelAt(context, 20, 20)[3]).toBe(0)
  })

  it('softens the edge of a tint by its feather, in source pixels at any zoom', () => {
    for (const zoom of [1, 0.5]) {
      const context = paper(200, 200)
      context.scale(zoom, zoom)
      drawPlacement(context, tint({ featherPx: 12 }), blueArt)
      const alpha = (x: number) => pixelAt(context, x * zoom, 100 * zoom)[3] ?? 0
      expect(alpha(100)).toBe(255)
      expect(alpha(50)).toBeGreaterThan(90)
      expect(alpha(50)).toBeLessThan(165)
      expect(alpha(41)).toBeGreaterThan(0)
      expect(alpha(41)).toBeLessThan(alpha(50))
      expect(alpha(20)).toBe(0)
    }
  })

  it('blends with what lies under it', () => {
    const context = paper(200, 200)
    context.fillStyle = '#808080'
    context.fillRect(0, 0, 200, 200)
    drawPlacement(context, tint({ colour: '#ff8080', blend: 'multiply' }), blueArt)
    const [red, green] = pixelAt(context, 100, 100)
    expect(red).toBeCloseTo(128, -1)
    expect(green).toBeCloseTo(64, -1)
  })
})
