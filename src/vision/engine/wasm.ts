import * as tf from '@tensorflow/tfjs'
import { setWasmPaths, version_wasm } from '@tensorflow/tfjs-backend-wasm'
import { err, ok } from '../../domain/result'
import { createTensorFlowNets } from '../detector/tensorflowNets'
import { verifyWasmFiles } from '../models'
import { firstLine, type StartEngine } from './engine'

/** TensorFlow.js on WebAssembly with SIMD, one thread: needs nothing installed, so it is the engine of last resort. */
export const startWasm: StartEngine = async ({ descriptions, assetsDir }) => {
  const folder = await verifyWasmFiles(assetsDir)
  if (!folder.ok) {
    return err({ reason: 'load-failed', detail: `${folder.error.cause}: ${folder.error.file}` })
  }
  try {
    setWasmPaths(`${folder.value}/`)
    const set = await tf.setBackend('wasm')
    await tf.ready()
    // A backend that fails to start leaves tfjs on its plain JavaScript one, a hundred times slower, without a word.
    if (!set || tf.getBackend() !== 'wasm') {
      return err({
        reason: 'load-failed',
        detail: `TensorFlow.js runs on ${tf.getBackend()} instead of wasm`,
      })
    }
    const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')
    const nets = createTensorFlowNets(descriptions)
    return ok({
      name: 'wasm',
      nets,
      description: `TensorFlow.js ${tf.version_core}, WASM ${version_wasm}${simd ? ' with SIMD' : ''}, threads: 1`,
      activate: async () => void (await tf.setBackend('wasm')),
      tensors: () => tf.memory().numTensors,
      close: () => nets.dispose(),
    })
  } catch (error) {
    return err({ reason: 'load-failed', detail: firstLine(error) })
  }
}
