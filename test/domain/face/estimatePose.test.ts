import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimatePose } from '../../../src/domain/face/estimatePose'
import { LANDMARK_COUNT } from '../../../src/domain/face/landmarks'
import { canonicalLandmarks, MEAN_FACE } from '../../../src/domain/face/meanFace'
import { centroid, distance, sourcePoint } from '../../../src/domain/geometry/points'
import { anyHead, HEAD, landmarksOfHead, noiseSource } from '../syntheticFace'

const DEGREE = Math.PI / 180

const angleBetween = (a: number, b: number) => Math.abs(Math.atan2(Math.sin(a - b), Math.cos(a - b)))

describe('the mean face', () => {
  it('has its eye centres one unit apart, level, around the origin', () => {
    const flat = MEAN_FACE.map(([x, y]) => ({ x, y }))
    const right = centroid(flat.slice(9, 15))
    const left = centroid(flat.slice(15, 21))
    expect(right.x).toBeCloseTo(-0.5, 9)
    expect(left.x).toBeCloseTo(0.5, 9)
    expect(right.y).toBeCloseTo(0, 9)
    expect(left.y).toBeCloseTo(0, 9)
  })

  it('is the same left and right, with the nose towards the viewer', () => {
    for (const [x, y, z] of MEAN_FACE) {
      expect(
        MEAN_FACE.some((other) => other[0] === (x === 0 ? 0 : -x) && other[1] === y && other[2] === z),
      ).toBe(true)
    }
    expect(Math.max(...MEAN_FACE.map((point) => point[2]))).toBe(MEAN_FACE[3]![2])
  })

  it('as canonical landmarks has a frontal, upright, sure pose', () => {
    const pose = estimatePose(canonicalLandmarks(sourcePoint(200, 150), 80))
    expect(distance(pose.eyesCentre, { x: 200, y: 150 })).toBeLessThan(1e-6)
    expect(pose.eyeDistance).toBeCloseTo(80, 3)
    for (const angle of [pose.rollRad, pose.yawRad, pose.pitchRad]) expect(angle).toBeCloseTo(0, 4)
    expect(pose.confidence).toBe(1)
  })
})

