/**
 * Turns a stream's own time stamps into capture times on the clock of the window. A frame never arrives before it was taken,
 * so the frames that came through fastest tell the distance between the two clocks; busy moments only make others late.
 */
export interface FrameClock {
  /** Window clock minus stamp, milliseconds: the least of the present spell and of the one before. */
  readonly offsetMs: number
  readonly spellOffsetMs: number
  readonly spellSinceMs: number
}

/** Two quartz clocks part by a millisecond in ten seconds at most; a spell that long forgets what has parted. */
const SPELL_MS = 10_000
/** Farther than this a stamp is no longer of the same count: the camera began anew. */
const LEAP_MS = 1_000

/** The clock after a frame stamped `stampMs` arrived at `arrivedAtMs`. */
export function tellArrival(clock: FrameClock | null, stampMs: number, arrivedAtMs: number): FrameClock {
  const offsetMs = arrivedAtMs - stampMs
  if (clock === null || Math.abs(offsetMs - clock.offsetMs) > LEAP_MS) {
    return { offsetMs, spellOffsetMs: offsetMs, spellSinceMs: arrivedAtMs }
  }
  if (arrivedAtMs - clock.spellSinceMs > SPELL_MS) {
    return {
      offsetMs: Math.min(clock.spellOffsetMs, offsetMs),
      spellOffsetMs: offsetMs,
      spellSinceMs: arrivedAtMs,
    }
  }
  return {
    ...clock,
    offsetMs: Math.min(clock.offsetMs, offsetMs),
    spellOffsetMs: Math.min(clock.spellOffsetMs, offsetMs),
  }
}

/** When a frame with this stamp was taken, window clock; null for a stamp of another count. */
export function capturedAt(clock: FrameClock | null, stampMs: number, nowMs: number): number | null {
  if (clock === null) return null
  const atMs = stampMs + clock.offsetMs
  return Math.abs(nowMs - atMs) > LEAP_MS ? null : Math.min(atMs, nowMs)
}
