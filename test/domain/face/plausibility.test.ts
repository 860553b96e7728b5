import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPlausibleFace } from '../../../src/domain/face/plausibility'
import { anyHead, HEAD, landmarksOfHead, noiseSource } from '../syntheticFace'

describe('isPlausibleFace', () => {
  it('lets faces pass at every tilt, turned and with noisy points', () => {
    const noise = noiseSource(5)
    fc.assert(fc.property(anyHead, (head) => isPlausibleFace(landmarksOfHead(head, noise, 0.04))))
  })

  it('works on points of the small frame too', () => {
    const small = landmarksOfHead({ ...HEAD, eyeDistance: 9 }).map(({ x, y }) => ({ x, y }))
    expect(isPlausibleFace(small)).toBe(true)
  })

  it('lets an open mouth pass', () => {
    const open = landmarksOfHead(HEAD).map(({ x, y }, i) => ({
      x,
      y: (i > 27 && i < 33) || i > 37 ? y + 22 : y,
    }))
    expect(isPlausibleFace(open)).toBe(true)
  })

  it('refuses what is no face', () => {
    const noise = noiseSource(9)
    const face = landmarksOfHead(HEAD)
    const scattered = face.map(() => ({ x: 300 + 50 * noise(), y: 220 + 50 * noise() }))
    const flat = face.map(({ x }) => ({ x, y: 220 }))
    const noseInMouth = face.map((point, i) => (i < 9 ? face[24]! : point))
    const tiny = landmarksOfHead({ ...HEAD, eyeDistance: 1 })
    const broken = face.map((point, i) => (i === 0 ? { x: NaN, y: 0 } : point))
    const insideOut = face.map(({ x, y }) => ({ x: 640 - x, y }))
    const refused = { scattered, flat, noseInMouth, tiny, broken, insideOut, few: face.slice(1) }
    for (const [name, points] of Object.entries(refused))
      expect([name, isPlausibleFace(points)]).toEqual([name, false])
  })
})
