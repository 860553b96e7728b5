import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  adaptQuality,
  FULL_QUALITY,
  FULL_STATE,
  GIVES_WAY,
  gaveWay,
  LOOKS_A_SECOND,
  qualityOf,
  QUALITY_STEPS,
  type LiveLoad,
  type LiveQuality,
  type QualityState,
} from '../../../src/domain/live/liveQuality'

const IDLE: LiveLoad = { paintIntervalMs: 17, inferenceMs: 9, queueAgeMs: 4, coreShare: 0.27 }
const STUTTER: LiveLoad = { ...IDLE, paintIntervalMs: 50 }

/** Looks at a computer whose load follows from what is asked of it, for so many seconds; every state on the way. */
function run(computer: (quality: LiveQuality) => LiveLoad, seconds: number, from: QualityState = FULL_STATE) {
  const states: QualityState[] = [from]
  for (let look = 0; look < seconds * LOOKS_A_SECOND; look++) {
    const before = states.at(-1)!
    states.push(adaptQuality(before, computer(qualityOf(before))))
  }
  return states
}
const changes = (states: readonly QualityState[]) =>
  states.slice(1).filter(({ step }, index) => step !== states[index]!.step).length

/** A computer whose vision takes `inferenceMs` and, when it works more than `paintLimit` of the time, starves the stage. */
const slowComputer =
  (inferenceMs: number, paintLimit: number) =>
  ({ trackingIntervalMs }: LiveQuality): LiveLoad => {
    const intervalMs = Math.max(1000 / 30, trackingIntervalMs, inferenceMs)
    const coreShare = inferenceMs / intervalMs
    return { paintIntervalMs: coreShare > paintLimit ? 48 : 17, inferenceMs, queueAgeMs: 5, coreShare }
  }

const anyLoad = fc.record({
  paintIntervalMs: fc.option(fc.double({ min: 8, max: 200, noNaN: true })),
  inferenceMs: fc.option(fc.double({ min: 1, max: 400, noNaN: true })),
  queueAgeMs: fc.double({ min: 0, max: 300, noNaN: true }),
  coreShare: fc.double({ min: 0, max: 1, noNaN: true }),
})

describe('the steps of quality', () => {
  it('give way in the order rate, size, search; nothing else changes meanwhile', () => {
    for (const [index, step] of QUALITY_STEPS.entries()) {
      expect(gaveWay(step)).toEqual(GIVES_WAY.slice(0, gaveWay(step).length))
      const before = QUALITY_STEPS[index - 1]
      if (!before) continue
      const changed = (Object.keys(step) as (keyof LiveQuality)[]).filter((key) => step[key] !== before[key])
      expect(changed).toHaveLength(1)
      expect(step.trackingIntervalMs).toBeGreaterThanOrEqual(before.trackingIntervalMs)
      expect(step.frameSide).toBeLessThanOrEqual(before.frameSide)
      expect(step.searchBudget).toBeLessThanOrEqual(before.searchBudget)
    }
    expect(gaveWay(QUALITY_STEPS.at(-1)!)).toEqual(GIVES_WAY)
  })
})

describe('adaptive quality', () => {
  it('moves one step at a time, whatever the load', () => {
    fc.assert(
      fc.property(fc.array(anyLoad, { maxLength: 400 }), (loads) => {
        let state = FULL_STATE
        for (const load of loads) {
          const next = adaptQuality(state, load)
          expect(Math.abs(next.step - state.step)).toBeLessThanOrEqual(1)
          expect(QUALITY_STEPS[next.step]).toBeDefined()
          state = next
        }
      }),
    )
  })

  it('does not answer to a single hiccup', () => {
    let state = FULL_STATE
    for (let look = 0; look < 40; look++) state = adaptQuality(state, look % 2 === 0 ? IDLE : STUTTER)
    expect(qualityOf(state)).toEqual(FULL_QUALITY)
  })

  it('gives everything for a stage that stutters within five seconds, and gets it back when the trouble is over', () => {
    const down = run(() => STUTTER, 5)
    expect(gaveWay(qualityOf(down.at(-1)!))).toEqual(GIVES_WAY)
    const up = run(() => IDLE, 20, down.at(-1))
    expect(qualityOf(up.at(-1)!)).toEqual(FULL_QUALITY)
    const orders = [...down, ...up].map((state) => gaveWay(qualityOf(state)).length)
    // Down through one, two, three things; back up the same way.
    expect([...new Set(orders)]).toEqual([0, 1, 2, 3])
    expect([...new Set(orders.toReversed())]).toEqual([0, 1, 2, 3])
  })

  it('lowers only the rate where that is enough, and stays there', () => {
    const states = run(slowComputer(55, 0.95), 60)
    expect(gaveWay(qualityOf(states.at(-1)!))).toEqual(['rate'])
    expect(changes(states.slice(20 * LOOKS_A_SECOND))).toBe(0)
  })

  it('never flaps: on any computer of steady speed it settles', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 2, max: 300, noNaN: true }),
        fc.double({ min: 0.2, max: 1, noNaN: true }),
        (inferenceMs, paintLimit) => {
          const states = run(slowComputer(inferenceMs, paintLimit), 300)
          expect(changes(states.slice(60 * LOOKS_A_SECOND))).toBeLessThanOrEqual(12)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('keeps the stage from stuttering wherever some step of it is light enough', () => {
    fc.assert(
      fc.property(fc.double({ min: 2, max: 110, noNaN: true }), (inferenceMs) => {
        const computer = slowComputer(inferenceMs, 0.9)
        const states = run(computer, 120).slice(10 * LOOKS_A_SECOND)
        const stuttering = states.filter(
          (state) => (computer(qualityOf(state)).paintIntervalMs ?? 0) > 1000 / 24,
        )
        expect(stuttering.length / states.length).toBeLessThan(0.05)
      }),
    )
  })

  it('a hidden window, which paints nothing, is no reason for less', () => {
    const states = run(() => ({ ...IDLE, paintIntervalMs: null }), 20)
    expect(changes(states)).toBe(0)
  })
})
