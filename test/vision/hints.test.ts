import { createCanvas, type Canvas } from '@napi-rs/canvas'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { estimatePose } from '../../src/domain/face/estimatePose'
import { LANDMARK_COUNT, type Landmarks } from '../../src/domain/face/landmarks'
import type { Point } from '../../src/domain/geometry/points'
import { hintOf, type HintFacts, type LiveHint } from '../../src/domain/live/liveHint'
import type { SelectedEngine } from '../../src/vision/engine/selectEngine'
import { lightOf } from '../../src/vision/pipeline/frameLight'
import { createLivePipeline } from '../../src/vision/pipeline/livePipeline'
import { hintScenes } from '../support/hintScenes'
import { independentFaces } from '../support/independentFaces'
import { decodePhoto, samplePhoto } from '../support/samplePhotos'
import { pictureOf, startEngineForTest } from '../support/visionRig'

const FRAME_MS = 33
/** Width of a camera frame as vision gets it. */
const WIDTH = 640

let selected: SelectedEngine
beforeAll(async () => void (selected = await startEngineForTest()), 60_000)
afterAll(() => selected.engine.close())

const pointsOf = (points: Float32Array): Landmarks<Point> =>
  Array.from({ length: LANDMARK_COUNT }, (_, at) => ({ x: points[2 * at]!, y: points[2 * at + 1]! }))

/** What is known of an unmoving picture once its faces are followed. */
async function factsOf(scene: Canvas): Promise<HintFacts> {
  const frame = createCanvas(WIDTH, Math.round((WIDTH * scene.height) / scene.width))
  frame.getContext('2d').drawImage(scene, 0, 0, frame.width, frame.height)
  const picture = pictureOf(frame)
  const live = createLivePipeline(selected.engine.nets)
  let faces = await live.follow(picture, 0)
  for (let turn = 1; turn < 4; turn++) faces = await live.follow(picture, turn * FRAME_MS)
  const [nearest] = faces
    .map(({ points }) => estimatePose(pointsOf(points)))
    .sort((a, b) => b.eyeDistance - a.eyeDistance)
  return {
    light: lightOf(picture, faces),
    nearest: nearest ? { eyeShare: nearest.eyeDistance / WIDTH, yawRad: nearest.yawRad } : null,
  }
}

describe('what real pictures ask for', () => {
  test('light, facing it, coming closer, turning, and nothing where all is well', async () => {
    const { well, dark, backlit, away, turned } = await hintScenes()
    const scenes: readonly [Canvas, LiveHint | null][] = [
      [well, null],
      [dark, 'dark'],
      [backlit, 'backlit'],
      [away(1), 'small'],
      [turned, 'turned'],
    ]
    for (const [scene, hint] of scenes) {
      const facts = await factsOf(scene)
      expect(facts.nearest, `${hint}: followed`).not.toBeNull()
      expect(hintOf(facts, null)).toBe(hint)
    }
  })

  test.each([
    [1, 0, 15],
    [3, 0, 16],
  ] as const)(
    'photo %i, face %i, %i pixels between the eyes: asked closer before being too small to be found',
    async (number, index, eyeDistance) => {
      const photo = await decodePhoto(samplePhoto(number))
      const face = (await independentFaces(photo))[index]
      if (face === undefined) throw new Error(`sample ${number} has no face ${index}`)
      const side = 3.2 * face.eyeDistance
      const { x, y } = face.noseTip
      const far = createCanvas(WIDTH, 480)
      const context = far.getContext('2d')
      context.fillStyle = '#8a929c'
      context.fillRect(0, 0, far.width, far.height)
      const drawn = (side * eyeDistance) / face.eyeDistance
      context.drawImage(photo, x - side / 2, y - side / 2, side, side, 300, 180, drawn, drawn)
      expect(hintOf(await factsOf(far), null)).toBe('small')
    },
  )
})
