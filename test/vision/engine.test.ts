import * as tf from '@tensorflow/tfjs'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ENGINES, visionReportSchema } from '../../src/contracts/vision'
import { err, ok } from '../../src/domain/result'
import { faceApi } from '../../src/vision/detector/faceApi'
import {
  LANDMARK_PIXELS,
  SSD_PIXELS,
  TINY_PIXELS,
  type FaceNets,
  type PixelFormat,
} from '../../src/vision/detector/faceNets'
import { ssdBoxes } from '../../src/vision/detector/boxes'
import { createTensorFlowNets, loadFaceApiNets } from '../../src/vision/detector/tensorflowNets'
import type { StartEngine } from '../../src/vision/engine/engine'
import { STARTERS, selectEngine } from '../../src/vision/engine/selectEngine'
import { selfTest } from '../../src/vision/engine/selfTest'
import { startWasm } from '../../src/vision/engine/wasm'
import { readModelFiles } from '../../src/vision/models'
import { fitRegion, type RgbaPicture } from '../../src/vision/pipeline/sampler'
import { BUDGETS } from '../budgets'
import { visionAssets } from '../support/visionAssets'
import { photoOfWidth } from '../support/visionRig'

const clock = () => performance.now()
const start = (over: object = {}) => ({
  assetsDir: visionAssets(),
  nativeDir: null,
  engine: 'auto' as const,
  avoid: [],
  ...over,
})

async function wasmNets(): Promise<FaceNets> {
  const models = await readModelFiles(visionAssets())
  if (!models.ok) throw new Error(models.error.file)
  const engine = await startWasm({ models: models.value, assetsDir: visionAssets(), nativeDir: null })
  if (!engine.ok) throw new Error(engine.error.detail)
  return engine.value.nets
}

describe('choosing an engine', () => {
  test('without anything installed the embedded one is taken after its self-test, and says why better ones were not', async () => {
    const selection = await selectEngine(start())
    if (!selection.ok) throw new Error(selection.error.detail)
    const { engine, passedOver, selfTestMs, warmUpMs } = selection.value
    expect(engine.name).toBe('wasm')
    expect(tf.getBackend()).toBe('wasm')
    expect(passedOver.map((entry) => [entry.engine, entry.reason])).toEqual([
      ['gpu', 'not-installed'],
      ['native', 'not-installed'],
      ['onnx', 'not-built-yet'],
    ])
    const report = { kind: 'ready', engine: engine.name, passedOver, selfTestMs, warmUpMs, confined: false }
    expect(visionReportSchema.parse(report)).toEqual(report)
    engine.close()
    expect(engine.tensors()).toBe(0)
  })

  test('with or without the native engine on this computer, what is reported is what runs', async () => {
    const nativeDir = join(import.meta.dirname, '../../.kazari/engine/native')
    const selection = await selectEngine(start({ nativeDir, engine: 'native' }))
    if (!selection.ok) throw new Error(selection.error.detail)
    const { engine, passedOver } = selection.value
    if (engine.name === 'native') {
      expect(existsSync(nativeDir)).toBe(true)
      expect(tf.getBackend()).toBe('tensorflow')
      expect(engine.description).toContain('TensorFlow 2')
    } else {
      expect(engine.name).toBe('wasm')
      expect(tf.getBackend()).toBe('wasm')
      expect(passedOver.map((entry) => entry.engine)).toContain('native')
    }
    engine.close()
  })

  test('an engine that computes wrongly or throws is passed over and the next one taken', async () => {
    const honest = await wasmNets()
    const broken =
      (nets: Partial<FaceNets>): StartEngine =>
      () =>
        Promise.resolve(
          ok({
            name: 'native',
            description: 'broken',
            nets: { ...honest, ...nets },
            activate: () => Promise.resolve(),
            tensors: () => 0,
            close: () => undefined,
          }),
        )
    const wrong = broken({
      landmarks: async (crops, count) => (await honest.landmarks(crops, count)).map((value) => value + 0.05),
    })
    const nowhere = broken({
      landmarks: async (crops, count) => (await honest.landmarks(crops, count)).fill(NaN),
    })
    const blind = broken({ tiny: async (picture, side) => (await honest.tiny(picture, side)).fill(-9) })
    const throwing = broken({ ssd: () => Promise.reject(new Error('kernel missing')) })
    const selection = await selectEngine(start(), clock, { ...STARTERS, gpu: throwing, native: wrong })
    if (!selection.ok) throw new Error(selection.error.detail)
    expect(selection.value.engine.name).toBe('wasm')
    expect(selection.value.passedOver.map((entry) => entry.reason)).toEqual([
      'self-test-failed',
      'self-test-failed',
      'not-built-yet',
    ])
    selection.value.engine.close()
    for (const starter of [nowhere, blind]) {
      const engine = await starter({ models: {} as never, assetsDir: '', nativeDir: null })
      if (engine.ok) expect((await selfTest(engine.value.nets, clock)).ok).toBe(false)
    }
  })

  test('an engine that passes its test and then throws when it is warmed up is passed over', async () => {
    const honest = await wasmNets()
    let closed = 0
    let looks = 0
    const tired: StartEngine = () =>
      Promise.resolve(
        ok({
          name: 'native',
          description: 'tired',
          // The self-test looks once with the small detector; every later look fails.
          nets: {
            ...honest,
            tiny: (picture, side) =>
              looks++ === 0 ? honest.tiny(picture, side) : Promise.reject(new Error('out of kernels')),
          },
          activate: () => Promise.resolve(),
          tensors: () => 0,
          close: () => void closed++,
        }),
      )
    const selection = await selectEngine(start({ engine: 'native' }), clock, { ...STARTERS, native: tired })
    if (!selection.ok) throw new Error(selection.error.detail)
    expect(selection.value.engine.name).toBe('wasm')
    expect(selection.value.passedOver[0]).toMatchObject({ engine: 'native', reason: 'self-test-failed' })
    expect(closed).toBe(1)
    selection.value.engine.close()
  })

  test('one that takes seconds for a face is not taken', async () => {
    const nets = await wasmNets()
    let atMs = 0
    const slow = await selfTest(nets, () => (atMs += 2_000))
    expect(slow).toEqual(err('one face takes 2000 ms'))
  })

  test('an engine that crashed before is not tried again, and a choice that is not available says so', async () => {
    const selection = await selectEngine(start({ engine: 'native', avoid: ['native'] }))
    if (!selection.ok) throw new Error(selection.error.detail)
    expect(selection.value.passedOver).toContainEqual({
      engine: 'native',
      reason: 'crashed',
      detail: 'it failed earlier in this session',
    })
    selection.value.engine.close()
  })

  test('with no engine left it fails and names each reason', async () => {
    const selection = await selectEngine(start({ avoid: [...ENGINES] }))
    expect(selection.ok).toBe(false)
    if (!selection.ok) {
      expect(selection.error.cause).toBe('no-engine')
      for (const name of ENGINES) expect(selection.error.detail).toContain(name)
      expect(visionReportSchema.safeParse({ kind: 'failed', ...selection.error }).success).toBe(true)
    }
  })
})

