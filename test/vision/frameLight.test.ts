import { describe, expect, it } from 'vitest'
import type { FrameFace } from '../../src/contracts/framePort'
import { lightOf } from '../../src/vision/pipeline/frameLight'
import { painted } from '../support/visionRig'

/** Points all over the square from (left, top) on. */
const faceAt = (left: number, top: number, side: number): FrameFace => ({
  points: Float32Array.from({ length: 82 }, (_, index) =>
    index % 2 === 0 ? left + ((index / 2) % 7) * (side / 6) : top + Math.floor(index / 14) * (side / 5),
  ),
  score: 0.9,
})

const room = (wall: string, face: string) =>
  painted(320, 180, (context) => {
    context.fillStyle = wall
    context.fillRect(0, 0, 320, 180)
    context.fillStyle = face
    context.fillRect(120, 40, 80, 80)
  })

describe('the light of a frame', () => {
  it('is black 0 and white 1', () => {
    expect(lightOf(room('#000', '#000'), []).scene).toBe(0)
    expect(lightOf(room('#fff', '#fff'), []).scene).toBeCloseTo(1, 6)
    expect(lightOf(room('#808080', '#808080'), [])).toEqual({
      scene: expect.closeTo(0.5, 1) as number,
      face: null,
    })
  })

  it('of a face is that of the largest one, whatever is around it', () => {
    const { face, scene } = lightOf(room('#fff', '#333'), [faceAt(10, 10, 20), faceAt(125, 45, 70)])
    expect(face).toBeCloseTo(0.2, 2)
    expect(scene).toBeGreaterThan(0.8)
  })

  it('of a face at the edge is of its part in the picture; of one beside it there is none', () => {
    expect(lightOf(room('#fff', '#333'), [faceAt(-40, -40, 60)]).face).toBeCloseTo(1, 2)
    expect(lightOf(room('#fff', '#333'), [faceAt(-100, -100, 60)]).face).toBeNull()
  })
})
