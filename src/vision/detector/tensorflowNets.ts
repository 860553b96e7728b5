import * as tf from '@tensorflow/tfjs'
import { faceApi, type FaceLandmark68Net, type SsdMobilenetv1, type TinyFaceDetector } from './faceApi'
import type { ModelFile, ModelFiles } from '../models'
import { LANDMARK_SIDE, SSD_SIDE, type FaceNets } from './faceNets'
import { foldSsd, landmarkForward, ssdForward, tinyForward } from './forwards'

function decodeWeights(model: ModelFile): tf.NamedTensorMap {
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

/** Runs a forward, reads its results, and leaves no tensor behind even when reading fails. */
async function read(forward: () => tf.Tensor[]): Promise<Float32Array[]> {
  const tensors = tf.tidy(forward)
  try {
    return await Promise.all(tensors.map(async (tensor) => (await tensor.data()) as Float32Array))
  } finally {
    tensors.forEach((tensor) => tensor.dispose())
  }
}

export interface TensorFlowNets extends FaceNets {
  /** Frees every tensor of the nets. */
  dispose(): void
}

/** The three nets on whatever tfjs backend is set; shared by the wasm, native and gpu engines. */
export function createTensorFlowNets(models: ModelFiles): TensorFlowNets {
  const { landmarkNet, tinyNet, ssdNet } = loadFaceApiNets(models)
  const features = landmarkNet.faceFeatureExtractor.params
  const classifier = landmarkNet.params
  const tinyParams = tinyNet.params
  const ssdParams = ssdNet.params
  if (!features || !classifier || !tinyParams || !ssdParams) throw new Error('face-api kept no parameters')
  const folded = foldSsd(ssdParams)

  return {
    async landmarks(crops, count) {
      const [points] = await read(() => {
        const used = crops.subarray(0, count * LANDMARK_SIDE * LANDMARK_SIDE * 3)
        const x = tf.tensor4d(used, [count, LANDMARK_SIDE, LANDMARK_SIDE, 3])
        return [landmarkForward(x, features, classifier.fc)]
      })
      return points!
    },
    async tiny(picture, side) {
      const [cells] = await read(() => {
        const x = tf.tensor4d(picture.subarray(0, side * side * 3), [1, side, side, 3])
        return [tinyForward(x, tinyParams)]
      })
      return cells!
    },
    async ssd(picture) {
      const [boxes, classes] = await read(() => {
        const output = ssdForward(tf.tensor4d(picture, [1, SSD_SIDE, SSD_SIDE, 3]), folded)
        return [output.boxes, output.classes]
      })
      return { boxes: boxes!, classes: classes! }
    },
    ssdAnchors: ssdParams.output_layer.extra_dim.dataSync<'float32'>().slice(),
    dispose() {
      for (const net of [landmarkNet, tinyNet, ssdNet]) net.dispose(false)
      for (const pair of folded.pairs) tf.dispose([pair.depthwise, pair.depthwiseBias])
    },
  }
}
