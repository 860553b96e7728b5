import * as tf from '@tensorflow/tfjs'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ENGINES, visionReportSchema } from '../../src/contracts/vision'
import { err, ok } from '../../src/domain/result'
import type { FaceNets } from '../../src/vision/detector/faceNets'
import type { StartEngine } from '../../src/vision/engine/engine'
import { STARTERS, selectEngine } from '../../src/vision/engine/selectEngine'
import { selfTest } from '../../src/vision/engine/selfTest'
import { startWasm } from '../../src/vision/engine/wasm'
import { ONNX_DIR, engineParts } from '../support/engineParts'
import { visionAssets } from '../support/visionAssets'

const clock = () => performance.now()
const start = (over: object = {}) => ({
  assetsDir: visionAssets(),
  nativeDir: null,
  onnxDir: null,
  engine: 'auto' as const,
  avoid: [],
  ...over,
})

async function wasmNets(): Promise<FaceNets> {
  const engine = await startWasm(await engineParts())
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
    expect(passedOver.map((entry) => entry.engine)).toEqual(['gpu', 'native', 'webgpu', 'onnx'])
    for (const { reason } of passedOver) expect(['not-installed', 'no-device']).toContain(reason)
    const report = { kind: 'ready', engine: engine.name, passedOver, selfTestMs, warmUpMs, confined: false }
    expect(visionReportSchema.parse(report)).toEqual(report)
    engine.close()
    expect(engine.tensors()).toBe(0)
  })

  test('ONNX Runtime comes with Kazari and is taken before WASM', async () => {
    const selection = await selectEngine(start({ onnxDir: ONNX_DIR, avoid: ['webgpu'] }))
    if (!selection.ok) throw new Error(selection.error.detail)
    const { engine, passedOver } = selection.value
    expect(engine.name).toBe('onnx')
    expect(engine.description).toMatch(/^ONNX Runtime 1\./)
    expect(passedOver.map((entry) => entry.engine)).not.toContain('wasm')
    engine.close()
  })

  test('of those that pass, the one that is faster on this computer is taken and the other closed, with both times said', async () => {
    const honest = await wasmNets()
    // A clock on which one engine is slow, whatever else this computer does meanwhile.
    let lostMs = 0
    const closed: string[] = []
    const taking =
      (name: 'native' | 'onnx', landmarksMs: number): StartEngine =>
      () =>
        Promise.resolve(
          ok({
            name,
            description: name,
            nets: {
              ...honest,
              landmarks: (crops, count) => {
                lostMs += landmarksMs
                return honest.landmarks(crops, count)
              },
            },
            activate: () => Promise.resolve(),
            tensors: () => 0,
            close: () => void closed.push(name),
          }),
        )
    for (const [nativeMs, onnxMs, fast, slow] of [
      [900, 0, 'onnx', 'native'],
      [0, 900, 'native', 'onnx'],
      // A little faster is not worth the memory of what has to be installed.
      [900, 950, 'onnx', 'native'],
    ] as const) {
      closed.length = 0
      const starters = { ...STARTERS, native: taking('native', nativeMs), onnx: taking('onnx', onnxMs) }
      const asked = start({ avoid: ['gpu', 'webgpu'] })
      const selection = await selectEngine(asked, () => performance.now() + lostMs, starters)
      if (!selection.ok) throw new Error(selection.error.detail)
      expect(selection.value.engine.name).toBe(fast)
      expect(closed).toEqual([slow])
      const said = selection.value.passedOver.find((entry) => entry.engine === slow)
      expect(said?.reason).toBe('slower')
      expect(said?.detail).toMatch(new RegExp(`^\\d{3,}\\.\\d ms a frame, ${fast} takes \\d+\\.\\d ms$`))
    }
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
      expect.stringMatching(/not-installed|no-device/),
      'not-installed',
    ])
    selection.value.engine.close()
    for (const starter of [nowhere, blind]) {
      const engine = await starter(await engineParts())
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
