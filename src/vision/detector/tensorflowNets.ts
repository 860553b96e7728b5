import * as tf from '@tensorflow/tfjs'
import { ANY_TINY_SIDE, type FaceNetDescriptions } from '../nets/faceNetDescriptions'
import { tensorFlowNet } from '../nets/tensorflowForm'
import { LANDMARK_SIDE, SSD_SIDE, type FaceNets } from './faceNets'

/** A net that gives its flat results for a batch of pictures; called inside `tf.tidy`. */
export type Forward = (picture: tf.Tensor4D) => readonly tf.Tensor[]

/** Runs a forward, reads its results, and leaves no tensor behind even when reading fails. */
async function read(forward: () => readonly tf.Tensor[]): Promise<Float32Array[]> {
  const tensors = tf.tidy(() => [...forward()])
  try {
    return await Promise.all(tensors.map(async (tensor) => (await tensor.data()) as Float32Array))
  } finally {
    tensors.forEach((tensor) => tensor.dispose())
  }
}

/** The three nets as the app calls them, from their forwards on whatever tfjs backend is set. */
export function netsOfForwards(
  forwards: { readonly landmarks: Forward; readonly tiny: Forward; readonly ssd: Forward },
  ssdAnchors: Float32Array,
): FaceNets {
  const picture = (pixels: Float32Array, count: number, side: number) =>
    tf.tensor4d(pixels.subarray(0, count * side * side * 3), [count, side, side, 3])
  return {
    async landmarks(crops, count) {
      const [points] = await read(() => forwards.landmarks(picture(crops, count, LANDMARK_SIDE)))
      return points!
    },
    async tiny(pixels, side) {
      const [cells] = await read(() => forwards.tiny(picture(pixels, 1, side)))
      return cells!
    },
    async ssd(pixels) {
      const [boxes, classes] = await read(() => forwards.ssd(picture(pixels, 1, SSD_SIDE)))
      return { boxes: boxes!, classes: classes! }
    },
    ssdAnchors,
  }
}

export interface TensorFlowNets extends FaceNets {
  /** Frees every tensor of the nets. */
  dispose(): void
}

/** The three nets as fused operations of tfjs, on the backend that is set now. */
export function createTensorFlowNets(descriptions: FaceNetDescriptions): TensorFlowNets {
  const landmarks = tensorFlowNet(descriptions.landmarks())
  const tiny = tensorFlowNet(descriptions.tiny(ANY_TINY_SIDE))
  const ssd = tensorFlowNet(descriptions.ssd())
  const forwards = { landmarks: landmarks.forward, tiny: tiny.forward, ssd: ssd.forward }
  return {
    ...netsOfForwards(forwards, descriptions.ssdAnchors),
    dispose: () => [landmarks, tiny, ssd].forEach((net) => net.dispose()),
  }
}
