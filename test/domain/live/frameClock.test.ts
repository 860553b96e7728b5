import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { capturedAt, tellArrival, type FrameClock } from '../../../src/domain/live/frameClock'
import { latencyFigures } from '../../../src/domain/live/latency'

const OFFSET_MS = -679_154.8

/** Frames of 30 a second that take `delays` to arrive; the capture time told for each. */
function told(delays: readonly number[]) {
  let clock: FrameClock | null = null
  return delays.map((delayMs, index) => {
    const takenMs = 8000 + (index * 1000) / 30
    clock = tellArrival(clock, takenMs - OFFSET_MS, takenMs + delayMs)
    return { takenMs, toldMs: capturedAt(clock, takenMs - OFFSET_MS, takenMs + delayMs) ?? NaN }
  })
}

describe('the clock of frames', () => {
  it('tells when a late frame was taken as soon as one came through quickly', () => {
    const delays = [30, 12, 1, 40, 80, 3, 25]
    for (const { takenMs, toldMs } of told(delays).slice(2)) expect(toldMs - takenMs).toBeCloseTo(1, 6)
  })

  it('never tells a time before the capture, nor after the arrival', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.5, max: 120, noNaN: true }), { minLength: 1, maxLength: 700 }),
        (delays) => {
          for (const [index, { takenMs, toldMs }] of told(delays).entries()) {
            expect(toldMs).toBeGreaterThanOrEqual(takenMs + 0.5 - 1e-6)
            expect(toldMs).toBeLessThanOrEqual(takenMs + delays[index]! + 1e-6)
          }
        },
      ),
    )
  })

  it('begins anew with another count of stamps, and does not guess for stamps of another', () => {
    let clock = tellArrival(null, 1000, 5000)
    clock = tellArrival(clock, 0, 9000)
    expect(capturedAt(clock, 33, 9034)).toBe(9033)
    expect(capturedAt(clock, 1033, 9034)).toBe(9034)
    expect(capturedAt(clock, 500_000, 9034)).toBeNull()
    expect(capturedAt(null, 0, 9034)).toBeNull()
  })

  it('follows two clocks that part', () => {
    // Half a millisecond a second: after a minute 30 ms apart, told within two spells' worth.
    let clock: FrameClock | null = null
    for (let index = 0; index < 30 * 60; index++) {
      const takenMs = (index * 1000) / 30
      clock = tellArrival(clock, takenMs, takenMs * 1.0005 + 1)
    }
    const takenMs = 60_000
    expect(Math.abs(capturedAt(clock, takenMs, takenMs * 1.0005 + 1)! - takenMs * 1.0005)).toBeLessThan(11)
  })
})

describe('figures of latency', () => {
  it('are the middle and the nineteenth of twenty', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index)
    expect(latencyFigures(values)).toEqual({ p50Ms: 50, p95Ms: 95, samples: 100 })
    expect(latencyFigures([7])).toEqual({ p50Ms: 7, p95Ms: 7, samples: 1 })
    expect(latencyFigures([])).toBeNull()
  })
})
