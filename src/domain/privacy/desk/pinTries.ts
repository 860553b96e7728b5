/** Wrong PINs since the last right one, of all members together: who guesses may guess at anybody. */
export interface PinTries {
  readonly wrong: number
  /** When the last one was made, as the clock said then, milliseconds since the epoch. */
  readonly lastAtMs: number
}

export const NO_TRIES: PinTries = { wrong: 0, lastAtMs: 0 }

/** Wrong PINs before the first wait; the wait doubles with each further one up to the longest. */
export const PIN_WAITS = { freeTries: 5, firstMs: 30_000, longestMs: 15 * 60_000 } as const

/** How long nobody may try after so many wrong PINs, milliseconds. */
export function waitAfterMs(wrong: number): number {
  const beyond = wrong - PIN_WAITS.freeTries
  if (beyond < 0) return 0
  // 30 s doubled five times is past the longest; larger powers would only grow out of the numbers.
  return Math.min(PIN_WAITS.firstMs * 2 ** Math.min(beyond, 10), PIN_WAITS.longestMs)
}

/** Wrong PINs that are still free before the next wait; 0 when each one brings a wait. */
export const triesLeft = (wrong: number): number => Math.max(0, PIN_WAITS.freeTries - wrong)

/**
 * What is left of the wait, for a process that reads the tries anew. A clock that was set back to before the last try
 * starts the whole wait again: it never ends sooner for that.
 */
export function waitLeftMs({ wrong, lastAtMs }: PinTries, nowMs: number): number {
  const wait = waitAfterMs(wrong)
  return nowMs < lastAtMs ? wait : Math.max(0, wait - (nowMs - lastAtMs))
}
