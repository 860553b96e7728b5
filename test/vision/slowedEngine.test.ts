import { expect, it } from 'vitest'
import type { FaceNets } from '../../src/vision/detector/faceNets'
import { slowedNets } from '../../src/vision/engine/slowedEngine'

it('a slowed engine gives the same answers later, and in time again afterwards', async () => {
  const answer = Float32Array.of(1, 2, 3)
  const nets: FaceNets = {
    landmarks: () => Promise.resolve(answer),
    tiny: () => Promise.resolve(answer),
    ssd: () => Promise.resolve({ boxes: answer, classes: answer }),
    ssdAnchors: answer,
  }
  const slowed = slowedNets(nets)
  const took = async () => {
    const startedAtMs = performance.now()
    expect(await slowed.nets.landmarks(answer, 1)).toBe(answer)
    expect(await slowed.nets.tiny(answer, 128)).toBe(answer)
    return performance.now() - startedAtMs
  }
  const before = await took()
  slowed.toggle()
  const slow = await took()
  slowed.toggle()
  // Busy for two spells of a known length; everything else here takes next to nothing.
  expect(slow).toBeGreaterThan(150)
  expect(slow).toBeGreaterThan(before)
  expect(slowed.nets.ssdAnchors).toBe(answer)
})
