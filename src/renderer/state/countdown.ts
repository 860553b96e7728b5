/** What a countdown shows at a moment: the number on screen, and how far the ring of that second has run, 0…1. */
export type CountdownView =
  { readonly kind: 'counting'; readonly left: number; readonly beat: number } | { readonly kind: 'done' }

/** `startedAtMs` and `nowMs` on one clock. With 0 seconds it is done at once. */
export function countdownAt(startedAtMs: number, seconds: number, nowMs: number): CountdownView {
  const elapsedS = Math.max(0, nowMs - startedAtMs) / 1000
  const left = Math.ceil(seconds - elapsedS)
  if (left <= 0) return { kind: 'done' }
  return { kind: 'counting', left, beat: elapsedS - Math.floor(elapsedS) }
}

/** Milliseconds until the number changes or the countdown ends. */
export function nextBeatMs(startedAtMs: number, seconds: number, nowMs: number): number {
  const elapsedMs = Math.max(0, nowMs - startedAtMs)
  if (elapsedMs >= seconds * 1000) return 0
  return 1000 - (elapsedMs % 1000)
}
