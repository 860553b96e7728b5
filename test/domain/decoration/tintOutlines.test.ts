import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeScene } from '../../../src/domain/decoration/place'
import type { TintRegion } from '../../../src/domain/decoration/decoration'
import { partOf } from '../../../src/domain/face/landmarks'
import { estimatePose } from '../../../src/domain/face/estimatePose'
import { centroid, sourcePoint, type Point } from '../../../src/domain/geometry/points'
import { personId } from '../../../src/domain/ids'
import type { Person } from '../../../src/domain/tracking/person'
import { anyHead, HEAD, landmarksOfHead } from '../syntheticFace'
import { decoration, item, packOf, personOf, tint } from '../syntheticScene'

const PICTURE = { width: 1280, height: 720 }

function outlinesOn(person: Person, region: TintRegion): readonly (readonly Point[])[] {
  const pack = packOf(decoration('tint', tint(region)))
  const [placed] = placeScene({ items: [item('1', 'tint')] }, [person], pack, PICTURE)
  if (placed?.kind !== 'tint') throw new Error('no tint was placed')
  return placed.outlines
}

/** Even-odd rule over all outlines together, as the canvas fills them. */
function isPainted(outlines: readonly (readonly Point[])[], { x, y }: Point): boolean {
  let crossings = 0
  for (const outline of outlines) {
    outline.forEach((a, i) => {
      const b = outline[(i + 1) % outline.length]!
      if (a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) crossings++
    })
  }
  return crossings % 2 === 1
}

/** A person whose lower lip and jaw hang by `open` eye distances. */
function talking(open: number): Person {
  const landmarks = landmarksOfHead(HEAD).map((point, i) =>
    (i > 27 && i < 33) || i > 37 ? sourcePoint(point.x, point.y + open * HEAD.eyeDistance) : point,
  )
  return { id: personId('p'), landmarks, pose: estimatePose(landmarks), presence: 1 }
}

describe('lip tint', () => {
  it('paints both lips and leaves the open mouth out, teeth and all', () => {
    const person = talking(0.3)
    const outlines = outlinesOn(person, 'lips')
    const inner = partOf(person.landmarks, 'innerLip')
    const outer = partOf(person.landmarks, 'outerLip')
    expect(isPainted(outlines, centroid(inner))).toBe(false)
    for (let i = 0; i < 8; i++) {
      const inside = { x: (inner[i]!.x + centroid(inner).x) / 2, y: (inner[i]!.y + centroid(inner).y) / 2 }
      expect(isPainted(outlines, inside)).toBe(false)
    }
    const middle = (a: Point, b: Point) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
    expect(isPainted(outlines, middle(outer[3]!, inner[2]!))).toBe(true)
    expect(isPainted(outlines, middle(outer[9]!, inner[6]!))).toBe(true)
    expect(isPainted(outlines, { x: HEAD.x, y: HEAD.y })).toBe(false)
  })

  it('has no seam between closed lips', () => {
    const person = talking(-0.05)
    const outlines = outlinesOn(person, 'lips')
    expect(outlines).toHaveLength(1)
    expect(isPainted(outlines, centroid(partOf(person.landmarks, 'innerLip')))).toBe(true)
  })

  it('passes through the corners of the mouth and stays on the lips', () => {
    fc.assert(
      fc.property(anyHead, (head) => {
        const person = personOf('p', head)
        const outer = partOf(person.landmarks, 'outerLip')
        const [outline] = outlinesOn(person, 'lips')
        for (const landmark of outer) {
          const nearest = Math.min(
            ...outline!.map((point) => Math.hypot(point.x - landmark.x, point.y - landmark.y)),
          )
          expect(nearest / head.eyeDistance).toBeLessThan(1e-6)
        }
      }),
    )
  })
})

describe('eyelid tint', () => {
  it('is above the lid it belongs to, on every face, and never on the eyeball', () => {
    fc.assert(
      fc.property(anyHead, fc.constantFrom('rightEyelid', 'leftEyelid'), (head, region) => {
        const person = personOf('p', head)
        const eye = partOf(person.landmarks, region === 'rightEyelid' ? 'rightEye' : 'leftEye')
        const outlines = outlinesOn(person, region)
        expect(isPainted(outlines, centroid(eye))).toBe(false)
        const lid = centroid([eye[1]!, eye[2]!])
        const up = { x: Math.sin(head.rollRad), y: -Math.cos(head.rollRad) }
        const above = { x: lid.x + 0.06 * head.eyeDistance * up.x, y: lid.y + 0.06 * head.eyeDistance * up.y }
        expect(isPainted(outlines, above)).toBe(true)
        const brow = { x: lid.x + 0.4 * head.eyeDistance * up.x, y: lid.y + 0.4 * head.eyeDistance * up.y }
        expect(isPainted(outlines, brow)).toBe(false)
      }),
    )
  })

  it('softens and sizes with the face', () => {
    const pack = packOf(decoration('tint', tint('leftEyelid')))
    const feather = (eyeDistance: number) => {
      const person = personOf('p', { ...HEAD, eyeDistance })
      const [placed] = placeScene({ items: [item('1', 'tint')] }, [person], pack, PICTURE)
      return placed?.kind === 'tint' ? placed.featherPx : NaN
    }
    expect(feather(100) / feather(50)).toBeCloseTo(2, 6)
  })
})
