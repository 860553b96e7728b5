import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS, japanDay, startOfDayMs } from '../../../../src/domain/privacy/calendar/isoDay'
import {
  byWeek,
  duties,
  lastDayOf,
  mondayOf,
  type DutySources,
} from '../../../../src/domain/privacy/desk/duties'
import { proposeEntrustment, takeStep } from '../../../../src/domain/privacy/desk/entrustment'
import { keptUntilMs, type ProvisionRecord } from '../../../../src/domain/privacy/desk/provision'
import type { Actor, Move, Transition } from '../../../../src/domain/privacy/desk/requestCase'
import { NOTICE } from './cases'

/** A Monday, noon in Japan. 23 November is a holiday. */
const NOW = Date.parse('2026-11-23T12:00:00+09:00')
const CLERK: Actor = { role: 'desk', name: '佐藤' }
const isHoliday = (day: string) => day === '2026-11-23'
const NOTHING: DutySources = {
  cases: [],
  entrustments: [],
  provisions: [],
  policies: [],
  begunAtMs: null,
  copiedAtMs: null,
  reviewedAtMs: null,
}
const at = (day: string, move: Move): Transition => ({
  atMs: startOfDayMs(day) + 3_600_000,
  actor: CLERK,
  move,
})
const found = (sources: Partial<DutySources>, nowMs = NOW) =>
  duties({ ...NOTHING, ...sources }, nowMs, isHoliday).map(
    (duty) => `${duty.kind} ${duty.about} ${lastDayOf(duty)} ${duty.status}`,
  )
const caseWith = (history: readonly Transition[]) => ({
  cases: [{ id: 'R-7Q4M-20K9', kind: 'disclosure' as const, history }],
})
const received = at('2026-11-20', { kind: 'receive', by: 'post' })
const verify = at('2026-11-21', { kind: 'verify', why: '本人確認' })

test('a desk with nothing owes nothing', () => {
  expect(found({})).toEqual([])
})

describe('a request', () => {
  test('is to be acknowledged in three business days and decided in fourteen days', () => {
    expect(found(caseWith([received]))).toEqual([
      'acknowledge R-7Q4M-20K9 2026-11-26 running',
      'decide R-7Q4M-20K9 2026-12-04 running',
    ])
  })

  test('rests while somebody is identified, and is late when its term is over', () => {
    const acknowledged = at('2026-11-20', { kind: 'acknowledge', notice: NOTICE })
    expect(found(caseWith([received, acknowledged, verify]))[0]).toMatch(/^decide .* paused$/)
    const late = startOfDayMs('2026-12-05')
    expect(found(caseWith([received, acknowledged]), late - 1)).toEqual([
      'decide R-7Q4M-20K9 2026-12-04 running',
    ])
    expect(found(caseWith([received, acknowledged]), late)).toEqual(['decide R-7Q4M-20K9 2026-12-04 overdue'])
  })

  test('that was decided is owed a notice, and after that nothing', () => {
    const decided = [
      received,
      at('2026-11-20', { kind: 'acknowledge', notice: NOTICE }),
      at('2026-11-22', { kind: 'decide', outcome: { kind: 'no-data-held', searched: '全記録' } }),
    ]
    expect(found(caseWith(decided))).toEqual(['notify R-7Q4M-20K9 2026-12-04 running'])
    expect(found(caseWith([...decided, at('2026-11-23', { kind: 'notify', notice: NOTICE })]))).toEqual([])
  })

  test('that is still a draft of somebody is nobody’s duty', () => {
    expect(found(caseWith([at('2026-11-20', { kind: 'seal' })]))).toEqual([])
  })
})

test('a party under contract is looked at in time', () => {
  const work = { kind: 'propose', work: '印刷', items: '氏名' } as const
  const party = { name: '印刷所', address: '東京都' }
  const proposed = proposeEntrustment('E-7Q4M-20K9', party, work, '佐藤', NOW - 40 * DAY_MS)
  if (!proposed.ok) throw new Error(JSON.stringify(proposed.error))
  const contracted = (
    [
      { kind: 'vet', findings: '問題なし', isFit: true },
      { kind: 'contract', reference: 'K-1', confidentiality: '第5条', superviseEveryDays: 30 },
    ] as const
  ).reduce((record, step) => {
    const taken = takeStep(record, step, '佐藤', NOW - 40 * DAY_MS)
    if (!taken.ok) throw new Error(JSON.stringify(taken.error))
    return taken.value
  }, proposed.value)
  expect(found({ entrustments: [proposed.value] })).toEqual([])
  expect(found({ entrustments: [contracted] })).toEqual(['supervise E-7Q4M-20K9 2026-11-13 overdue'])
})

test('the end of three years is announced sixty days before, and not after it', () => {
  const record: ProvisionRecord = {
    format: 1,
    id: 'P-7Q4M-20K9',
    providedAtMs: startOfDayMs('2023-12-20'),
    recordedAtMs: startOfDayMs('2023-12-20'),
    recordedBy: '佐藤',
    recipient: { name: '目黒警察署', address: '東京都', representative: '' },
    person: '山田',
    items: ['氏名'],
    basis: { kind: 'law', citation: '法' },
    corrects: null,
  }
  const provisions = [record]
  const ends = keptUntilMs(record)
  expect(found({ provisions })).toEqual(['provision-ends P-7Q4M-20K9 2026-12-20 running'])
  expect(found({ provisions }, ends - 60 * DAY_MS - 1)).toEqual([])
  expect(found({ provisions }, ends)).toEqual([])
})

test('a version of the policy is announced until its day has come', () => {
  const policies = [
    { version: '2026-12-01', effectiveFrom: '2026-12-01' },
    { version: '2021-01-01', effectiveFrom: '2021-01-01' },
  ]
  expect(found({ policies })).toEqual(['policy-comes 2026-12-01 2026-12-01 running'])
  expect(found({ policies }, startOfDayMs('2026-12-01'))).toEqual([])
})

test('a copy of the journal every thirty days and a review every year, counted from the first record', () => {
  const begunAtMs = startOfDayMs('2025-11-01')
  expect(found({ begunAtMs })).toEqual([
    'evidence-copy  2025-12-01 overdue',
    'self-review  2026-11-01 overdue',
  ])
  const done = { copiedAtMs: startOfDayMs('2026-11-10'), reviewedAtMs: startOfDayMs('2026-02-28') }
  expect(found({ begunAtMs, ...done })).toEqual([
    'evidence-copy  2026-12-10 running',
    'self-review  2027-02-28 running',
  ])
})

test('what is late stands first, then every duty in the week of its last day', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -400, max: 400 }), { maxLength: 30 }), (offsets) => {
      const cases = offsets.map((days, index) => ({
        id: `R-${index}`,
        kind: 'disclosure' as const,
        history: [at(japanDay(NOW + days * DAY_MS), { kind: 'receive', by: 'post' })],
      }))
      const sorted = duties({ ...NOTHING, cases }, NOW, isHoliday)
      const weeks = byWeek(sorted)
      expect(weeks.flatMap((week) => week.duties)).toEqual(sorted)
      expect(new Set(weeks.map(({ monday }) => monday)).size).toBe(weeks.length)
      for (const [index, { monday, duties: inWeek }] of weeks.entries()) {
        expect(monday === null).toBe(inWeek.every(({ status }) => status === 'overdue'))
        if (monday === null) expect(index).toBe(0)
        else {
          expect(new Date(`${monday}T00:00:00Z`).getUTCDay()).toBe(1)
          for (const duty of inWeek) expect(mondayOf(lastDayOf(duty))).toBe(monday)
        }
      }
    }),
  )
})
