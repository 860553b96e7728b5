import { expect, test } from 'vitest'
import { DAY_MS, startOfDayMs } from '../../../src/domain/privacy/calendar/isoDay'
import type { Move } from '../../../src/domain/privacy/desk/requestCase'
import type { RequestKind } from '../../../src/domain/privacy/request/kinds'
import type { KeptCase } from '../../../src/main/privacy/caseBook'
import { createInbox, type InboxQuery } from '../../../src/main/privacy/deskInbox'
import { isJapaneseHoliday } from '../../../src/main/privacy/japaneseHolidays'
import { caseAfter, TO_WORK, WELL_DONE as W } from '../../domain/privacy/desk/cases'
import { BUDGETS } from '../../budgets'
import { requestFile } from './deskRig'

const NOW_MS = startOfDayMs('2026-11-23') + 1
const IN = [W.seal, W.handOver, W.receive]
const DONE = [...TO_WORK, W.acknowledge, W.fulfil, W.notify, W.close]

function kept(
  id: string,
  kind: RequestKind,
  moves: readonly Move[],
  daysAgo: number,
  name = '山田 花子',
): KeptCase {
  const { request, sha256 } = requestFile(kind, {
    id,
    requester: { kind: 'self', party: { name, address: 'a', contact: '' } },
  })
  return { request, sha256, state: caseAfter(kind, moves, NOW_MS - daysAgo * DAY_MS) }
}

const cases = [
  kept('R-0000-0006', 'disclosure', IN, 0),
  kept('R-0000-0005', 'complaint', [...IN, W.acknowledge], 4, 'Tanaka Mei'),
  kept('R-0000-0004', 'correction', [...IN, W.acknowledge, W.verify], 10),
  kept('R-0000-0003', 'erasure', [...IN, W.acknowledge], 12),
  kept('R-0000-0002', 'consultation', IN, 30),
  kept('R-0000-0001', 'disclosure', DONE, 60),
]
const ALL: InboxQuery = { filter: 'all', search: { text: '', kinds: [] }, from: 0, count: 50 }
const page = (query: Partial<InboxQuery> = {}) =>
  createInbox(isJapaneseHoliday).page(cases, () => null, { ...ALL, ...query }, NOW_MS)
const ids = (query: Partial<InboxQuery>) =>
  page(query)
    .rows.map(({ id }) => id.at(-1))
    .join('')

test('each filter holds what it says; what is due is in the order it is due', () => {
  expect(page().totals).toEqual({ open: 5, 'due-soon': 2, closed: 1, complaints: 2, all: 6 })
  expect(ids({ filter: 'open' })).toBe('65432')
  expect(ids({ filter: 'due-soon' })).toBe('23')
  expect(ids({ filter: 'complaints' })).toBe('25')
  expect(ids({ filter: 'closed' })).toBe('1')
})

test('number, name and kind are found, however they are typed', () => {
  expect(ids({ search: { text: 'r-0000-0003', kinds: [] } })).toBe('3')
  expect(ids({ search: { text: 'ＴＡＮＡＫＡ', kinds: [] } })).toBe('5')
  expect(ids({ search: { text: 'disclos', kinds: ['disclosure'] } })).toBe('61')
  expect(page({ search: { text: 'nobody', kinds: [] } })).toMatchObject({ total: 0, rows: [] })
})

test('pages follow each other without a gap', () => {
  expect(ids({ from: 0, count: 2 }) + ids({ from: 2, count: 2 }) + ids({ from: 4, count: 2 })).toBe('654321')
  expect(page({ from: 4, count: 2 }).total).toBe(6)
  expect(ids({ from: 100, count: 2 })).toBe('')
})

test('time passing changes what is due, although the cases did not change', () => {
  const inbox = createInbox(isJapaneseHoliday)
  const soon: InboxQuery = { ...ALL, filter: 'due-soon' }
  expect(inbox.page(cases, () => null, soon, NOW_MS).total).toBe(2)
  expect(inbox.page(cases, () => null, soon, NOW_MS + 40 * DAY_MS).total).toBe(4)
})

test('a hundred thousand requests: any page is there at once after the first look', () => {
  const many = Array.from({ length: 100_000 }, (_, index): KeptCase => {
    const like = cases[index % cases.length] ?? cases[0]
    if (like === undefined) throw new Error('no case')
    return { ...like }
  })
  const inbox = createInbox(isJapaneseHoliday)
  const timed = (query: InboxQuery): number => {
    const startMs = performance.now()
    inbox.page(many, () => null, query, NOW_MS)
    return performance.now() - startMs
  }
  const firstMs = timed(ALL)
  const laterMs = Array.from({ length: 9 }, () =>
    timed({ ...ALL, filter: 'due-soon', from: 9_000, count: 100 }),
  ).toSorted((a, b) => a - b)
  expect(laterMs[4]).toBeLessThan(firstMs * BUDGETS.laterInboxPageShare)
})
