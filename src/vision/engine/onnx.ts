import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type * as onnxRuntime from 'onnxruntime-node'
import { err, ok, type Result } from '../../domain/result'
import type { FaceNets } from '../detector/faceNets'
import { INPUT, type NetDescription } from '../nets/description'
import type { FaceNetDescriptions } from '../nets/faceNetDescriptions'
import { onnxModel } from '../nets/onnxForm'
import { closeModulesOfPackage } from './closedModules'
import { firstLine, type Engine, type EngineParts, type EngineRefusal, type StartEngine } from './engine'

type OnnxRuntime = typeof onnxRuntime
type Provider = 'cpu' | 'webgpu'

const PACKAGE = 'node_modules/onnxruntime-node'
/** SSD runs on photos alone, where two threads halve the wait; the small nets of a live frame are fastest on one. */
const MOST_SSD_THREADS = 2

/** One net in ONNX Runtime. */
interface Session {
  run(pixels: Float32Array, count: number): Promise<Readonly<Record<string, Float32Array>>>
  close(): Promise<void>
}

async function openSession(
  runtime: OnnxRuntime,
  provider: Provider,
  net: NetDescription,
  threads: number,
): Promise<Session> {
  const session: onnxRuntime.InferenceSession = await runtime.InferenceSession.create(onnxModel(net), {
    executionProviders: [provider],
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // A second thread that waits must not spin: the page needs that core.
    extra: { session: { intra_op: { allow_spinning: '0' }, set_denormal_as_zero: '1' } },
  })
  const { side } = net
  let input: {
    readonly pixels: Float32Array
    readonly count: number
    readonly tensor: onnxRuntime.Tensor
  } | null = null
  return {
    async run(pixels, count) {
      // Callers use one buffer for all frames, so the tensor over it is nearly always the last one again.
      if (input?.pixels !== pixels || input.count !== count) {
        const view = pixels.subarray(0, count * side * side * 3)
        input = { pixels, count, tensor: new runtime.Tensor('float32', view, [count, side, side, 3]) }
      }
      const results = await session.run({ [INPUT]: input.tensor })
      return Object.fromEntries(
        Object.entries(results).map(([name, { data }]) => [name, data as Float32Array]),
      )
    },
    close: () => session.release(),
  }
}

interface OnnxNets extends FaceNets {
  /** Sessions open now. */
  sessions(): number
  close(): void
}

async function openNets(
  runtime: OnnxRuntime,
  provider: Provider,
  descriptions: FaceNetDescriptions,
): Promise<OnnxNets> {
  const landmarks = await openSession(runtime, provider, descriptions.landmarks(), 1)
  const threads = Math.min(MOST_SSD_THREADS, availableParallelism())
  const ssd = await openSession(runtime, provider, descriptions.ssd(), threads)
  // With its sides known beforehand a net is planned once; there are few, and each model is small.
  const tiny = new Map<number, Promise<Session>>()
  function tinyOf(side: number): Promise<Session> {
    const known = tiny.get(side)
    if (known) return known
    const opened = openSession(runtime, provider, descriptions.tiny(side), 1)
    tiny.set(side, opened)
    return opened
  }
  return {
    landmarks: async (crops, count) => (await landmarks.run(crops, count)).points!,
    tiny: async (picture, side) => (await (await tinyOf(side)).run(picture, 1)).cells!,
    async ssd(picture) {
      const { boxes, classes } = await ssd.run(picture, 1)
      return { boxes: boxes!, classes: classes! }
    },
    ssdAnchors: descriptions.ssdAnchors,
    sessions: () => 2 + tiny.size,
    close() {
      void landmarks.close()
      void ssd.close()
      for (const opened of tiny.values()) void opened.then((session) => session.close())
    },
  }
}

/** The package's folder when it holds a library for this system, else undefined. */
function installedAt(onnxDir: string | null): string | undefined {
  if (onnxDir === null) return undefined
  const folder = join(onnxDir, PACKAGE)
  const library = join(folder, 'bin/napi-v6', process.platform, process.arch, 'onnxruntime_binding.node')
  return existsSync(library) ? folder : undefined
}

async function start(
  name: 'onnx' | 'webgpu',
  { descriptions, onnxDir }: EngineParts,
): Promise<Result<Engine, EngineRefusal>> {
  const folder = installedAt(onnxDir)
  if (folder === undefined)
    return err({ reason: 'not-installed', detail: `${process.platform} ${process.arch}` })
  const provider = name === 'onnx' ? 'cpu' : 'webgpu'
  try {
    closeModulesOfPackage(folder)
    const runtime = createRequire(join(folder, 'package.json'))(folder) as OnnxRuntime
    runtime.env.logLevel = 'error'
    const nets = await openNets(runtime, provider, descriptions)
    const { version } = createRequire(join(folder, 'package.json'))('./package.json') as { version: string }
    return ok({
      name,
      nets,
      description: `ONNX Runtime ${version}, ${provider === 'cpu' ? 'CPU, threads: 1' : 'WebGPU'}`,
      activate: () => Promise.resolve(),
      tensors: () => nets.sessions(),
      close: () => nets.close(),
    })
  } catch (error) {
    return err({ reason: 'load-failed', detail: firstLine(error) })
  }
}

/** ONNX Runtime on the processor: comes with Kazari for every system and is the fast engine without anything installed. */
export const startOnnx: StartEngine = (parts) => start('onnx', parts)

/** The same on whatever WebGPU finds, a driver that computes on the processor included: slow, and the same numbers. */
export const startWebgpuAnywhere: StartEngine = (parts) => start('webgpu', parts)

/** Where a graphics card shows itself; without one WebGPU would draw on the processor, slower than `onnx`. */
function mayHaveGraphicsCard(): boolean {
  return process.platform !== 'linux' || existsSync('/dev/dri/renderD128')
}

/**
 * ONNX Runtime on the graphics card. An engine of its own beside `onnx`, so that a driver that crashes the process costs only this
 * one. Behind vision's walls on Linux no driver can be loaded, and it is passed over.
 */
export const startWebgpu: StartEngine = (parts) =>
  mayHaveGraphicsCard()
    ? startWebgpuAnywhere(parts)
    : Promise.resolve(err({ reason: 'no-device', detail: 'no graphics card' }))
