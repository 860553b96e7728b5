import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StickerPart } from '../../../src/domain/decoration/decoration'
import { itemSeat, placeScene } from '../../../src/domain/decoration/place'
import type { ArtPlacement, Placement } from '../../../src/domain/decoration/placement'
import { ANCHORS } from '../../../src/domain/face/anchors'
import { anchorSeat } from '../../../src/domain/face/anchorSeat'
import { apply, invert, multiply, rotation, scaling, translation } from '../../../src/domain/geometry/affine'
import { distance, type Point } from '../../../src/domain/geometry/points'
import { personId } from '../../../src/domain/ids'
import { gestureCommand } from '../../../src/domain/scene/gesture'
import type { Adjustment } from '../../../src/domain/scene/scene'
import { anyHead, HEAD, type Head } from '../syntheticFace'
import { decoration, item, packOf, personOf, sticker, tint } from '../syntheticScene'

const PICTURE = { width: 1280, height: 720 }

/** Corners of the placed art, clockwise from the art's own top left. */
const corners = ({ transform }: ArtPlacement): readonly Point[] =>
  [
    { x: 0, y: 0 },
    { x: 200, y: 0 },
    { x: 200, y: 100 },
    { x: 0, y: 100 },
  ].map((corner) => apply(transform, corner))

const arts = (placements: readonly Placement[]) => placements.filter((placement) => placement.kind === 'art')

function placeOne(
  part: Partial<StickerPart>,
  head: Head,
  adjustment: Partial<Adjustment> = {},
): ArtPlacement {
  const pack = packOf(decoration('one', sticker(part)))
  const scene = { items: [item('i', 'one', { kind: 'everyone' }, adjustment)] }
  const [placed] = arts(placeScene(scene, [personOf('p', head)], pack, PICTURE))
  if (placed === undefined) throw new Error('nothing was placed')
  return placed
}

