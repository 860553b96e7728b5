export const FADE_IN_MS = 150
/** One or two frames in which a face was overlooked show nothing. With the fade: who is lost is gone within 200 ms. */
export const HOLD_MS = 70
export const FADE_OUT_MS = 100
/** What a face that is sure, or back, begins with: enough to be in a picture taken at that moment. */
export const ARRIVAL_LEVEL = 0.5
/**
 * How long a person stays when no newer frame was looked at: a slow computer must not make decorations blink, yet they may
 * not hang in the air when vision has died.
 */
export const STALE_MS = 700

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

/** Seen for the first time, at `atMs`. */
export const arrivedAt = (level: number, atMs: number): Presence => ({
  level,
  fromMs: atMs,
  holdUntilMs: atMs + STALE_MS,
})

/** Just seen at `atMs`: goes on rising from where it was, or from where arrivals begin. */
export const seen = (before: Presence, atMs: number): Presence => ({
  level: Math.max(ARRIVAL_LEVEL, presenceAt(before, atMs)),
  fromMs: atMs,
  holdUntilMs: atMs + STALE_MS,
})

/** Not found at `atMs` though the frame was looked at: held until `holdMs` after it was seen last. */
export const missed = (before: Presence, lastSeenAtMs: number, atMs: number, holdMs: number): Presence => ({
  ...before,
  holdUntilMs: Math.min(before.holdUntilMs, Math.max(lastSeenAtMs + holdMs, atMs)),
})

/** Beyond the frame's edge: there is nothing that could be seen to fade. */
export const GONE: Presence = { level: 0, fromMs: 0, holdUntilMs: -Infinity }

/** Somebody else appeared at the same moment: fade without waiting. */
export const replaced = (before: Presence, atMs: number): Presence => ({
  ...before,
  holdUntilMs: Math.min(before.holdUntilMs, atMs),
})
