import * as library from 'face-api.js/dist/face-api.esm-nobundle.js'
import * as tf from '@tensorflow/tfjs'
import type { NamedTensorMap, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs'
import type { ModelFile, ModelFiles } from '../models'

// face-api's own nets, by which tests and benchmarks judge ours; the app runs their description (../nets). Its own declarations lean
// on a bundled tfjs whose types are not ours; these describe version 1.7.15 as pinned in package.json.

/** A batch of square RGB pictures; passed straight through when it already has the net's size. */
export type NetInput = object

interface Net {
  loadFromWeightMap(weights: NamedTensorMap): void
  /** Frees the parameters; call once. */
  dispose(throwOnRedispose?: boolean): void
}
export interface SsdMobilenetv1 extends Net {
  forwardInput(input: NetInput): { readonly boxes: readonly Tensor2D[]; readonly scores: readonly Tensor1D[] }
}
export interface TinyFaceDetector extends Net {
  forwardInput(input: NetInput, inputSize: number): Tensor4D
}
export interface FaceLandmark68Net extends Net {
  forwardInput(input: NetInput): Tensor2D
}

interface FaceApi {
  readonly NetInput: new (inputs: readonly Tensor3D[]) => NetInput
  readonly SsdMobilenetv1: new () => SsdMobilenetv1
  readonly TinyFaceDetector: new () => TinyFaceDetector
  readonly FaceLandmark68Net: new () => FaceLandmark68Net
}

export const faceApi = library as unknown as FaceApi

function decodeWeights(model: ModelFile): NamedTensorMap {
  const groups = JSON.parse(model.manifest) as readonly { readonly weights: tf.io.WeightsManifestEntry[] }[]
  const { buffer, byteOffset, byteLength } = model.weights
  const data = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer
  return tf.io.decodeWeights(
    data,
    groups.flatMap((group) => group.weights),
  )
}

/** face-api's nets with their weights, on the backend that is set now. */
export function loadFaceApiNets(models: ModelFiles): {
  readonly landmarkNet: FaceLandmark68Net
  readonly tinyNet: TinyFaceDetector
  readonly ssdNet: SsdMobilenetv1
} {
  const landmarkNet = new faceApi.FaceLandmark68Net()
  const tinyNet = new faceApi.TinyFaceDetector()
  const ssdNet = new faceApi.SsdMobilenetv1()
  landmarkNet.loadFromWeightMap(decodeWeights(models.face_landmark_68))
  tinyNet.loadFromWeightMap(decodeWeights(models.tiny_face_detector))
  ssdNet.loadFromWeightMap(decodeWeights(models.ssd_mobilenetv1))
  return { landmarkNet, tinyNet, ssdNet }
}
