import type { EngineName } from '../../contracts/vision'

/** How vision ended without being asked to. */
export type EndCause = 'crashed' | 'stalled' | 'out-of-memory'

/** First pause before a restart, doubled each time: a crash of the moment costs half a second. */
export const FIRST_PAUSE_MS = 500
/** This many restarts within the window and vision is left alone until somebody asks for it. */
export const RESTART_LIMIT = 5
export const RESTART_WINDOW_MS = 120_000
/** One crash may be bad luck, a second one of the same engine is not. A stall costs the user 8 s: once is enough. */
const CRASHES_TO_AVOID = 2

/** Engines beside the embedded one: what to leave out when vision dies before it says which engine it took. */
const INSTALLED_ENGINES: readonly EngineName[] = ['gpu', 'native', 'webgpu', 'onnx']

/** What is remembered of a session's ends, oldest first. */
export interface RestartHistory {
  readonly endsAtMs: readonly number[]
  readonly crashes: Readonly<Partial<Record<EngineName | 'unknown', number>>>
  readonly avoid: readonly { readonly engine: EngineName; readonly reason: 'crashed' | 'stalled' }[]
}

export const NO_ENDS: RestartHistory = { endsAtMs: [], crashes: {}, avoid: [] }

export type RestartPlan =
  | {
      readonly kind: 'retry'
      readonly attempt: number
      readonly inMs: number
      readonly history: RestartHistory
    }
  | { readonly kind: 'give-up'; readonly history: RestartHistory }

/**
 * What to do after vision ended. `engine` is null when it had not said which one it took. The embedded engine is never
 * avoided: there is nothing behind it.
 */
export function planRestart(
  history: RestartHistory,
  cause: EndCause,
  engine: EngineName | null,
  nowMs: number,
): RestartPlan {
  const endsAtMs = [...history.endsAtMs.filter((at) => nowMs - at < RESTART_WINDOW_MS), nowMs]
  const key = engine ?? 'unknown'
  const crashes = { ...history.crashes, [key]: (history.crashes[key] ?? 0) + 1 }
  const reason = cause === 'stalled' ? 'stalled' : 'crashed'
  const guilty = cause === 'stalled' || (crashes[key] ?? 0) >= CRASHES_TO_AVOID
  const suspects = !guilty ? [] : engine === null ? INSTALLED_ENGINES : engine === 'wasm' ? [] : [engine]
  const known = history.avoid.map((entry) => entry.engine)
  const added = suspects
    .filter((suspect) => !known.includes(suspect))
    .map((suspect) => ({ engine: suspect, reason }) as const)
  const next: RestartHistory = { endsAtMs, crashes, avoid: [...history.avoid, ...added] }
  const attempt = endsAtMs.length
  if (attempt > RESTART_LIMIT) return { kind: 'give-up', history: next }
  return { kind: 'retry', attempt, inMs: FIRST_PAUSE_MS * 2 ** (attempt - 1), history: next }
}
