export const FADE_IN_MS = 150
export const HOLD_MS = 300
export const FADE_OUT_MS = 150
/**
 * How long a person stays when no newer frame was looked at: a slow computer must not make decorations blink, yet they may
 * not hang in the air when vision has died.
 */
export const STALE_MS = 1000

/** A fade as a function of time: rises from `level` at `fromMs`, falls from `holdUntilMs` on. */
export interface Presence {
  readonly level: number
  readonly fromMs: number
  readonly holdUntilMs: number
}

/** Opacity 0…1 at a time. */
export function presenceAt({ level, fromMs, holdUntilMs }: Presence, nowMs: number): number {
  const risenMs = Math.max(0, Math.min(nowMs, holdUntilMs) - fromMs)
  const risen = Math.min(1, level + risenMs / FADE_IN_MS)
  return Math.max(0, risen - Math.max(0, nowMs - holdUntilMs) / FADE_OUT_MS)
}

/** Just seen at `atMs`: goes on rising from where it was. */
export const seen = (before: Presence, atMs: number): Presence => ({
  level: presenceAt(before, atMs),
  fromMs: atMs,
  holdUntilMs: atMs + STALE_MS,
})

/** Not found at `atMs` though the frame was looked at. */
export const missed = (before: Presence, lastSeenAtMs: number, atMs: number): Presence => ({
  ...before,
  holdUntilMs: Math.min(before.holdUntilMs, Math.max(lastSeenAtMs + HOLD_MS, atMs)),
})

/** Somebody else appeared at the same moment: fade without waiting. */
export const replaced = (before: Presence, atMs: number): Presence => ({
  ...before,
  holdUntilMs: Math.min(before.holdUntilMs, atMs),
})