const anyPart = fc.record({
  anchor: fc.constantFrom(...ANCHORS.filter((anchor) => !/Ear|Cheek/.test(anchor))),
  offset: fc.record({
    x: fc.double({ min: -1, max: 1, noNaN: true }),
    y: fc.double({ min: -1, max: 1, noNaN: true }),
  }),
  origin: fc.record({
    x: fc.double({ min: 0, max: 1, noNaN: true }),
    y: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  width: fc.double({ min: 0.2, max: 4, noNaN: true }),
  turnDeg: fc.double({ min: -90, max: 90, noNaN: true }),
  followYaw: fc.double({ min: 0, max: 1, noNaN: true }),
})

const anyAdjustment = fc.record({
  moveX: fc.double({ min: -2, max: 2, noNaN: true }),
  moveY: fc.double({ min: -2, max: 2, noNaN: true }),
  scale: fc.double({ min: 0.3, max: 3, noNaN: true }),
  turnRad: fc.double({ min: -3, max: 3, noNaN: true }),
})

const farApart = (a: readonly Point[], b: readonly Point[]) =>
  Math.max(...a.map((point, i) => distance(point, b[i]!)))

describe('placeScene: one sticker', () => {
  it('puts the origin of the art on its anchor, as wide as said', () => {
    const placed = placeOne({ width: 2.4, origin: { x: 0.25, y: 0.75 } }, HEAD)
    expect(distance(apply(placed.transform, { x: 50, y: 75 }), { x: HEAD.x, y: HEAD.y })).toBeLessThan(0.01)
    const [left, right] = corners(placed)
    expect(distance(left!, right!)).toBeCloseTo(2.4 * HEAD.eyeDistance, 2)
  })

  it('goes where the face goes: moved, tilted or enlarged with it', () => {
    fc.assert(
      fc.property(anyHead, anyPart, anyAdjustment, (head, part, adjustment) => {
        const still = { ...HEAD, yawRad: head.yawRad, pitchRad: head.pitchRad }
        const factor = head.eyeDistance / HEAD.eyeDistance
        const similarity = [
          translation(head.x, head.y),
          rotation(head.rollRad),
          scaling(factor),
          translation(-HEAD.x, -HEAD.y),
        ].reduce(multiply)
        const expected = corners(placeOne(part, still, adjustment)).map((corner) => apply(similarity, corner))
        const actual = corners(placeOne(part, head, adjustment))
        expect(farApart(actual, expected) / head.eyeDistance).toBeLessThan(1e-3)
      }),
    )
  })

  it('is a mirror picture on a mirrored face when the sticker is flipped', () => {
    fc.assert(
      fc.property(anyHead, anyPart, anyAdjustment, (head, part, adjustment) => {
        const mirrorHead = {
          ...head,
          x: PICTURE.width - head.x,
          rollRad: -head.rollRad,
          yawRad: -head.yawRad,
        }
        const mirrorAdjustment = {
          ...adjustment,
          moveX: -adjustment.moveX,
          turnRad: -adjustment.turnRad,
          flipped: true,
        }
        const expected = corners(placeOne(part, head, adjustment)).map(({ x, y }) => ({
          x: PICTURE.width - x,
          y,
        }))
        const actual = corners(placeOne(part, mirrorHead, mirrorAdjustment))
        expect(farApart(actual, expected) / head.eyeDistance).toBeLessThan(1e-3)
      }),
    )
  })

  it('narrows with the yaw as far as followYaw says, and keeps its height', () => {
    const turned = { ...HEAD, yawRad: 0.7 }
    const size = (followYaw: number) => {
      const [a, b, , d] = corners(placeOne({ followYaw }, turned))
      return { width: distance(a!, b!) / (2 * HEAD.eyeDistance), height: distance(a!, d!) / HEAD.eyeDistance }
    }
    expect(size(1).width).toBeCloseTo(Math.cos(0.7), 1)
    expect(size(0).width).toBeCloseTo(1, 1)
    expect(size(0.5).width).toBeCloseTo((1 + Math.cos(0.7)) / 2, 1)
    expect(size(1).height).toBeCloseTo(size(0).height, 6)
  })

  it('stays upright with followRoll 0, yet on its place in the tilted face', () => {
    const tilted = { ...HEAD, rollRad: 0.5 }
    const upright = placeOne({ followRoll: 0, anchor: 'crown' }, tilted)
    const [left, right] = corners(upright)
    expect(right!.y - left!.y).toBeCloseTo(0, 6)
    const person = personOf('p', tilted)
    const seat = anchorSeat(person.landmarks, person.pose, 'crown')
    expect(distance(apply(upright.transform, { x: 100, y: 50 }), seat)).toBeLessThan(1e-6)
  })

  it('keeps a hat on the hair: the crown seat stays above the eyes in every pose', () => {
    fc.assert(
      fc.property(anyHead, (head) => {
        const placed = placeOne({ anchor: 'crown', origin: { x: 0.5, y: 1 } }, head)
        const seat = apply(placed.transform, { x: 100, y: 100 })
        const up = Math.sin(head.rollRad) * (seat.x - head.x) - Math.cos(head.rollRad) * (seat.y - head.y)
        expect(up / head.eyeDistance).toBeGreaterThan(1)
        expect(up / head.eyeDistance).toBeLessThan(2.2)
      }),
    )
  })

  it('fades with presence, adjustment and a face that turns away, and is gone when wholly faded', () => {
    const pack = packOf(decoration('one', sticker({ opacity: 0.8 })))
    const opacity = (head: Head, presence: number, own = 1) => {
      const scene = { items: [item('i', 'one', { kind: 'everyone' }, { opacity: own })] }
      return placeScene(scene, [personOf('p', head, presence)], pack, PICTURE)[0]?.opacity ?? 0
    }
    expect(opacity(HEAD, 1)).toBeCloseTo(0.8, 9)
    expect(opacity(HEAD, 0.5, 0.5)).toBeCloseTo(0.2, 9)
    expect(opacity(HEAD, 0)).toBe(0)
    const turned = [45, 52, 58, 62, 70].map((deg) => opacity({ ...HEAD, yawRad: (deg * Math.PI) / 180 }, 1))
    expect(turned).toEqual(turned.toSorted((a, b) => b - a))
    expect(turned[1]).toBeGreaterThan(0.75)
    expect(turned.at(-1)).toBe(0)
  })
})

describe('placeScene: many', () => {
  const pack = packOf(
    decoration('hat', sticker({ slot: 'overAll', anchor: 'crown' })),
    decoration('glasses', sticker({ slot: 'overEyes' })),
    decoration('hair', sticker({ slot: 'behindFace' })),
    decoration(
      'cat',
      sticker({ anchor: 'crown', slot: 'overAll' }),
      sticker({ anchor: 'noseTip', slot: 'onSkin' }),
    ),
    decoration('lipstick', tint('lips')),
  )
  const near = personOf('near', { ...HEAD, x: 800, eyeDistance: 90 })
  const far = personOf('far', { ...HEAD, x: 300, eyeDistance: 40 })

  it('paints far persons first, each from the back slot to the front one, in scene order within a slot', () => {
    const scene = { items: [item('1', 'hat'), item('2', 'glasses'), item('3', 'hair'), item('4', 'glasses')] }
    const order = placeScene(scene, [near, far], pack, PICTURE).map(
      ({ person, item: worn }) => `${person}:${worn}`,
    )
    expect(order).toEqual(['far:3', 'far:2', 'far:4', 'far:1', 'near:3', 'near:2', 'near:4', 'near:1'])
  })

  it('puts things placed by hand over what faces wear, in the order of the scene alone', () => {
    const onPicture = { kind: 'picture', x: 0.5, y: 0.5, width: 0.1 } as const
    const scene = { items: [item('1', 'hat', onPicture), item('2', 'hair', onPicture), item('3', 'glasses')] }
    expect(placeScene(scene, [near], pack, PICTURE).map((placement) => placement.item)).toEqual([
      '3',
      '1',
      '2',
    ])
  })

  it('has one key for each part on each person, the same whatever else happens', () => {
    const scene = { items: [item('1', 'cat'), item('2', 'lipstick')] }
    const keys = (persons: readonly (typeof near)[]) =>
      placeScene(scene, persons, pack, PICTURE).map(({ key }) => key)
    const both = keys([near, far])
    expect(new Set(both).size).toBe(6)
    expect(keys([far]).every((key) => both.includes(key))).toBe(true)
    const moved = personOf('near', { ...HEAD, x: 700, eyeDistance: 80 })
    expect(keys([moved, far]).toSorted()).toEqual(both.toSorted())
  })

  it('dresses only whom the item is for, and leaves out what is hidden, unknown or not there', () => {
    const hidden = { ...item('1', 'hat'), visible: false }
    const items = [
      hidden,
      item('2', 'no such thing'),
      item('3', 'glasses', { kind: 'person', person: personId('far') }),
      item('4', 'glasses', { kind: 'person', person: personId('gone') }),
    ]
    const placed = placeScene({ items }, [near, far], pack, PICTURE)
    expect(placed.map(({ item: worn, person }) => [worn, person])).toEqual([['3', 'far']])
    const artless = packOf(decoration('one', sticker({ art: 'missing' })))
    expect(placeScene({ items: [item('1', 'one')] }, [near], artless, PICTURE)).toEqual([])
  })

  it('places by hand as on an upright face there, in fractions of the picture', () => {
    const scene = { items: [item('1', 'glasses', { kind: 'picture', x: 0.25, y: 0.5, width: 0.1 })] }
    const [placed] = arts(placeScene(scene, [], pack, PICTURE))
    const [left, right] = corners(placed!)
    expect(distance(left!, right!)).toBeCloseTo(2 * 0.1 * PICTURE.width, 6)
    expect(apply(placed!.transform, { x: 100, y: 50 })).toEqual({ x: 320, y: 360 })
    const twice = placeScene(scene, [], pack, { width: 2560, height: 1440 })
    const expected = corners(placed!).map(({ x, y }) => ({ x: 2 * x, y: 2 * y }))
    expect(farApart(corners(arts(twice)[0]!), expected)).toBeLessThan(1e-6)
  })

  it('moves, turns and scales several parts as one thing', () => {
    const scene = (adjustment: Partial<Adjustment>) => ({
      items: [item('1', 'cat', { kind: 'everyone' }, adjustment)],
    })
    const seats = (adjustment: Partial<Adjustment>) =>
      arts(placeScene(scene(adjustment), [near], pack, PICTURE)).map(({ transform }) =>
        apply(transform, { x: 100, y: 50 }),
      )
    const [a, b] = seats({}) as [Point, Point]
    const [c, d] = seats({ scale: 2, turnRad: Math.PI / 2 }) as [Point, Point]
    expect(distance(c, d)).toBeCloseTo(2 * distance(a, b), 4)
    const middle = (p: Point, q: Point) => ({ x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 })
    expect(distance(middle(a, b), middle(c, d))).toBeLessThan(1e-6)
  })
})

describe('gestureCommand', () => {
  const pack = packOf(decoration('cat', sticker({ anchor: 'crown' }), sticker({ anchor: 'noseTip' })))
  const drag = fc.record({
    dxPx: fc.double({ min: -200, max: 200, noNaN: true }),
    dyPx: fc.double({ min: -200, max: 200, noNaN: true }),
    scale: fc.double({ min: 0.5, max: 2, noNaN: true }),
    turnRad: fc.double({ min: -1, max: 1, noNaN: true }),
  })

  it('moves the pivot exactly as far as the hand, on any face', () => {
    fc.assert(
      fc.property(anyHead, anyAdjustment, drag, (head, adjustment, gesture) => {
        const person = personOf('p', head)
        const before = item('1', 'cat', { kind: 'everyone' }, adjustment)
        const command = gestureCommand(before, person, PICTURE, gesture)
        if (command.kind !== 'adjust') throw new Error('a face item is adjusted')
        const after = { ...before, adjustment: { ...before.adjustment, ...command.change } }
        const from = itemSeat(before, person, pack, PICTURE)!
        const to = itemSeat(after, person, pack, PICTURE)!
        expect(to.pivot.x - from.pivot.x).toBeCloseTo(gesture.dxPx, 6)
        expect(to.pivot.y - from.pivot.y).toBeCloseTo(gesture.dyPx, 6)
        expect(to.anchor).toEqual(from.anchor)
        expect(after.adjustment.scale).toBeCloseTo(adjustment.scale * gesture.scale, 9)
      }),
    )
  })

  it('turns what is seen by the angle of the hand, clockwise', () => {
    const person = personOf('p', HEAD)
    const before = item('1', 'cat')
    const command = gestureCommand(before, person, PICTURE, { dxPx: 0, dyPx: 0, scale: 1, turnRad: 0.4 })
    if (command.kind !== 'adjust') throw new Error('a face item is adjusted')
    const turned = { ...before, adjustment: { ...before.adjustment, ...command.change } }
    const first = (scene: typeof before) =>
      arts(placeScene({ items: [scene] }, [person], pack, PICTURE))[0]!.transform
    const relative = multiply(first(turned), invert(first(before))!)
    expect(Math.atan2(relative[1], relative[0])).toBeCloseTo(0.4, 5)
  })

  it('is undone by the opposite gesture', () => {
    fc.assert(
      fc.property(anyHead, anyAdjustment, drag, (head, adjustment, gesture) => {
        const person = personOf('p', head)
        const before = item('1', 'cat', { kind: 'everyone' }, adjustment)
        const apart = (worn: typeof before, by: typeof gesture) => {
          const command = gestureCommand(worn, person, PICTURE, by)
          if (command.kind !== 'adjust') throw new Error('a face item is adjusted')
          return { ...worn, adjustment: { ...worn.adjustment, ...command.change } }
        }
        const back = {
          dxPx: -gesture.dxPx,
          dyPx: -gesture.dyPx,
          scale: 1 / gesture.scale,
          turnRad: -gesture.turnRad,
        }
        const { moveX, moveY, scale, turnRad } = apart(apart(before, gesture), back).adjustment
        expect(moveX).toBeCloseTo(adjustment.moveX, 6)
        expect(moveY).toBeCloseTo(adjustment.moveY, 6)
        expect(scale).toBeCloseTo(adjustment.scale, 6)
        expect(turnRad).toBeCloseTo(adjustment.turnRad, 6)
      }),
    )
  })

  it('moves an item on the picture by fractions of it', () => {
    const onPicture = item('1', 'cat', { kind: 'picture', x: 0.5, y: 0.5, width: 0.1 })
    const command = gestureCommand(onPicture, null, PICTURE, { dxPx: 128, dyPx: -72, scale: 2, turnRad: 0.1 })
    expect(command).toEqual({
      kind: 'movePictureItem',
      item: '1',
      x: 0.6,
      y: 0.4,
      change: { scale: 2, turnRad: 0.1 },
    })
  })
})
