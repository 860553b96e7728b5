import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { businessDaysAfter, isBusinessDay } from '../../../../src/domain/privacy/calendar/businessDays'
import { steadyTimes } from '../../../../src/domain/privacy/calendar/clock'
import { dueDates, type DueDates } from '../../../../src/domain/privacy/calendar/dueDates'
import {
  addDays,
  addYears,
  DAY_MS,
  endOfDayMs,
  isIsoDay,
  japanDay,
  startOfDayMs,
} from '../../../../src/domain/privacy/calendar/isoDay'
import type { Move, Transition } from '../../../../src/domain/privacy/desk/requestCase'
import { CLERK, WELL_DONE as W } from '../desk/cases'

const noHoliday = () => false
const goldenWeek = (day: string) => ['2026-04-29', '2026-05-04', '2026-05-05', '2026-05-06'].includes(day)
/** A moment in Japan: `2026-04-28 23:59`. */
const japan = (text: string) => Date.parse(`${text.replace(' ', 'T')}:00+09:00`)
const at = (when: string, move: Move): Transition => ({ atMs: japan(when), actor: CLERK, move })

function due(history: readonly Transition[], now: string, isHoliday = goldenWeek): DueDates {
  const dates = dueDates(history, japan(now), isHoliday)
  if (dates === null) throw new Error('nothing is due')
  return dates
}

describe('days', () => {
  test('are those of Japan, to the millisecond', () => {
    expect(japanDay(japan('2026-11-23 00:00'))).toBe('2026-11-23')
    expect(japanDay(japan('2026-11-23 00:00') - 1)).toBe('2026-11-22')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (atMs) => {
        const day = japanDay(atMs)
        expect(startOfDayMs(day) <= atMs && atMs < endOfDayMs(day)).toBe(true)
        expect(isIsoDay(day)).toBe(true)
      }),
    )
  })

  test('that do not exist are none', () => {
    for (const text of ['2026-02-29', '2026-13-01', '2026-1-1', '', 'today', '2026-11-23T00:00'])
      expect(isIsoDay(text)).toBe(false)
    expect(addYears('2024-02-29', 3)).toBe('2027-03-01')
  })

  test('of business leave out weekends and holidays, and the day itself', () => {
    expect(businessDaysAfter('2026-04-28', 3, goldenWeek)).toBe('2026-05-07')
    expect(businessDaysAfter('2026-04-28', 3, noHoliday)).toBe('2026-05-01')
    expect(businessDaysAfter('2026-05-02', 1, noHoliday)).toBe('2026-05-04')
    const holidays = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 30 })
    fc.assert(
      fc.property(holidays, fc.integer({ min: 1, max: 10 }), (off, count) => {
        const isHoliday = (day: string) => off.some((days) => addDays('2026-04-28', days) === day)
        const last = businessDaysAfter('2026-04-28', count, isHoliday)
        let counted = 0
        for (let day = addDays('2026-04-28', 1); day <= last; day = addDays(day, 1))
          if (isBusinessDay(day, isHoliday)) counted++
        expect(counted).toBe(count)
        expect(isBusinessDay(last, isHoliday)).toBe(true)
      }),
    )
  })

  test('a table that calls every day a holiday is found out', () => {
    expect(() => businessDaysAfter('2026-04-28', 1, () => true)).toThrow('no business day')
  })
})

