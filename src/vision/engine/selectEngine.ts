import type { EngineName, PassedOver, VisionReport, VisionStart } from '../../contracts/vision'
import { err, ok, type Result } from '../../domain/result'
import { createLivePipeline } from '../pipeline/livePipeline'
import { readModelFiles } from '../models'
import { describeFaceNets } from '../nets/faceNetDescriptions'
import { firstLine, type Engine, type EngineParts, type EngineRefusal, type StartEngine } from './engine'
import { startGpu, startNative } from './native'
import { startOnnx, startWebgpu } from './onnx'
import { selfTest, selfTestPicture } from './selfTest'
import { startWasm } from './wasm'

export interface SelectedEngine {
  readonly engine: Engine
  /** Better or chosen engines that were not taken, and why. */
  readonly passedOver: readonly PassedOver[]
  readonly selfTestMs: number
  readonly warmUpMs: number
}
export type SelectionFailure = Omit<Extract<VisionReport, { kind: 'failed' }>, 'kind'>

/** As a rule, fastest first; what is true on this computer is measured. */
const ORDER: readonly EngineName[] = ['gpu', 'native', 'webgpu', 'onnx', 'wasm']
/** Works everywhere and is several times slower than any other: taken without a comparison when nothing else passes. */
const LAST_RESORT: EngineName = 'wasm'

/** Comes with Kazari, starts sooner than what has to be installed, and holds several hundred megabytes less. */
const EMBEDDED: EngineName = 'onnx'
/** Share of the embedded engine's time that another may take at most to be worth it: less is the noise of a busy computer. */
const CLEARLY_FASTER = 0.85

export const STARTERS: Readonly<Record<EngineName, StartEngine>> = {
  gpu: startGpu,
  native: startNative,
  webgpu: startWebgpu,
  onnx: startOnnx,
  wasm: startWasm,
}

/** Starts an engine and puts it to the test; one that fails is closed again. */
export async function startTested(
  name: EngineName,
  startEngine: StartEngine,
  parts: Parameters<StartEngine>[0],
  now: () => number,
): Promise<Result<{ engine: Engine; selfTestMs: number }, EngineRefusal>> {
  const started = await startEngine(parts)
  if (!started.ok) return started
  const startedAtMs = now()
  try {
    const verdict = await selfTest(started.value.nets, now)
    if (verdict.ok) return ok({ engine: started.value, selfTestMs: now() - startedAtMs })
    started.value.close()
    return err({ reason: 'self-test-failed', detail: verdict.error })
  } catch (error) {
    started.value.close()
    return err({ reason: 'self-test-failed', detail: `${name}: ${firstLine(error)}` })
  }
}

/** One engine that has passed its self-test and is warm. */
interface Candidate {
  readonly engine: Engine
  readonly selfTestMs: number
  readonly warmUpMs: number
  /** A frame with one followed face, in one of the quicker runs: other programs hold up the slower ones. */
  readonly frameMs: number
}

const WARM_UP_FRAMES = 3
const TIMED_FRAMES = 9
const QUICK_RUN = 2
const FRAME_EVERY_MS = 33

/** Runs the frames of one followed face: the first few find it and are slow on every engine, the rest are timed. */
async function timeFrames(
  engine: Engine,
  now: () => number,
): Promise<Pick<Candidate, 'warmUpMs' | 'frameMs'>> {
  const startedAtMs = now()
  const live = createLivePipeline(engine.nets, now)
  const picture = selfTestPicture()
  let frame = 0
  for (; frame < WARM_UP_FRAMES; frame++) await live.follow(picture, frame * FRAME_EVERY_MS)
  const warmUpMs = now() - startedAtMs
  const frames: number[] = []
  for (; frame < WARM_UP_FRAMES + TIMED_FRAMES; frame++) {
    const frameAtMs = now()
    await live.follow(picture, frame * FRAME_EVERY_MS)
    frames.push(now() - frameAtMs)
  }
  return { warmUpMs, frameMs: frames.sort((a, b) => a - b)[QUICK_RUN]! }
}

async function prepare(
  name: EngineName,
  startEngine: StartEngine,
  parts: EngineParts,
  now: () => number,
): Promise<Result<Candidate, EngineRefusal>> {
  const started = await startTested(name, startEngine, parts, now)
  if (!started.ok) return started
  const { engine, selfTestMs } = started.value
  try {
    return ok({ engine, selfTestMs, ...(await timeFrames(engine, now)) })
  } catch (error) {
    engine.close()
    return err({ reason: 'self-test-failed', detail: `while warming up: ${firstLine(error)}` })
  }
}

/**
 * The engine for this computer. A person's choice is taken when it passes its self-test; otherwise, and for `auto`, the fastest
 * of those that pass. Model files are verified before anything runs; one that is missing or altered fails the whole start and is named.
 */
export async function selectEngine(
  start: VisionStart,
  now: () => number = () => performance.now(),
  starters: Readonly<Record<EngineName, StartEngine>> = STARTERS,
): Promise<Result<SelectedEngine, SelectionFailure>> {
  const models = await readModelFiles(start.assetsDir)
  if (!models.ok) return err({ cause: models.error.cause, detail: models.error.file })
  const { assetsDir, nativeDir, onnxDir } = start
  const parts = { descriptions: describeFaceNets(models.value), assetsDir, nativeDir, onnxDir }
  const passedOver: PassedOver[] = []

  async function attempt(name: EngineName): Promise<Candidate | null> {
    if (start.avoid.includes(name)) {
      passedOver.push({ engine: name, reason: 'crashed', detail: 'it failed earlier in this session' })
      return null
    }
    const prepared = await prepare(name, starters[name], parts, now)
    if (prepared.ok) return prepared.value
    passedOver.push({ engine: name, ...prepared.error })
    return null
  }

  const weight = ({ engine, frameMs }: Candidate) =>
    engine.name === EMBEDDED ? frameMs * CLEARLY_FASTER : frameMs

  /** Keeps the faster of two, the embedded one unless it is clearly slower, and closes the other. */
  function faster(a: Candidate, b: Candidate): Candidate {
    const [kept, left] = weight(a) <= weight(b) ? [a, b] : [b, a]
    left.engine.close()
    const detail = `${left.frameMs.toFixed(1)} ms a frame, ${kept.engine.name} takes ${kept.frameMs.toFixed(1)} ms`
    passedOver.push({ engine: left.engine.name, reason: 'slower', detail })
    return kept
  }

  const chosen = start.engine === 'auto' ? null : start.engine
  let taken = chosen === null ? null : await attempt(chosen)
  if (taken === null) {
    for (const name of ORDER) {
      if (name === chosen || (name === LAST_RESORT && taken !== null)) continue
      const candidate = await attempt(name)
      if (candidate !== null) taken = taken === null ? candidate : faster(taken, candidate)
    }
  }
  if (taken === null) {
    const reasons = passedOver.map((entry) => `${entry.engine}: ${entry.reason} ${entry.detail}`.trim())
    return err({ cause: 'no-engine', detail: reasons.join('; ').slice(0, 500) })
  }
  const { engine, selfTestMs, warmUpMs } = taken
  await engine.activate()
  const untried = ORDER.slice(0, ORDER.indexOf(engine.name)).filter(
    (name) => !passedOver.some((entry) => entry.engine === name),
  )
  for (const name of untried) passedOver.push({ engine: name, reason: 'not-chosen', detail: '' })
  return ok({ engine, passedOver, selfTestMs, warmUpMs })
}
