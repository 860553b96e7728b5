import type { ModelFile } from '../models'
import type { Weights } from './description'

interface Entry {
  readonly name: string
  readonly shape: readonly number[]
  readonly dtype: string
  readonly quantization?: { readonly dtype: string; readonly scale: number; readonly min: number }
}

/**
 * Weights of a model file by name. They lie one after another in the manifest's order, either as float32 (little-endian) or as bytes
 * that stand for byte × scale + min (format of TensorFlow.js weight manifests). Throws on any other kind: the file's hash was
 * right, so that would be a bug.
 */
export function decodeWeights(model: ModelFile): ReadonlyMap<string, Weights> {
  const groups = JSON.parse(model.manifest) as readonly { readonly weights: readonly Entry[] }[]
  const { buffer, byteOffset, byteLength } = model.weights
  const view = new DataView(buffer, byteOffset, byteLength)
  const decoded = new Map<string, Weights>()
  let at = 0
  for (const { name, shape, dtype, quantization } of groups.flatMap(({ weights }) => weights)) {
    const values = new Float32Array(shape.reduce((product, length) => product * length, 1))
    if (quantization?.dtype === 'uint8') {
      const { scale, min } = quantization
      for (let index = 0; index < values.length; index++) values[index] = view.getUint8(at++) * scale + min
    } else if (quantization === undefined && dtype === 'float32') {
      for (let index = 0; index < values.length; index++, at += 4) values[index] = view.getFloat32(at, true)
    } else {
      throw new Error(`weight ${name} has the unknown type ${quantization?.dtype ?? dtype}`)
    }
    decoded.set(name, { shape, values })
  }
  if (at !== byteLength) throw new Error(`${byteLength - at} bytes of weights belong to nothing`)
  return decoded
}
