import { describe, expect, it } from 'vitest'
import {
  DEMO_FPS,
  DEMO_FRAMES,
  DEMO_SIZE,
  demoEyes,
  demoFrame,
  demoGroupFrame,
  type PortraitSprite,
} from '../../../src/domain/demo/demoClip'
import { apply } from '../../../src/domain/geometry/affine'
import { centroid, distance, type Point } from '../../../src/domain/geometry/points'

const SPRITE: PortraitSprite = {
  width: 400,
  height: 500,
  eyes: [
    { x: 160, y: 178 },
    { x: 235, y: 172 },
  ],
}

const eyesAt = (index: number) => demoEyes(demoFrame(index, SPRITE), SPRITE)
const isInside = ({ x, y }: Point) => x > 0 && y > 0 && x < DEMO_SIZE.width && y < DEMO_SIZE.height
const frames = Array.from({ length: DEMO_FRAMES }, (_, i) => i)
const inView = (index: number) => eyesAt(index).filter((eyes) => eyes.every(isInside))
const rollOf = ([right, left]: readonly [Point, Point]) => Math.atan2(left.y - right.y, left.x - right.x)

describe('demoFrame', () => {
  it('moves without a jump, also from the last frame to the first', () => {
    for (const index of frames) {
      const now = inView(index)
      const next = eyesAt(index + 1)
      for (const eyes of now) {
        const nearest = Math.min(...next.map((other) => distance(centroid(eyes), centroid(other))))
        expect(nearest).toBeLessThan(0.6 * distance(eyes[0], eyes[1]))
      }
    }
  })

  it('shows one, then nobody for a second, one again, and two', () => {
    const counts = frames.map((index) => inView(index).length)
    expect(Math.max(...counts)).toBe(2)
    const firstEmpty = counts.indexOf(0)
    expect(firstEmpty).toBeGreaterThan(8 * DEMO_FPS)
    expect(counts.slice(firstEmpty, firstEmpty + DEMO_FPS).every((count) => count === 0)).toBe(true)
    expect(counts.slice(firstEmpty + DEMO_FPS).includes(1)).toBe(true)
    expect(counts.filter((count) => count === 2).length).toBeGreaterThan(3 * DEMO_FPS)
    expect(counts.filter((count) => count === 0).length).toBeLessThan(3 * DEMO_FPS)
  })

  it('tilts both ways, turns, and comes close', () => {
    const alone = frames.slice(0, 11 * DEMO_FPS).flatMap((index) => inView(index))
    const tilts = alone.map((eyes) => (rollOf(eyes) * 180) / Math.PI)
    expect(Math.max(...tilts)).toBeGreaterThan(18)
    expect(Math.min(...tilts)).toBeLessThan(-18)
    const widths = alone.map(([right, left]) => distance(right, left))
    expect(Math.max(...widths) / widths[0]!).toBeGreaterThan(1.4)
    expect(Math.min(...widths) / widths[0]!).toBeLessThan(0.8)
  })

  it('has the right eye on the left of the picture, also for the mirrored second person', () => {
    for (const index of frames)
      for (const [right, left] of eyesAt(index)) expect(left.x).toBeGreaterThan(right.x)
    const both = demoFrame(17 * DEMO_FPS, SPRITE)
    const handedness = both.map(({ transform: m }) => Math.sign(m[0] * m[3] - m[1] * m[2]))
    expect(handedness.toSorted((a, b) => a - b)).toEqual([-1, 1])
  })

  it('is the same every time, and repeats', () => {
    expect(demoFrame(100, SPRITE)).toEqual(demoFrame(100 + DEMO_FRAMES, SPRITE))
    expect(demoFrame(-1, SPRITE)).toEqual(demoFrame(DEMO_FRAMES - 1, SPRITE))
  })

  it('stands the person level although the portrait is not', () => {
    const [eyes] = eyesAt(0)
    expect(Math.abs(rollOf(eyes!))).toBeLessThan(0.03)
    const transform = demoFrame(0, SPRITE)[0]!.transform
    expect(distance(apply(transform, SPRITE.eyes[0]), eyes![0])).toBeLessThan(1e-9)
  })
})

describe('demoGroupFrame', () => {
  it('shows as many faces as asked, wholly inside and apart, with their true eyes', () => {
    for (const count of [1, 2, 3, 5]) {
      for (const index of [0, 17, 45, 300]) {
        const eyes = demoEyes(demoGroupFrame(count, index, SPRITE), SPRITE)
        expect(eyes).toHaveLength(count)
        expect(eyes.flat().every(isInside)).toBe(true)
        const centres = eyes.map((pair) => centroid(pair)).toSorted((a, b) => a.x - b.x)
        centres.slice(1).forEach((centre, i) => {
          expect(distance(centre, centres[i]!)).toBeGreaterThan(2.2 * distance(...eyes[0]!))
        })
      }
    }
  })
})
