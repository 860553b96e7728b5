import { describe, expect, test } from 'vitest'
import { endOfDayMs, startOfDayMs } from '../../../../src/domain/privacy/calendar/isoDay'
import type { Stage } from '../../../../src/domain/privacy/desk/requestCase'
import {
  expectationsOf,
  nextExpected,
  stageForPerson,
  type Told,
} from '../../../../src/domain/privacy/request/expectations'

// Friday; Monday 23 November is a holiday.
const HANDED_OVER = startOfDayMs('2026-11-20') + 1000
const isHoliday = (day: string) => day === '2026-11-23'
const told = (nextDueAtMs: number | null, ...stages: readonly (readonly [Stage, string])[]): Told => ({
  stages: stages.map(([stage, day]) => ({ stage, atMs: startOfDayMs(day) + 1 })),
  nextDueAtMs,
})
const at = (day: string, answer: Told | null = null, stage: Stage = 'handed-over') =>
  expectationsOf({ stage, handedOverAtMs: HANDED_OVER }, answer, startOfDayMs(day), isHoliday)
const statuses = (...of: Parameters<typeof at>) => at(...of)?.terms.map(({ status }) => status)

test('nothing is expected before handing over, nor after taking back', () => {
  expect(expectationsOf({ stage: 'sealed', handedOverAtMs: null }, null, HANDED_OVER, isHoliday)).toBeNull()
  expect(at('2026-11-20', null, 'withdrawn')).toBeNull()
})

test('three business days and fourteen days after handing over, holidays left out', () => {
  const expected = at('2026-11-20')
  expect(expected?.fromMs).toBe(HANDED_OVER)
  expect(expected?.terms.map(({ dueAtMs }) => dueAtMs)).toEqual([
    endOfDayMs('2026-11-26'),
    endOfDayMs('2026-12-04'),
  ])
})

test.each([
  ['2026-11-20', ['running', 'running']],
  ['2026-11-25', ['soon', 'running']],
  ['2026-11-27', ['overdue', 'running']],
  ['2026-12-02', ['overdue', 'soon']],
  ['2026-12-05', ['overdue', 'overdue']],
])('on %s without an answer', (day, expected) => {
  expect(statuses(day)).toEqual(expected)
})

describe('once the desk answered', () => {
  test('the day it came in counts, and the acknowledgement is done', () => {
    const answer = told(null, ['received', '2026-11-25'])
    expect(at('2026-12-05', answer)?.terms[1]).toEqual({
      kind: 'decide',
      dueAtMs: endOfDayMs('2026-12-09'),
      status: 'running',
    })
    expect(statuses('2026-12-05', answer)).toEqual(['done', 'running'])
  })

  test('its clock rests while it finds out who asks, and goes on to the date it names', () => {
    const resting = told(null, ['received', '2026-11-25'], ['verifying', '2026-11-26'])
    expect(statuses('2026-12-31', resting)).toEqual(['done', 'paused'])
    const later = told(
      endOfDayMs('2026-12-20'),
      ...([
        ['received', '2026-11-25'],
        ['in-progress', '2026-12-06'],
      ] as const),
    )
    expect(statuses('2026-12-15', later)).toEqual(['done', 'running'])
    expect(statuses('2026-12-21', later)).toEqual(['done', 'overdue'])
  })

  test('a date it names never comes before the one that was promised', () => {
    const answer = told(endOfDayMs('2026-11-26'), ['received', '2026-11-25'])
    expect(at('2026-11-26', answer)?.terms[1]?.dueAtMs).toBe(endOfDayMs('2026-12-09'))
  })

  test.each([
    'fulfilled',
    'partly',
    'refused',
    'no-data-held',
    'alternative-measure',
    'notified',
    'closed',
  ] as const)('nothing is expected any more after %s', (stage) => {
    const expected = at('2027-01-31', told(null, ['received', '2026-11-25'], [stage, '2026-11-27']))
    expect(expected && nextExpected(expected.terms)).toBeNull()
  })

  test('a reopened request is expected anew', () => {
    const stages = [
      ['received', '2026-11-20'],
      ['refused', '2026-11-24'],
      ['reopened', '2026-12-01'],
    ] as const
    expect(at('2026-12-02', told(null, ...stages))?.terms[1]).toMatchObject({
      dueAtMs: endOfDayMs('2026-12-15'),
      status: 'running',
    })
  })
})

test('a clock that was set back makes nothing late and nothing negative', () => {
  const early = expectationsOf({ stage: 'handed-over', handedOverAtMs: HANDED_OVER }, null, 0, isHoliday)
  expect(early?.terms.map(({ status }) => status)).toEqual(['running', 'running'])
})

test('what the desk told last counts, unless the person took it back', () => {
  const answer = told(null, ['received', '2026-11-25'])
  expect(stageForPerson('handed-over', answer)).toBe('received')
  expect(stageForPerson('withdrawn', answer)).toBe('withdrawn')
  expect(stageForPerson('sealed', null)).toBe('sealed')
  expect(stageForPerson('sealed', told(null, ['draft', '2026-11-25']))).toBe('sealed')
})