describe('what is owed', () => {
  const received = at('2026-04-28 23:59', W.receive)

  test('nothing, before the request came in', () => {
    expect(dueDates([at('2026-04-01 10:00', W.seal)], japan('2026-05-01 00:00'), noHoliday)).toBeNull()
  })

  test('an acknowledgement to the end of the third business day, a decision to the end of the fourteenth day', () => {
    const dates = due([received], '2026-04-30 12:00')
    expect(dates.acknowledge).toEqual({
      dueAtMs: japan('2026-05-08 00:00'),
      doneAtMs: null,
      status: 'running',
    })
    expect(dates.decide).toEqual({ dueAtMs: japan('2026-05-13 00:00'), doneAtMs: null, status: 'running' })
    expect(due([received], '2026-05-07 23:59').acknowledge.status).toBe('running')
    expect(due([received], '2026-05-08 00:00').acknowledge.status).toBe('overdue')
    expect(due([received], '2026-05-13 00:00').decide.status).toBe('overdue')
  })

  test('done is done, in time or late', () => {
    const history = [received, at('2026-05-08 00:00', W.acknowledge), at('2026-05-12 23:59', W.nothing)]
    const dates = due(history, '2027-01-01 00:00')
    expect(dates.acknowledge.status).toBe('done-late')
    expect(dates.decide.status).toBe('done-in-time')
  })

  test('while verifying the decision’s clock rests, and it shows', () => {
    const history = [received, at('2026-05-01 10:00', W.verify)]
    const resting = due(history, '2026-06-01 10:00')
    expect(resting.decide).toMatchObject({ status: 'paused', dueAtMs: japan('2026-06-13 00:00') })
    expect(resting.acknowledge.status).toBe('overdue')
    expect(resting.pauses).toEqual([{ fromMs: japan('2026-05-01 10:00'), untilMs: null, why: W.verify.why }])
    const working = due([...history, at('2026-05-03 10:00', W.work)], '2026-06-01 10:00')
    expect(working.decide).toMatchObject({ status: 'overdue', dueAtMs: japan('2026-05-15 00:00') })
  })

  test('a rest of some hours leaves the last day as it was; one of a day and some hours moves it by a day', () => {
    const rested = (until: string) =>
      due([received, at('2026-05-01 10:00', W.verify), at(until, W.work)], '2026-05-02 12:00').decide.dueAtMs
    const unmoved = due([received], '2026-05-02 12:00').decide.dueAtMs
    expect(rested('2026-05-01 10:00')).toBe(unmoved)
    expect(rested('2026-05-01 22:00')).toBe(unmoved)
    expect(rested('2026-05-02 11:00')).toBe(unmoved + 24 * 3_600_000)
  })

  test('a rest that begins when it is too late saves nothing', () => {
    const dates = due([received, at('2026-05-20 10:00', W.verify)], '2026-06-20 10:00')
    expect(dates.decide).toMatchObject({ status: 'overdue', dueAtMs: japan('2026-05-13 00:00') })
  })

  test('a reopened request starts anew', () => {
    const history = [received, at('2026-05-01 10:00', W.nothing), at('2026-06-01 10:00', W.reopen)]
    expect(due(history, '2026-06-02 10:00').decide).toMatchObject({
      status: 'running',
      dueAtMs: japan('2026-06-16 00:00'),
    })
  })

  test('a clock that was set back is told, and shortens nothing below nothing', () => {
    const history = [received, at('2026-05-02 10:00', W.verify), at('2026-04-01 10:00', W.work)]
    const dates = due(history, '2026-05-02 11:00')
    expect(dates.clockWentBack).toEqual([
      {
        kind: 'clock-went-back',
        index: 2,
        atMs: japan('2026-04-01 10:00'),
        latestMs: japan('2026-05-02 10:00'),
      },
    ])
    expect(dates.pauses[0]?.untilMs).toBe(japan('2026-05-02 10:00'))
    expect(dates.decide.dueAtMs).toBe(japan('2026-05-13 00:00'))
    const now = due([received], '2026-01-01 00:00')
    expect(now.clockWentBack.map(({ index }) => index)).toEqual([1])
    expect(now.decide.status).toBe('running')
  })

  test('whatever the clock does, no duration is negative and only resting moves a term', () => {
    const moves = fc.constantFrom<Move>(W.receive, W.verify, W.work, W.acknowledge, W.nothing, W.reopen)
    const times = fc.integer({ min: 1.7e12, max: 1.9e12 })
    fc.assert(
      fc.property(
        fc.array(fc.record({ atMs: times, move: moves }), { minLength: 1, maxLength: 12 }),
        times,
        (steps, nowMs) => {
          const history = steps.map((step) => ({ ...step, actor: CLERK }))
          const dates = dueDates(history, nowMs, noHoliday)
          if (dates === null) return
          const base = endOfDayMs(addDays(japanDay(dates.receivedAtMs), 14))
          const latest = Math.max(nowMs, ...history.map(({ atMs }) => atMs))
          const rested = dates.pauses.map(({ fromMs, untilMs }) => (untilMs ?? latest) - fromMs)
          for (const ms of rested) expect(ms).toBeGreaterThanOrEqual(0)
          expect(dates.decide.dueAtMs).toBeGreaterThanOrEqual(base)
          expect(dates.decide.dueAtMs).toBeLessThanOrEqual(base + rested.reduce((sum, ms) => sum + ms, 0))
          expect(dates.acknowledge.dueAtMs - dates.receivedAtMs).toBeLessThan(8 * DAY_MS)
        },
      ),
    )
  })

  test('steady times never fall, keep what was in order, and tell each fall', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 })), (timesMs) => {
        const steady = steadyTimes(timesMs)
        const falls = timesMs.filter((atMs, index) => atMs < Math.max(...timesMs.slice(0, index), -1))
        expect(steady.facts.map(({ atMs }) => atMs)).toEqual(falls)
        for (const [index, atMs] of steady.timesMs.entries()) {
          expect(atMs).toBeGreaterThanOrEqual(steady.timesMs[index - 1] ?? 0)
          expect(atMs).toBeGreaterThanOrEqual(timesMs[index] ?? 0)
        }
      }),
    )
  })
})
