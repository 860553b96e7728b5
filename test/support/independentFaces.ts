import type { Canvas } from '@napi-rs/canvas'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { faceApiFolder } from './samplePhotos'

const require = createRequire(import.meta.url)

interface Position {
  readonly x: number
  readonly y: number
}

/** The few parts of face-api that this file uses, as the library documents them. */
interface FaceApi {
  readonly nets: Record<
    'ssdMobilenetv1' | 'faceLandmark68Net',
    { loadFromDisk(folder: string): Promise<void> }
  >
  readonly SsdMobilenetv1Options: new (options: { minConfidence: number }) => object
  detectAllFaces(
    input: object,
    options: object,
  ): {
    withFaceLandmarks(): Promise<
      readonly { readonly landmarks: { readonly positions: readonly Position[] } }[]
    >
  }
}

interface Tensorflow {
  setBackend(name: string): Promise<boolean>
  ready(): Promise<void>
  getBackend(): string
  tensor3d(values: Int32Array, shape: [number, number, number], type: 'int32'): { dispose(): void }
}

export interface IndependentFace {
  readonly leftEye: Position
  readonly rightEye: Position
  readonly eyeDistance: number
  readonly mouth: Position
  readonly noseTip: Position
  /** All 68 points in iBUG order. */
  readonly positions: readonly Position[]
}

let loaded: Promise<{ faceApi: FaceApi; tf: Tensorflow }> | null = null

async function load() {
  const tf = require('@tensorflow/tfjs') as Tensorflow
  const wasm = require('@tensorflow/tfjs-backend-wasm') as { setWasmPaths(folder: string): void }
  wasm.setWasmPaths(join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist/'))
  const faceApi = require('face-api.js/dist/face-api.node-wasm.js') as FaceApi
  await tf.setBackend('wasm')
  await tf.ready()
  if (tf.getBackend() !== 'wasm') throw new Error(`the independent finder runs on ${tf.getBackend()}`)
  await faceApi.nets.ssdMobilenetv1.loadFromDisk(join(faceApiFolder, 'model'))
  await faceApi.nets.faceLandmark68Net.loadFromDisk(join(faceApiFolder, 'model'))
  return { faceApi, tf }
}

const mean = (points: readonly Position[]): Position => ({
  x: points.reduce((sum, point) => sum + point.x, 0) / points.length,
  y: points.reduce((sum, point) => sum + point.y, 0) / points.length,
})

/**
 * Faces as the stock library finds them, through none of Kazari's code, left to right, in pixels.
 * Left and right are the person's own.
 */
export async function independentFaces(picture: Canvas): Promise<readonly IndependentFace[]> {
  loaded ??= load()
  const { faceApi, tf } = await loaded
  const { width, height } = picture
  const rgba = picture.getContext('2d').getImageData(0, 0, width, height).data
  const rgb = new Int32Array(width * height * 3)
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    for (let channel = 0; channel < 3; channel++) rgb[to + channel] = rgba[from + channel] ?? 0
  }
  const input = tf.tensor3d(rgb, [height, width, 3], 'int32')
  const found = await faceApi
    .detectAllFaces(input, new faceApi.SsdMobilenetv1Options({ minConfidence: 0.5 }))
    .withFaceLandmarks()
  input.dispose()
  return found
    .map(({ landmarks: { positions } }) => {
      const rightEye = mean(positions.slice(36, 42))
      const leftEye = mean(positions.slice(42, 48))
      const eyeDistance = Math.hypot(leftEye.x - rightEye.x, leftEye.y - rightEye.y)
      return {
        leftEye,
        rightEye,
        eyeDistance,
        mouth: mean(positions.slice(48, 68)),
        noseTip: positions[30] ?? { x: NaN, y: NaN },
        positions,
      }
    })
    .sort((a, b) => a.rightEye.x - b.rightEye.x)
}
