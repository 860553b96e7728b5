import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ANCHORS } from '../../../src/domain/face/anchors'
import { anchorSeat, anchorVisibility } from '../../../src/domain/face/anchorSeat'
import { projectHeadPoint } from '../../../src/domain/face/headProjection'
import { distance } from '../../../src/domain/geometry/points'
import { anyHead, HEAD, landmarksOfHead, poseOf, type Head } from '../syntheticFace'

const seat = (head: Head, anchor: (typeof ANCHORS)[number]) =>
  anchorSeat(landmarksOfHead(head), poseOf(head), anchor)

describe('anchorSeat', () => {
  it('orders the anchors of an upright face as a face is ordered', () => {
    const y = (anchor: (typeof ANCHORS)[number]) => seat(HEAD, anchor).y
    const down = [y('crown'), y('forehead'), y('eyes'), y('noseTip'), y('mouth'), y('chin')]
    expect(down).toEqual(down.toSorted((a, b) => a - b))
    const x = (anchor: (typeof ANCHORS)[number]) => seat(HEAD, anchor).x
    const across = [x('rightEar'), x('rightCheek'), x('rightEye'), x('leftEye'), x('leftCheek'), x('leftEar')]
    const order = [0, 2, 1, 4, 3, 5].map((i) => across[i]!)
    expect(order[0]).toBeLessThan(Math.min(...order.slice(1)))
    expect(order.at(-1)).toBeGreaterThan(Math.max(...order.slice(0, -1)))
  })

  it('moves, turns and grows with the face: every anchor keeps its place in the face', () => {
    fc.assert(
      fc.property(anyHead, fc.constantFrom(...ANCHORS), (head, anchor) => {
        const upright = { ...HEAD, yawRad: head.yawRad, pitchRad: head.pitchRad }
        const a = seat(upright, anchor)
        const factor = head.eyeDistance / HEAD.eyeDistance
        const cos = Math.cos(head.rollRad) * factor
        const sin = Math.sin(head.rollRad) * factor
        const expected = {
          x: head.x + cos * (a.x - HEAD.x) - sin * (a.y - HEAD.y),
          y: head.y + sin * (a.x - HEAD.x) + cos * (a.y - HEAD.y),
        }
        expect(distance(seat(head, anchor), expected) / head.eyeDistance).toBeLessThan(1e-6)
      }),
    )
  })

  it('keeps measured anchors rigid with the head that shows them', () => {
    fc.assert(
      fc.property(anyHead, (head) => {
        const nose = projectHeadPoint(poseOf(head), [0, 0.52, 0.46])
        expect(distance(seat(head, 'noseTip'), nose) / head.eyeDistance).toBeLessThan(0.01)
      }),
    )
  })

  it('swings the crown and the ears, which lie behind the face, against a turn; and the crown up in a nod', () => {
    const turned = { ...HEAD, yawRad: 0.5 }
    for (const anchor of ['crown', 'leftEar', 'rightEar'] as const) {
      expect(seat(turned, anchor).x).toBeLessThan(seat(HEAD, anchor).x)
    }
    expect(seat(turned, 'noseTip').x).toBeGreaterThan(HEAD.x)
    // Bowing shows the top of the head: it comes forward into view, no lower than before by more than the eyes move.
    const bowed = { ...HEAD, pitchRad: 0.35 }
    expect(seat(bowed, 'crown').y).toBeLessThan(seat(HEAD, 'crown').y)
    const raised = { ...HEAD, pitchRad: -0.35 }
    expect(seat(raised, 'crown').y).toBeGreaterThan(seat(HEAD, 'crown').y)
  })

  it('is mirrored when the face is: left and right change places', () => {
    const mirrored: Record<string, (typeof ANCHORS)[number]> = {
      leftEye: 'rightEye',
      leftEar: 'rightEar',
      leftCheek: 'rightCheek',
    }
    fc.assert(
      fc.property(
        anyHead,
        fc.constantFrom('leftEye', 'leftEar', 'leftCheek', 'crown', 'mouth'),
        (head, name) => {
          const other = mirrored[name] ?? name
          const mirror = { ...head, x: -head.x, rollRad: -head.rollRad, yawRad: -head.yawRad }
          const a = seat(head, name)
          const b = seat(mirror, other)
          expect(Math.hypot(a.x + b.x, a.y - b.y) / head.eyeDistance).toBeLessThan(1e-6)
        },
      ),
    )
  })

  it('hides the ear and the cheek on the far side only', () => {
    const toLeft = poseOf({ ...HEAD, yawRad: 0.9 })
    expect(anchorVisibility(toLeft, 'leftEar')).toBe(0)
    expect(anchorVisibility(toLeft, 'leftCheek')).toBeLessThan(0.1)
    expect(anchorVisibility(toLeft, 'rightEar')).toBe(1)
    expect(anchorVisibility(toLeft, 'rightCheek')).toBe(1)
    expect(anchorVisibility(toLeft, 'eyes')).toBe(1)
  })
})
