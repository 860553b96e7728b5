import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { uprightCrop } from '../../../src/domain/face/uprightCrop'
import { distance } from '../../../src/domain/geometry/points'
import { anyHead, HEAD, landmarksOfHead } from '../syntheticFace'

describe('uprightCrop', () => {
  it('holds all 41 points with room for brows and chin, along the tilt of the eyes', () => {
    fc.assert(
      fc.property(anyHead, (head) => {
        const landmarks = landmarksOfHead(head)
        const { centre, side, rollRad } = uprightCrop(landmarks)
        const cos = Math.cos(rollRad)
        const sin = Math.sin(rollRad)
        for (const { x, y } of landmarks) {
          const across = cos * (x - centre.x) + sin * (y - centre.y)
          const down = cos * (y - centre.y) - sin * (x - centre.x)
          expect(Math.max(Math.abs(across), Math.abs(down))).toBeLessThan(0.42 * side)
        }
        expect(Math.abs(Math.sin(rollRad - head.rollRad))).toBeLessThan(0.02)
      }),
    )
  })

  it('moves and grows with the face', () => {
    const one = uprightCrop(landmarksOfHead(HEAD))
    const other = uprightCrop(landmarksOfHead({ ...HEAD, x: 400, y: 300, eyeDistance: 100 }))
    expect(other.side / one.side).toBeCloseTo(2, 5)
    expect(other.centre.x - 400).toBeCloseTo(2 * (one.centre.x - HEAD.x), 4)
    expect(other.centre.y - 300).toBeCloseTo(2 * (one.centre.y - HEAD.y), 4)
  })

  it('gives a square around points that make no face', () => {
    const spots = Array.from({ length: 41 }, (_, i) => ({ x: i === 0 ? NaN : 1, y: 1 }))
    expect(() => uprightCrop(spots)).not.toThrow()
    const few = [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
    ]
    const square = uprightCrop(few)
    for (const point of few) expect(distance(point, square.centre)).toBeLessThan(square.side / 2)
  })
})
