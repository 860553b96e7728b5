import * as tf from '@tensorflow/tfjs'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineName } from '../../src/contracts/vision'
import { ssdBoxes } from '../../src/vision/detector/boxes'
import { faceApi, loadFaceApiNets } from '../../src/vision/detector/faceApi'
import {
  LANDMARK_PIXELS,
  SSD_PIXELS,
  TINY_PIXELS,
  type FaceNets,
  type PixelFormat,
} from '../../src/vision/detector/faceNets'
import type { Engine } from '../../src/vision/engine/engine'
import { startWebgpuAnywhere } from '../../src/vision/engine/onnx'
import { STARTERS } from '../../src/vision/engine/selectEngine'
import { startWasm } from '../../src/vision/engine/wasm'
import { windowed } from '../../src/vision/nets/description'
import { onnxModel } from '../../src/vision/nets/onnxForm'
import { savedModel } from '../../src/vision/nets/savedModelForm'
import { decodeWeights } from '../../src/vision/nets/weights'
import { fitRegion, type RgbaPicture } from '../../src/vision/pipeline/sampler'
import { BUDGETS } from '../budgets'
import { engineParts, modelFiles } from '../support/engineParts'
import { photoOfWidth } from '../support/visionRig'

const NATIVE = join(import.meta.dirname, '../../.kazari/engine/native')

function inputOf(picture: RgbaPicture, side: number, format: PixelFormat): Float32Array {
  const pixels = new Float32Array(side * side * 3)
  fitRegion(picture, { x: 0, y: 0, width: picture.width, height: picture.height }, side, format, pixels)
  return pixels
}

function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length)
  return Array.from(a).reduce((most, value, index) => Math.max(most, Math.abs(value - b[index]!)), 0)
}

/** Vulkan on the processor, which comes with Electron: WebGPU's nets are run on it where there is no graphics card. */
const SOFTWARE_VULKAN = (() => {
  const runtime = join(import.meta.dirname, '../../.kazari/runtime/current.json')
  if (process.platform !== 'linux' || !existsSync(runtime)) return null
  const { executable } = JSON.parse(readFileSync(runtime, 'utf8')) as { executable: string }
  return join(dirname(executable), 'vk_swiftshader_icd.json')
})()

type Tested = Exclude<EngineName, 'gpu'>

const isMissing = (name: Tested): boolean =>
  (name === 'native' && !existsSync(NATIVE)) ||
  (name === 'webgpu' && (SOFTWARE_VULKAN === null || !existsSync(SOFTWARE_VULKAN)))

async function startForTest(name: Tested): Promise<Engine> {
  if (name === 'webgpu' && SOFTWARE_VULKAN !== null) {
    process.env.VK_DRIVER_FILES = SOFTWARE_VULKAN
    process.env.VK_ICD_FILENAMES = SOFTWARE_VULKAN
  }
  const starter = name === 'webgpu' ? startWebgpuAnywhere : STARTERS[name]
  const engine = await starter(await engineParts({ nativeDir: NATIVE }))
  if (!engine.ok) throw new Error(`${engine.error.reason} ${engine.error.detail}`)
  return engine.value
}

