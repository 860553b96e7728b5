import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { film, type FilmOptions } from '../../../src/cli/clip/film'
import { createClipFollower, type ShownFrame } from '../../../src/cli/clip/followClip'
import { readMaterial, type Material } from '../../../src/cli/clip/material'
import { clipMetrics, type ClipMetrics } from '../../../src/cli/clip/metrics'
import { type TrueFace } from '../../../src/cli/clip/scene'
import { SCENES } from '../../../src/cli/clip/scenes'
import type { SelectedEngine } from '../../../src/vision/engine/selectEngine'
import { BUDGETS } from '../../budgets'
import { startEngineForTest } from '../../support/visionRig'

const ROOT = join(import.meta.dirname, '../../..')

let selected: SelectedEngine
let material: Material

beforeAll(async () => {
  selected = await startEngineForTest()
  material = await readMaterial({ packages: join(ROOT, 'node_modules'), resources: join(ROOT, 'resources') })
}, 60_000)
afterAll(() => selected.engine.close())

/** Films a scene and follows it as the app would. A clock that stands still: searches must not depend on this computer. */
async function measured(name: string, options: FilmOptions): Promise<ClipMetrics> {
  const scene = SCENES.find((one) => one.name === name)!
  const follower = createClipFollower(selected.engine.nets, () => 0)
  const shown: ShownFrame[] = []
  const truth: (readonly TrueFace[])[] = []
  for await (const { t, jpeg, faces } of film(scene, material, options)) {
    shown.push((await follower.next(jpeg, t)).shown)
    truth.push(faces)
  }
  return clipMetrics(shown, truth)
}

const LONG = 240_000

describe('a clip with an exact truth', () => {
  test.each([
    ['still', 30, 2],
    ['drift', 30, 3],
    ['drift', 60, 2.5],
    ['pan', 30, 2.5],
    ['zoom', 30, 2],
    ['roll', 30, 2.5],
    ['shake', 30, 2],
    ['light', 30, 3.3],
    ['crossing', 30, 4],
    ['occlusion', 30, 2.4],
    ['leaving', 30, 6],
    ['replaced', 15, 4],
    ['group', 15, 3],
    ['cut', 15, 5],
  ] as const)(
    '%s at %i frames a second: everybody is found, close, calm, in time, and stays who they are',
    async (name, fps, seconds) => {
      const found = await measured(name, { fps, seconds })
      const budget = { ...BUDGETS.clips.all, ...BUDGETS.clips.scenes[name] }
      expect(found.recall).toBeGreaterThanOrEqual(budget.recall)
      expect(found.errorPercent).toBeLessThanOrEqual(budget.errorPercent)
      expect(found.falsePerFrame).toBeLessThanOrEqual(budget.falsePerFrame)
      expect(found.jitterPx ?? 0).toBeLessThanOrEqual(budget.jitterPx)
      expect(found.lagMs ?? 0).toBeLessThanOrEqual(budget.lagMs)
      expect({ switches: found.switches, reuses: found.reuses }).toEqual({ switches: 0, reuses: 0 })
      expect(found.dropMs ?? 0).toBeLessThanOrEqual(budget.dropMs)
    },
    LONG,
  )

  test('nobody: no face is shown anywhere', { timeout: LONG }, async () => {
    const found = await measured('nobody', { fps: 15, seconds: 8 })
    expect(found.falsePerFrame).toBe(0)
  })
})

test('the same scene filmed twice is the same to the byte', async () => {
  const scene = SCENES.find(({ name }) => name === 'shake')!
  const first = film(scene, material, { seconds: 0.1 })
  const second = film(scene, material, { seconds: 0.1 })
  for await (const { jpeg, faces } of first) {
    const again = await second.next()
    if (again.done) throw new Error('the second clip is shorter')
    expect(again.value.jpeg.equals(jpeg)).toBe(true)
    expect(again.value.faces).toEqual(faces)
  }
})
