import * as tf from '@tensorflow/tfjs'
import * as library from 'face-api.js/dist/face-api.esm-nobundle.js'
import { FIRST_IBUG_POINT } from '../domain/face/landmarks'
import type { Point } from '../domain/geometry/points'
import { loadFaceApiNets } from '../vision/detector/faceApi'
import type { ModelFiles } from '../vision/models'
import type { RgbaPicture } from '../vision/pipeline/sampler'

// face-api used as its own documentation does, for comparison: detector, cut the box out, 68 points. The declarations
// describe the part that is called, of version 1.7.15.

interface Detection {
  readonly box: { readonly x: number; readonly y: number }
}
interface SsdDetector {
  locateFaces(
    picture: tf.Tensor3D,
    options: { readonly minConfidence: number; readonly maxResults: number },
  ): Promise<readonly Detection[]>
}
interface TinyDetector {
  locateFaces(
    picture: tf.Tensor3D,
    options: { readonly inputSize: number; readonly scoreThreshold: number },
  ): Promise<readonly Detection[]>
}
interface LandmarkDetector {
  detectLandmarks(face: tf.Tensor3D): Promise<{ readonly positions: readonly Point[] }>
}
interface Library {
  extractFaceTensors(picture: tf.Tensor3D, detections: readonly Detection[]): Promise<readonly tf.Tensor3D[]>
}

export interface PlainFaceApi {
  /** 41 points of each face, x0, y0, x1, y1 … in pixels. */
  find(picture: RgbaPicture, detector: 'ssd' | 'tiny'): Promise<Float32Array[]>
  /** One pass of the detector alone, from decoded RGBA to boxes; answers their number. */
  detect(picture: RgbaPicture): Promise<number>
  /** The same of a picture that is a tensor already: the least that face-api can take. */
  detectTensor(picture: tf.Tensor3D): Promise<number>
  toTensor(picture: RgbaPicture): tf.Tensor3D
}

function toTensor({ width, height, pixels }: RgbaPicture): tf.Tensor3D {
  const rgb = new Int32Array(width * height * 3)
  for (let from = 0, to = 0; to < rgb.length; from += 4) {
    rgb[to++] = pixels[from]!
    rgb[to++] = pixels[from + 1]!
    rgb[to++] = pixels[from + 2]!
  }
  return tf.tensor3d(rgb, [height, width, 3], 'int32')
}

/** Loads the nets on the tfjs backend that is set now; set it again before a call. */
export function createPlainFaceApi(models: ModelFiles): PlainFaceApi {
  const nets = loadFaceApiNets(models)
  const ssd = nets.ssdNet as unknown as SsdDetector
  const tiny = nets.tinyNet as unknown as TinyDetector
  const landmarks = nets.landmarkNet as unknown as LandmarkDetector
  const faceApi = library as unknown as Library
  const locate = (tensor: tf.Tensor3D) => ssd.locateFaces(tensor, { minConfidence: 0.5, maxResults: 100 })

  async function withTensor<T>(picture: RgbaPicture, work: (tensor: tf.Tensor3D) => Promise<T>): Promise<T> {
    const tensor = toTensor(picture)
    try {
      return await work(tensor)
    } finally {
      tensor.dispose()
    }
  }

  return {
    toTensor,
    detectTensor: async (tensor) => (await locate(tensor)).length,
    detect: (picture) => withTensor(picture, async (tensor) => (await locate(tensor)).length),
    find: (picture, detector) =>
      withTensor(picture, async (tensor) => {
        const seen =
          detector === 'ssd'
            ? await locate(tensor)
            : await tiny.locateFaces(tensor, { inputSize: 416, scoreThreshold: 0.5 })
        const cuts = await faceApi.extractFaceTensors(tensor, seen)
        const faces: Float32Array[] = []
        for (const [index, { box }] of seen.entries()) {
          const { positions } = await landmarks.detectLandmarks(cuts[index]!)
          // The library cuts out whole pixels, from the picture's edge on.
          const left = Math.max(0, Math.floor(box.x))
          const top = Math.max(0, Math.floor(box.y))
          faces.push(
            Float32Array.from(positions.slice(FIRST_IBUG_POINT).flatMap(({ x, y }) => [x + left, y + top])),
          )
        }
        tf.dispose(cuts as tf.Tensor3D[])
        return faces
      }),
  }
}
