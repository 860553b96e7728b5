import { z } from 'zod'
import { visionOrderSchema, visionStartSchema, type VisionReport } from '../contracts/vision'
import { isConfined } from './confinement'
import { createFrameLoop, type FramePort, type Pipelines } from './frameLoop'
import { createLivePipeline } from './pipeline/livePipeline'
import { createStillPipeline } from './pipeline/stillPipeline'
import { selectEngine, type SelectedEngine } from './engine/selectEngine'
import { slowedNets } from './engine/slowedEngine'

// Entry of the vision process, forked by main. It reads model files, computes, and answers over ports; it opens no
// network, writes no file, and prints nothing about a frame.

z.config({ jitless: true })

const ALIVE_EVERY_MS = 500
/** Exit status of a process whose engine threw. Main restarts it as after any other crash and names the status in its line. */
const ENGINE_FAILED = 3

/** What Electron's utility process offers, as far as it is used here; vision must not import Electron. */
interface ElectronPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  on(event: 'close', listener: () => void): void
  start(): void
}
interface ParentPort {
  postMessage(message: VisionReport): void
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly ElectronPort[] }) => void,
  ): void
}

function asFramePort(port: ElectronPort): FramePort {
  return {
    postMessage: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', (event) => listener(event.data))
      port.start()
    },
    onClose: (listener) => port.on('close', listener),
  }
}

/** A driver of the test build makes this process slow, and fast again, with a signal each. */
function slowable(selection: SelectedEngine): SelectedEngine {
  const slowed = slowedNets(selection.engine.nets)
  process.on('SIGUSR2', () => slowed.toggle())
  return { ...selection, engine: { ...selection.engine, nets: slowed.nets } }
}

function run(parent: ParentPort, settings: string): void {
  const start = visionStartSchema.parse(JSON.parse(settings))
  const counts = { done: 0, refused: 0 }
  let selected: SelectedEngine | null = null

  function failed(): void {
    // Answers already posted still go out; then main starts a fresh process, with another engine if this one insists.
    setImmediate(() => process.exit(ENGINE_FAILED))
  }

  const ready = selectEngine(start).then((selection) => {
    if (!selection.ok) {
      isReported = true
      parent.postMessage({ kind: 'failed', ...selection.error })
      throw new Error(selection.error.cause)
    }
    selected = __TEST_BUILD__ ? slowable(selection.value) : selection.value
    const { engine, passedOver, selfTestMs, warmUpMs } = selection.value
    parent.postMessage({
      kind: 'ready',
      engine: engine.name,
      passedOver: [...passedOver],
      selfTestMs,
      warmUpMs,
      confined: isConfined(),
    })
  })
  let isReported = false
  ready.catch(() => {
    // Ports that wait are told by their own loops. What was not reported is a bug: a process that stays would look alive.
    if (!isReported) failed()
  })

  function serve(port: ElectronPort): void {
    let pipelines: Pipelines | null = null
    createFrameLoop({
      port: asFramePort(port),
      pipelines: () => {
        if (selected && !pipelines) {
          const { nets } = selected.engine
          pipelines = { live: createLivePipeline(nets), still: createStillPipeline(nets) }
        }
        return pipelines
      },
      ready,
      counts,
      now: () => performance.now(),
      onEngineFailure: failed,
    })
  }

  parent.on('message', (event) => {
    if (visionOrderSchema.safeParse(event.data).success) event.ports.slice(0, 1).forEach(serve)
  })
  setInterval(() => {
    parent.postMessage({
      kind: 'alive',
      framesDone: counts.done,
      framesRefused: counts.refused,
      tensors: selected?.engine.tensors() ?? 0,
    })
  }, ALIVE_EVERY_MS)
}

const { parentPort } = process as unknown as { readonly parentPort?: ParentPort }
const settings = process.env.KAZARI_VISION
if (!parentPort || settings === undefined) {
  console.error('Kazari vision is started by Kazari itself.')
  process.exit(2)
}
run(parentPort, settings)
