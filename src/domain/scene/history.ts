/** Steps that can be undone. A scene is small (no pixels), so this is a limit of sense, not of memory. */
export const HISTORY_LIMIT = 200

/** A value with what it was before and what was undone. `past` is oldest first; `future` is next redo first. */
export interface History<T> {
  readonly past: readonly T[]
  readonly present: T
  readonly future: readonly T[]
  /** Key of the last step, for as long as further changes may join it. */
  readonly mergeKey: string | null
}

export const startHistory = <T>(present: T): History<T> => ({ past: [], present, future: [], mergeKey: null })

/**
 * Makes `next` the present. Steps in a row that carry the same `mergeKey` (one drag, one slide of a slider) become one
 * step of undo; use a new key for each gesture. A `next` identical to the present is no step.
 */
export function recordStep<T>(history: History<T>, next: T, mergeKey: string | null = null): History<T> {
  if (Object.is(next, history.present)) return history
  if (mergeKey !== null && mergeKey === history.mergeKey) return { ...history, present: next, future: [] }
  return {
    past: [...history.past, history.present].slice(-HISTORY_LIMIT),
    present: next,
    future: [],
    mergeKey,
  }
}

export const canUndo = (history: History<unknown>): boolean => history.past.length > 0
export const canRedo = (history: History<unknown>): boolean => history.future.length > 0

/** One step back; the same history when there is none. */
export function undo<T>(history: History<T>): History<T> {
  if (!canUndo(history)) return history
  const { past, present, future } = history
  return { past: past.slice(0, -1), present: past.at(-1) as T, future: [present, ...future], mergeKey: null }
}

/** One step forward again; the same history when nothing was undone since the last change. */
export function redo<T>(history: History<T>): History<T> {
  if (!canRedo(history)) return history
  const { past, present, future } = history
  return { past: [...past, present], present: future[0] as T, future: future.slice(1), mergeKey: null }
}
