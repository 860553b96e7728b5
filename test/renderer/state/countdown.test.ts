import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countdownAt, nextBeatMs } from '../../../src/renderer/state/countdown'

const timers = fc.constantFrom(3, 5, 10)

describe('countdown', () => {
  it('is done at once without a timer', () => {
    expect(countdownAt(100, 0, 100)).toEqual({ kind: 'done' })
  })

  it('shows every second once, from the whole timer down to one, and ends on zero', () => {
    fc.assert(
      fc.property(timers, fc.double({ min: 0, max: 1e9, noNaN: true }), (seconds, startedAtMs) => {
        const shown: number[] = []
        let nowMs = startedAtMs
        for (let beats = 0; beats <= seconds; beats++) {
          const view = countdownAt(startedAtMs, seconds, nowMs)
          if (view.kind === 'done') break
          shown.push(view.left)
          // Half a millisecond late, as timers are.
          nowMs += nextBeatMs(startedAtMs, seconds, nowMs) + 0.5
        }
        expect(shown).toEqual(Array.from({ length: seconds }, (_, index) => seconds - index))
        expect(countdownAt(startedAtMs, seconds, nowMs)).toEqual({ kind: 'done' })
      }),
    )
  })

  it('never counts up, whatever the clock reads', () => {
    fc.assert(
      fc.property(timers, fc.nat(12_000), fc.nat(12_000), (seconds, first, second) => {
        const [earlier, later] = first < second ? [first, second] : [second, first]
        const left = (nowMs: number) => {
          const view = countdownAt(0, seconds, nowMs)
          return view.kind === 'done' ? 0 : view.left
        }
        expect(left(later)).toBeLessThanOrEqual(left(earlier))
      }),
    )
  })
})
