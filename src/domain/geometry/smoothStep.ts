/**
 * 0 at or below `from`, 1 at or above `to`, and in between the cubic 3t² − 2t³, whose slope is 0 at both ends:
 * a fade driven by a noisy number must not start with a corner.
 */
export function smoothStep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)))
  return t * t * (3 - 2 * t)
}