describe('model files', () => {
  test.each([
    'ssd_mobilenetv1_model.bin',
    'tiny_face_detector_model-weights_manifest.json',
    'face_landmark_68_model.bin',
  ])('%s altered by one byte, or missing, is refused by name before anything runs', async (file) => {
    const assetsDir = visionAssets([file])
    const path = join(assetsDir, 'models', file)
    const bytes = readFileSync(path)
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(path, bytes)
    expect(await selectEngine(start({ assetsDir }))).toEqual(err({ cause: 'model-altered', detail: file }))
    rmSync(path)
    expect(await selectEngine(start({ assetsDir }))).toEqual(err({ cause: 'model-missing', detail: file }))
  })

  test('an altered WASM binary is not run', async () => {
    const file = 'tfjs-backend-wasm-simd.wasm'
    const assetsDir = visionAssets([file])
    writeFileSync(join(assetsDir, 'wasm', file), 'not wasm')
    const selection = await selectEngine(start({ assetsDir }))
    expect(selection).toMatchObject({ ok: false, error: { cause: 'no-engine' } })
    if (!selection.ok) expect(selection.error.detail).toContain(file)
  })
})

describe('the fused forwards', () => {
  test("agree with face-api's own nets on a real photo", async () => {
    const photo = await photoOfWidth(1, 640)
    const models = await readModelFiles(visionAssets())
    if (!models.ok) throw new Error(models.error.file)
    await wasmNets()
    const ours = createTensorFlowNets(models.value)
    const theirs = loadFaceApiNets(models.value)
    const input = (picture: RgbaPicture, side: number, format: PixelFormat) => {
      const pixels = new Float32Array(side * side * 3)
      fitRegion(picture, { x: 0, y: 0, width: picture.width, height: picture.height }, side, format, pixels)
      return pixels
    }
    const raw = (side: number) => {
      const pixels = input(photo, side, { mean: [0, 0, 0], divisor: 1 })
      return new faceApi.NetInput([tf.tensor3d(pixels, [side, side, 3])])
    }
    const difference = (a: ArrayLike<number>, b: ArrayLike<number>) => {
      expect(a.length).toBe(b.length)
      return Array.from(a).reduce((most, value, index) => Math.max(most, Math.abs(value - b[index]!)), 0)
    }

    const points = await ours.landmarks(input(photo, 112, LANDMARK_PIXELS), 1)
    expect(difference(points, theirs.landmarkNet.forwardInput(raw(112)).dataSync())).toBeLessThan(
      BUDGETS.forwardDifference,
    )
    for (const side of [128, 416] as const) {
      const cells = await ours.tiny(input(photo, side, TINY_PIXELS), side)
      expect(difference(cells, theirs.tinyNet.forwardInput(raw(side), side).dataSync())).toBeLessThan(
        BUDGETS.forwardDifference,
      )
    }
    const output = await ours.ssd(input(photo, 512, SSD_PIXELS))
    const boxes = ssdBoxes(output, ours.ssdAnchors, 512, { x: 0, y: 0, pixelsPerInput: 1 / 512 }, 1e-12)
    const reference = theirs.ssdNet.forwardInput(raw(512))
    const [theirBoxes, theirScores] = [reference.boxes[0]!.dataSync(), reference.scores[0]!.dataSync()]
    expect(
      difference(
        boxes.map((box) => box.score),
        theirScores,
      ),
    ).toBeLessThan(BUDGETS.forwardDifference)
    expect(
      difference(
        boxes.flatMap((box) => [box.y, box.x, box.y + box.height, box.x + box.width]),
        theirBoxes,
      ),
    ).toBeLessThan(BUDGETS.forwardDifference)
  })
})
