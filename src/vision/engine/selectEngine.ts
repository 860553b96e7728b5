import type { EngineName, PassedOver, VisionReport, VisionStart } from '../../contracts/vision'
import { err, ok, type Result } from '../../domain/result'
import { createLivePipeline } from '../pipeline/livePipeline'
import { readModelFiles } from '../models'
import { firstLine, type Engine, type EngineRefusal, type StartEngine } from './engine'
import { startGpu, startNative } from './native'
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

/** Fastest first. */
const ORDER: readonly EngineName[] = ['gpu', 'native', 'onnx', 'wasm']

const startOnnx: StartEngine = () => Promise.resolve(err({ reason: 'not-built-yet', detail: '' }))

export const STARTERS: Readonly<Record<EngineName, StartEngine>> = {
  gpu: startGpu,
  native: startNative,
  onnx: startOnnx,
  wasm: startWasm,
}

/** A person's choice first, then every engine by speed: a choice that fails must not leave the app without any. */
function candidates(chosen: VisionStart['engine']): readonly EngineName[] {
  return chosen === 'auto' ? ORDER : [chosen, ...ORDER.filter((name) => name !== chosen)]
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

/** Runs the shapes of a live frame once, so that the first real one is not the slow one; gives the milliseconds it took. */
async function warmUp(engine: Engine, now: () => number): Promise<Result<number, string>> {
  const startedAtMs = now()
  const live = createLivePipeline(engine.nets, now)
  const picture = selfTestPicture()
  try {
    for (let frame = 0; frame < 3; frame++) await live.follow(picture, frame * 33)
  } catch (error) {
    return err(`while warming up: ${firstLine(error)}`)
  }
  return ok(now() - startedAtMs)
}

/**
 * The first engine that is present and passes its self-test, in the order the start asks for. Model files are
 * verified before anything runs; one that is missing or altered fails the whole start and is named.
 */
export async function selectEngine(
  start: VisionStart,
  now: () => number = () => performance.now(),
  starters: Readonly<Record<EngineName, StartEngine>> = STARTERS,
): Promise<Result<SelectedEngine, SelectionFailure>> {
  const models = await readModelFiles(start.assetsDir)
  if (!models.ok) return err({ cause: models.error.cause, detail: models.error.file })
  const parts = { models: models.value, assetsDir: start.assetsDir, nativeDir: start.nativeDir }

  const passedOver: PassedOver[] = []
  for (const name of candidates(start.engine)) {
    if (start.avoid.includes(name)) {
      passedOver.push({ engine: name, reason: 'crashed', detail: 'it failed earlier in this session' })
      continue
    }
    const attempt = await startTested(name, starters[name], parts, now)
    if (!attempt.ok) {
      passedOver.push({ engine: name, ...attempt.error })
      continue
    }
    const { engine, selfTestMs } = attempt.value
    const warm = await warmUp(engine, now)
    if (!warm.ok) {
      engine.close()
      passedOver.push({ engine: name, reason: 'self-test-failed', detail: warm.error })
      continue
    }
    const fasterNotTried = ORDER.slice(0, ORDER.indexOf(name)).filter(
      (faster) => !passedOver.some((entry) => entry.engine === faster),
    )
    for (const faster of fasterNotTried) passedOver.push({ engine: faster, reason: 'not-chosen', detail: '' })
    return ok({ engine, passedOver, selfTestMs, warmUpMs: warm.value })
  }
  const reasons = passedOver.map((entry) => `${entry.engine}: ${entry.reason} ${entry.detail}`.trim())
  return err({ cause: 'no-engine', detail: reasons.join('; ').slice(0, 500) })
}
