/** How long something took, over many times: the middle value, and the one that nineteen of twenty stay below. */
export interface LatencyFigures {
  readonly p50Ms: number
  readonly p95Ms: number
  readonly samples: number
}

/** Nearest-rank percentiles; null where nothing was measured. */
export function latencyFigures(samples: readonly number[]): LatencyFigures | null {
  if (samples.length === 0) return null
  const sorted = samples.toSorted((a, b) => a - b)
  const rank = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!
  return { p50Ms: rank(0.5), p95Ms: rank(0.95), samples: sorted.length }
}
