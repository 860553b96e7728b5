import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSameFace, overlap, suppressOverlaps, type FaceBox } from '../../src/vision/detector/boxes'
import { mergeBoxes } from '../../src/vision/pipeline/detectors'
import { tilesOf } from '../../src/vision/pipeline/stillCandidates'

const box: fc.Arbitrary<FaceBox> = fc.record({
  x: fc.double({ min: -50, max: 500, noNaN: true }),
  y: fc.double({ min: -50, max: 500, noNaN: true }),
  width: fc.double({ min: 1, max: 300, noNaN: true }),
  height: fc.double({ min: 1, max: 300, noNaN: true }),
  score: fc.double({ min: 0, max: 1, noNaN: true }),
})

describe('boxes', () => {
  test('overlap is symmetric, within 0…1, and whole only for the same box', () => {
    fc.assert(
      fc.property(box, box, (a, b) => {
        expect(overlap(a, b)).toBeCloseTo(overlap(b, a), 9)
        expect(overlap(a, b)).toBeGreaterThanOrEqual(0)
        expect(overlap(a, b)).toBeLessThanOrEqual(1 + 1e-9)
        expect(overlap(a, a)).toBeCloseTo(1, 9)
        expect(isSameFace(a, b)).toBe(isSameFace(b, a))
      }),
    )
  })

  test('of boxes that overlap only the best stays, and no box is lost without a better neighbour', () => {
    fc.assert(
      fc.property(fc.array(box, { maxLength: 20 }), (boxes) => {
        const kept = suppressOverlaps(boxes, 0.4)
        for (const [index, one] of kept.entries()) {
          for (const other of kept.slice(index + 1)) expect(overlap(one, other)).toBeLessThanOrEqual(0.4)
        }
        for (const one of boxes) {
          expect(
            kept.some((other) => other === one || (overlap(one, other) > 0.4 && other.score >= one.score)),
          ).toBe(true)
        }
      }),
    )
  })

  test('a face boxed tightly and loosely is one face', () => {
    const loose = { x: 0, y: 0, width: 100, height: 130, score: 0.9 }
    const tight = { x: 25, y: 35, width: 50, height: 60, score: 0.8 }
    const other = { x: 150, y: 0, width: 100, height: 130, score: 0.7 }
    expect(mergeBoxes([tight, other, loose])).toEqual([loose, other])
  })
})

describe('tiles', () => {
  test('cover every pixel of the picture, stay inside it, and overlap by a face', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 16, max: 4096 }),
        fc.integer({ min: 16, max: 4096 }),
        fc.integer({ min: 2, max: 3 }),
        (width, height, across) => {
          const tiles = tilesOf({ width, height }, across)
          for (const tile of tiles) {
            expect(tile.x).toBeGreaterThanOrEqual(0)
            expect(tile.y).toBeGreaterThanOrEqual(0)
            expect(tile.x + tile.width).toBeLessThanOrEqual(width + 1e-6)
            expect(tile.y + tile.height).toBeLessThanOrEqual(height + 1e-6)
          }
          const edges = (start: 'x' | 'y', length: 'width' | 'height', end: number) => {
            const spans = [...new Map(tiles.map((tile) => [tile[start], tile[start] + tile[length]]))].sort(
              (a, b) => a[0] - b[0],
            )
            expect(spans[0]![0]).toBe(0)
            expect(spans.at(-1)![1]).toBeCloseTo(end, 6)
            for (const [index, [from]] of spans.entries()) {
              if (index > 0) expect(from).toBeLessThan(spans[index - 1]![1])
            }
          }
          edges('x', 'width', width)
          edges('y', 'height', height)
        },
      ),
    )
  })
})