describe.each(['wasm', 'onnx', 'native', 'webgpu'] as const)(
  "every net on %s agrees with face-api's own",
  (name) => {
    interface Reference {
      readonly points: Float32Array
      readonly cells: ReadonlyMap<number, Float32Array>
      readonly boxes: ArrayLike<number>
      readonly scores: ArrayLike<number>
    }
    let photo: RgbaPicture
    let reference: Reference
    let nets: FaceNets

    beforeAll(async () => {
      photo = await photoOfWidth(1, 640)
      // face-api computes on WASM whatever engine is compared with it.
      const started = await startWasm(await engineParts())
      if (!started.ok) throw new Error(started.error.detail)
      const theirs = loadFaceApiNets(await modelFiles())
      const raw = (side: number) =>
        new faceApi.NetInput([
          tf.tensor3d(inputOf(photo, side, { mean: [0, 0, 0], divisor: 1 }), [side, side, 3]),
        ])
      const detections = theirs.ssdNet.forwardInput(raw(512))
      const cells = [128, 224, 416].map(
        (side) => [side, theirs.tinyNet.forwardInput(raw(side), side).dataSync<'float32'>()] as const,
      )
      reference = {
        points: theirs.landmarkNet.forwardInput(raw(112)).dataSync<'float32'>(),
        cells: new Map(cells),
        boxes: detections.boxes[0]!.dataSync(),
        scores: detections.scores[0]!.dataSync(),
      }
      if (isMissing(name)) return
      const engine = await startForTest(name)
      if (name === 'native') expect(engine.description).toContain('compiled graphs')
      nets = engine.nets
    })

    test.skipIf(isMissing(name))('points, one face and several in one call', async () => {
      const one = inputOf(photo, 112, LANDMARK_PIXELS)
      expect(difference(await nets.landmarks(one, 1), reference.points)).toBeLessThan(
        BUDGETS.forwardDifference,
      )
      const three = new Float32Array(one.length * 3)
      for (const at of [0, 1, 2]) three.set(one, at * one.length)
      const points = await nets.landmarks(three, 3)
      for (const at of [0, 1, 2]) {
        const part = points.subarray(at * reference.points.length, (at + 1) * reference.points.length)
        expect(difference(part, reference.points)).toBeLessThan(BUDGETS.forwardDifference)
      }
    })

    test.skipIf(isMissing(name))('the small detector at several sides', async () => {
      for (const [side, theirs] of reference.cells) {
        const cells = await nets.tiny(inputOf(photo, side, TINY_PIXELS), side as 128)
        expect(difference(cells, theirs)).toBeLessThan(BUDGETS.forwardDifference)
      }
    })

    test.skipIf(isMissing(name))('SSD', async () => {
      const output = await nets.ssd(inputOf(photo, 512, SSD_PIXELS))
      const whole = { x: 0, y: 0, pixelsPerInput: 1 / 512 }
      const boxes = ssdBoxes(output, nets.ssdAnchors, 512, whole, 1e-12)
      const scores = boxes.map((box) => box.score)
      const corners = boxes.flatMap((box) => [box.y, box.x, box.y + box.height, box.x + box.width])
      expect(difference(scores, reference.scores)).toBeLessThan(BUDGETS.forwardDifference)
      expect(difference(corners, reference.boxes)).toBeLessThan(BUDGETS.forwardDifference)
    })
  },
)

describe('the forms of a net', () => {
  test('are the same bytes each time: an engine trusts a graph only when it would write the same', async () => {
    const { descriptions } = await engineParts()
    for (const form of [onnxModel, savedModel]) {
      expect(Buffer.from(form(descriptions.landmarks())).equals(form(descriptions.landmarks()))).toBe(true)
      expect(Buffer.from(form(descriptions.tiny(224))).equals(form(descriptions.landmarks()))).toBe(false)
    }
  })

  test('TinyFaceDetector reads multiples of 32 only', async () => {
    const { descriptions } = await engineParts()
    expect(() => descriptions.tiny(100)).toThrow('multiples of 32, not 100')
  })

  test('weights that do not fill their file, or are of an unknown type, are refused', async () => {
    const { face_landmark_68: net } = await modelFiles()
    const longer = { ...net, weights: new Uint8Array(net.weights.length + 3) }
    expect(() => decodeWeights(longer)).toThrow('3 bytes of weights belong to nothing')
    const manifest = net.manifest.replaceAll('uint8', 'uint4')
    expect(() => decodeWeights({ ...net, manifest })).toThrow('unknown type uint4')
  })

  test('padding is what TensorFlow calls SAME and VALID', () => {
    // 112 pixels, 3 wide, every second one: one pixel is missing and goes behind.
    expect(windowed(112, 3, 2, 'same')).toEqual({ length: 56, before: 0, after: 1 })
    expect(windowed(7, 3, 1, 'same')).toEqual({ length: 7, before: 1, after: 1 })
    expect(windowed(7, 2, 1, 'same')).toEqual({ length: 7, before: 0, after: 1 })
    expect(windowed(224, 3, 1, 'valid')).toEqual({ length: 222, before: 0, after: 0 })
  })
})
