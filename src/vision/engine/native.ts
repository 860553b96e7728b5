import * as tf from '@tensorflow/tfjs'
import { existsSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import util from 'node:util'
import { err, ok, type Result } from '../../domain/result'
import { createTensorFlowNets } from '../detector/tensorflowNets'
import { closeModulesOfPackage } from './closedModules'
import { loadCompiledNets } from './compiledNets'
import { firstLine, type Engine, type EngineParts, type EngineRefusal, type StartEngine } from './engine'

type LoadModule = (request: string, ...rest: unknown[]) => unknown

/** TensorFlow's packages for Node register this backend. */
const BACKEND = 'tensorflow'

/** Node's TensorFlow prints through these two, which Node 23 removed. */
function restoreRemovedUtilities(): void {
  const patched = util as unknown as Record<string, unknown>
  patched.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined
  patched.isArray ??= Array.isArray
}

/**
 * The package is compiled to ES5 and calls `KernelBackend.apply(this)`, which a class refuses: it gets a function
 * with the same prototype.
 */
function tensorFlowForOldClasses(): typeof tf {
  function KernelBackend() {}
  KernelBackend.prototype = tf.KernelBackend.prototype
  return { ...tf, KernelBackend: KernelBackend as unknown as typeof tf.KernelBackend }
}

/** Names under which the package asks for tfjs; the second one for a single kernel. */
const TFJS = ['@tensorflow/tfjs', '@tensorflow/tfjs-core']

/** Requires TensorFlow for Node so that it registers its backend in this program's tfjs, not in a copy of its own. */
function requireTensorFlow(folder: string): { readonly version: Readonly<Record<string, string>> } {
  const loader = Module as unknown as { _load: LoadModule }
  const load = loader._load
  const ours = tensorFlowForOldClasses()
  loader._load = function (this: unknown, request, ...rest) {
    return TFJS.includes(request) ? ours : load.call(this, request, ...rest)
  }
  try {
    return createRequire(join(folder, 'package.json'))(folder) as { version: Record<string, string> }
  } finally {
    loader._load = load
  }
}

/** A library of the other kind in the same process would register TensorFlow's kernels twice and abort it. */
let loadedFolder: string | null = null

async function startTensorFlow(
  name: 'native' | 'gpu',
  folder: string | undefined,
  { descriptions }: EngineParts,
): Promise<Result<Engine, EngineRefusal>> {
  if (folder === undefined) return err({ reason: 'not-installed', detail: '' })
  if (loadedFolder !== null && loadedFolder !== folder) {
    return err({ reason: 'load-failed', detail: 'another build of TensorFlow is loaded in this process' })
  }
  try {
    // Read when the library is loaded. On nets this small one thread is faster than two, and leaves the page its cores.
    process.env.TF_NUM_INTRAOP_THREADS ??= '1'
    process.env.TF_NUM_INTEROP_THREADS ??= '1'
    process.env.TF_ENABLE_ONEDNN_OPTS ??= '1'
    process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'
    // Else loading prints that Node's platform replaces itself.
    tf.enableProdMode()
    restoreRemovedUtilities()
    if (loadedFolder === null) closeModulesOfPackage(folder)
    loadedFolder = folder
    const { version } = requireTensorFlow(folder)
    const set = await tf.setBackend(BACKEND)
    await tf.ready()
    if (!set || tf.getBackend() !== BACKEND) {
      return err({
        reason: 'load-failed',
        detail: `TensorFlow.js runs on ${tf.getBackend()} instead of ${BACKEND}`,
      })
    }
    const { isUsingGpuDevice, binding } = tf.backend() as unknown as {
      readonly isUsingGpuDevice: boolean
      readonly binding: { readonly TF_Version: string }
    }
    if (name === 'gpu' && !isUsingGpuDevice) {
      return err({ reason: 'no-device', detail: 'TensorFlow found no CUDA device' })
    }
    // Where npm put the package: three folders up is the engine's own.
    const compiled = await loadCompiledNets(resolve(folder, '../../..'), descriptions)
    const nets = compiled ?? createTensorFlowNets(descriptions)
    const threads = process.env.TF_NUM_INTRAOP_THREADS
    return ok({
      name,
      nets,
      description:
        `tfjs-node ${version['tfjs-node'] ?? '?'}, TensorFlow ${binding.TF_Version}, ` +
        `${compiled === null ? 'operation by operation' : 'compiled graphs'}, ` +
        (isUsingGpuDevice ? 'CUDA' : `CPU, threads: ${threads}`),
      activate: async () => void (await tf.setBackend(BACKEND)),
      tensors: () => tf.memory().numTensors,
      close: () => nets.dispose(),
    })
  } catch (error) {
    return err({ reason: 'load-failed', detail: firstLine(error) })
  }
}

function installedAt(folders: readonly string[]): string | undefined {
  return folders.find((folder) => existsSync(join(folder, 'package.json')))
}

/** TensorFlow with oneDNN on the processor, where `npm run engine:native` has put it. */
export const startNative: StartEngine = (parts) => {
  const { nativeDir } = parts
  const folder = nativeDir === null ? [] : [join(nativeDir, 'node_modules/@tensorflow/tfjs-node')]
  return startTensorFlow('native', installedAt(folder), parts)
}

/** Where a CUDA driver shows itself; without one the library is not even loaded, it would compute on the processor. */
function hasCudaDriver(): boolean {
  switch (process.platform) {
    case 'linux':
      return existsSync('/dev/nvidiactl') || existsSync('/dev/dxg')
    case 'win32':
      return existsSync(join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'nvcuda.dll'))
    default:
      return false
  }
}

/** TensorFlow on CUDA, where `npm run engine:native -- --gpu` has put it and there is a device. */
export const startGpu: StartEngine = async (parts) => {
  const { nativeDir } = parts
  const packageName = 'node_modules/@tensorflow/tfjs-node-gpu'
  const folder =
    nativeDir === null
      ? undefined
      : installedAt([join(nativeDir, packageName), join(dirname(nativeDir), 'gpu', packageName)])
  if (folder === undefined) return err({ reason: 'not-installed', detail: '' })
  if (!hasCudaDriver()) return err({ reason: 'no-device', detail: 'no CUDA device' })
  return startTensorFlow('gpu', folder, parts)
}
