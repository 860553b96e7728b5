/** The computer's clock said an earlier time than the record before. Kept as a fact; it never shortens or lengthens a term. */
export interface ClockWentBack {
  readonly kind: 'clock-went-back'
  /** Which record: its position; the number of records for the present moment. */
  readonly index: number
  readonly atMs: number
  /** The latest time any record before it has. */
  readonly latestMs: number
}

/**
 * Times as they can have been: none earlier than one before it, so that no duration is negative. The facts say where
 * the clock had been set back. `timesMs` are in the order in which things happened.
 */
export function steadyTimes(timesMs: readonly number[]): {
  readonly timesMs: readonly number[]
  readonly facts: readonly ClockWentBack[]
} {
  const steady: number[] = []
  const facts: ClockWentBack[] = []
  let latestMs = Number.NEGATIVE_INFINITY
  for (const [index, atMs] of timesMs.entries()) {
    if (atMs < latestMs) facts.push({ kind: 'clock-went-back', index, atMs, latestMs })
    latestMs = Math.max(latestMs, atMs)
    steady.push(latestMs)
  }
  return { timesMs: steady, facts }
}
