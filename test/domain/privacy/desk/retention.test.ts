import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS } from '../../../../src/domain/privacy/calendar/isoDay'
import { keptUntilMs } from '../../../../src/domain/privacy/desk/provision'
import { CLOCK_TRUST, clockDoubt, provisionsOver } from '../../../../src/domain/privacy/desk/retention'

const START = Date.UTC(2026, 10, 23, 3)
const days = (...numbers: readonly number[]) => numbers.map((day) => START + day * DAY_MS)
const on = (day: number) => START + day * DAY_MS

describe('the clock', () => {
  test('is believed while the desk is never silent for longer than 400 days', () => {
    expect(clockDoubt([], START)).toBeNull()
    expect(clockDoubt(days(0, 10, 400, 790), on(1190))).toBeNull()
    expect(clockDoubt(days(0), on(CLOCK_TRUST.jumpDays))).toBeNull()
  })

  test('that jumped years ahead is not, however it got there', () => {
    expect(clockDoubt(days(0), on(401))).toEqual({ kind: 'ahead', latestMs: START, daysSeen: 1 })
    expect(clockDoubt(days(0, 5, 2000, 2000.1, 2001), on(2001.4))).toEqual({
      kind: 'ahead',
      latestMs: on(5),
      daysSeen: 2,
    })
  })

  test('that jumped and came back is believed again, and the jump counts no more', () => {
    const jumped = Array.from({ length: 29 }, (_, day) => 2000 + day)
    expect(clockDoubt(days(0, ...jumped, 6), on(7))).toBeNull()
    expect(clockDoubt(days(0, ...jumped, 6), on(2030))).toMatchObject({ kind: 'ahead', daysSeen: 1 })
  })

  test('is believed after a long silence once something was recorded on 30 different days', () => {
    const after = Array.from({ length: 29 }, (_, day) => 2000 + day)
    expect(clockDoubt(days(0, ...after), on(2028.1))).toMatchObject({ kind: 'ahead', daysSeen: 29 })
    expect(clockDoubt(days(0, ...after), on(2029))).toBeNull()
    const oneDay = Array.from({ length: 500 }, (_, count) => 2000 + count / 5000)
    expect(clockDoubt(days(0, ...oneDay), on(2000.2))).toMatchObject({ kind: 'ahead', daysSeen: 1 })
  })

  test('set back by more than a day is not believed; put right by seconds it is', () => {
    expect(clockDoubt(days(0, 10), on(8))).toEqual({ kind: 'behind', latestMs: on(10) })
    expect(clockDoubt(days(0, 10), on(10) - 5000)).toBeNull()
  })

  test('never lets a moment more than 400 days after all entries erase anything', () => {
    const times = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 20_000 }), (numbers, more) => {
        const nowMs = on(Math.max(...numbers) + CLOCK_TRUST.jumpDays + more)
        expect(clockDoubt(days(...numbers), nowMs)).toMatchObject({ kind: 'ahead' })
      }),
    )
  })
})

test('a provision is over from the first moment after its three years, not before', () => {
  const provision = { index: 7, providedAtMs: START, recordedAtMs: START + 1000 }
  const other = { index: 9, providedAtMs: on(30), recordedAtMs: on(30) }
  const until = keptUntilMs(provision)
  expect(provisionsOver([provision, other], until - 1)).toEqual({ over: [], kept: 2 })
  expect(provisionsOver([provision, other], until)).toEqual({ over: [7], kept: 1 })
})