describe('estimatePose', () => {
  it('finds the pose a head was rendered with', () => {
    fc.assert(
      fc.property(anyHead, (head) => {
        const pose = estimatePose(landmarksOfHead(head))
        expect(angleBetween(pose.rollRad, head.rollRad)).toBeLessThan(1 * DEGREE)
        expect(Math.abs(pose.yawRad - head.yawRad)).toBeLessThan(1 * DEGREE)
        expect(Math.abs(pose.pitchRad - head.pitchRad)).toBeLessThan(1 * DEGREE)
        expect(pose.eyeDistance / head.eyeDistance).toBeCloseTo(1, 3)
      }),
    )
  })

  it('stays near it when every point is 2 % of the eye distance off', () => {
    const noise = noiseSource(11)
    fc.assert(
      fc.property(anyHead, (head) => {
        const pose = estimatePose(landmarksOfHead(head, noise, 0.02))
        expect(angleBetween(pose.rollRad, head.rollRad)).toBeLessThan(3 * DEGREE)
        expect(Math.abs(pose.yawRad - head.yawRad)).toBeLessThan(8 * DEGREE)
        expect(Math.abs(pose.pitchRad - head.pitchRad)).toBeLessThan(9 * DEGREE)
        expect(Math.abs(pose.eyeDistance / head.eyeDistance - 1)).toBeLessThan(0.08)
      }),
    )
  })

  it('keeps the eye distance when the head turns, though the eyes draw together in the picture', () => {
    for (const yawDeg of [-50, -30, 30, 50]) {
      const landmarks = landmarksOfHead({ ...HEAD, yawRad: yawDeg * DEGREE })
      const seen = distance(centroid(landmarks.slice(9, 15)), centroid(landmarks.slice(15, 21)))
      expect(seen).toBeLessThan(0.9 * HEAD.eyeDistance)
      expect(estimatePose(landmarks).eyeDistance / HEAD.eyeDistance).toBeCloseTo(1, 1)
    }
  })

  it('turns, tilts and nods with the signs FacePose states', () => {
    const nose = 3
    const turned = landmarksOfHead({ ...HEAD, yawRad: 0.4 })
    expect(turned[nose]!.x).toBeGreaterThan(HEAD.x)
    expect(estimatePose(turned).yawRad).toBeGreaterThan(0.3)
    const level = landmarksOfHead(HEAD)
    const nodded = landmarksOfHead({ ...HEAD, pitchRad: 0.2 })
    expect(nodded[nose]!.y).toBeGreaterThan(level[nose]!.y)
    expect(estimatePose(nodded).pitchRad).toBeGreaterThan(0.1)
    const tilted = landmarksOfHead({ ...HEAD, rollRad: 0.3 })
    expect(tilted[18]!.y).toBeGreaterThan(tilted[9]!.y)
    expect(estimatePose(tilted).rollRad).toBeCloseTo(0.3, 3)
  })

  it('is less and less sure of a face that turns away', () => {
    const sureness = [0, 20, 40, 55, 65, 80].map(
      (yawDeg) => estimatePose(landmarksOfHead({ ...HEAD, yawRad: yawDeg * DEGREE })).confidence,
    )
    expect(sureness).toEqual(sureness.toSorted((a, b) => b - a))
    expect(sureness[1]).toBe(1)
    expect(sureness.at(-1)).toBe(0)
  })

  it('does not take an open mouth for a nod', () => {
    const open = landmarksOfHead(HEAD).map((point, i) =>
      (i > 27 && i < 33) || i > 37 ? sourcePoint(point.x, point.y + 0.4 * HEAD.eyeDistance) : point,
    )
    const pose = estimatePose(open)
    expect(Math.abs(pose.pitchRad)).toBeLessThan(12 * DEGREE)
    expect(Math.abs(pose.yawRad)).toBeLessThan(1 * DEGREE)
    expect(pose.confidence).toBeGreaterThan(0.6)
  })

  it('answers anything that is no face with confidence 0 and finite numbers', () => {
    const spot = Array.from({ length: LANDMARK_COUNT }, () => sourcePoint(5, 5))
    const broken = landmarksOfHead(HEAD).map((point, i) => (i === 7 ? sourcePoint(NaN, point.y) : point))
    const infinite = landmarksOfHead(HEAD).map((point, i) =>
      i === 40 ? sourcePoint(point.x, Infinity) : point,
    )
    const short = landmarksOfHead(HEAD).slice(1)
    const noise = noiseSource(3)
    const scattered = spot.map(() => sourcePoint(300 + 60 * noise(), 200 + 60 * noise()))
    for (const landmarks of [spot, broken, infinite, short, scattered, []]) {
      const { eyesCentre, confidence, ...numbers } = estimatePose(landmarks)
      expect(confidence).toBe(0)
      for (const value of [eyesCentre.x, eyesCentre.y, ...Object.values(numbers)])
        expect(value).toBeTypeOf('number')
      for (const value of Object.values(numbers)) expect(Number.isFinite(value)).toBe(true)
    }
  })

  it('never throws and never returns a number that is not finite', () => {
    const wild = fc.array(fc.record({ x: fc.double(), y: fc.double() }), { minLength: 41, maxLength: 41 })
    fc.assert(
      fc.property(wild, (points) => {
        const { eyesCentre, ...numbers } = estimatePose(points)
        for (const value of Object.values(numbers)) expect(Number.isFinite(value)).toBe(true)
        expect(Number.isFinite(eyesCentre.x) && Number.isFinite(eyesCentre.y)).toBe(true)
      }),
    )
  })
})
