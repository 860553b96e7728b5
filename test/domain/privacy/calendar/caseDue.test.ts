import { expect, test } from 'vitest'
import { caseDue, daysLeft, urgencyOf, type CaseDue } from '../../../../src/domain/privacy/calendar/caseDue'
import { dueDates } from '../../../../src/domain/privacy/calendar/dueDates'
import { DAY_MS, endOfDayMs, startOfDayMs } from '../../../../src/domain/privacy/calendar/isoDay'
import { publicStages } from '../../../../src/domain/privacy/desk/publicStages'
import { approvedOutcome, movesNow, needsSecond } from '../../../../src/domain/privacy/desk/deskMove'
import type { Move, RequestCase } from '../../../../src/domain/privacy/desk/requestCase'
import { caseAfter, LONG_REASON, TO_WORK, WELL_DONE as W, WELL_REFUSED } from '../desk/cases'

const START_MS = startOfDayMs('2026-11-20')
const HOUR_MS = 3_600_000
const noHoliday = () => false

/** What counts, so many milliseconds after the last move. */
function dueAfter(moves: readonly Move[], laterMs = 0): { due: CaseDue | null; nowMs: number } {
  const { history } = caseAfter('disclosure', moves, START_MS)
  const nowMs = (history.at(-1)?.atMs ?? START_MS) + laterMs
  return { due: caseDue(history, dueDates(history, nowMs, noHoliday)), nowMs }
}
const IN = [W.seal, W.handOver, W.receive]

test('the one date that counts follows what was done', () => {
  expect(dueAfter([W.seal]).due).toBeNull()
  expect(dueAfter(IN).due).toEqual({ kind: 'acknowledge', dueAtMs: endOfDayMs('2026-11-25') })
  // The acknowledgement is owed while the desk finds out who asks.
  expect(dueAfter([...IN, W.verify]).due?.kind).toBe('acknowledge')
  expect(dueAfter([...IN, W.acknowledge]).due).toEqual({ kind: 'decide', dueAtMs: endOfDayMs('2026-12-04') })
  expect(dueAfter([...IN, W.acknowledge, W.verify]).due).toEqual({
    kind: 'paused',
    sinceMs: START_MS + 4 * HOUR_MS,
  })
  expect(dueAfter([...TO_WORK, W.acknowledge, W.fulfil]).due?.kind).toBe('notify')
  expect(dueAfter([...TO_WORK, W.fulfil, W.notify]).due?.kind).toBe('done')
  expect(dueAfter([...TO_WORK, W.fulfil, W.notify, W.close, W.reopen]).due?.kind).toBe('acknowledge')
})

test('a rest that began after the last day is none', () => {
  const { history } = caseAfter('disclosure', [...IN, W.acknowledge], START_MS)
  const atMs = START_MS + 30 * DAY_MS
  const late = [...history, { atMs, actor: { role: 'desk', name: 'Sato' }, move: W.verify } as const]
  expect(caseDue(late, dueDates(late, atMs + DAY_MS, noHoliday))).toEqual({
    kind: 'decide',
    dueAtMs: endOfDayMs('2026-12-04'),
  })
})

test('near, and late, to the moment', () => {
  const dueAtMs = endOfDayMs('2026-12-04')
  const decide = { kind: 'decide', dueAtMs } as const
  expect(daysLeft(dueAtMs, dueAtMs - 1)).toBe(0)
  expect(daysLeft(dueAtMs, dueAtMs)).toBe(-1)
  expect(urgencyOf(decide, startOfDayMs('2026-11-30'))).toBe('calm')
  expect(urgencyOf(decide, startOfDayMs('2026-12-01'))).toBe('soon')
  expect(urgencyOf(decide, dueAtMs - 1)).toBe('soon')
  expect(urgencyOf(decide, dueAtMs)).toBe('late')
  // Three business days are no alarm on the first of them.
  expect(urgencyOf({ kind: 'acknowledge', dueAtMs }, startOfDayMs('2026-12-02'))).toBe('calm')
  expect(urgencyOf({ kind: 'acknowledge', dueAtMs }, startOfDayMs('2026-12-03'))).toBe('soon')
  expect(urgencyOf({ kind: 'paused', sinceMs: 0 }, dueAtMs * 2)).toBe('calm')
  expect(urgencyOf(null, 0)).toBe('calm')
})

test('what the person is told is word for word, and nothing of the desk’s own', () => {
  const refusals = WELL_REFUSED.filter((move) => move.kind === 'decide').map((move) => {
    const kind =
      move.outcome.kind === 'partly' || move.outcome.kind === 'refused' ? move.outcome.refusal : null
    return { move, needsUnknown: kind?.ground === 'identity-not-confirmed' }
  })
  for (const { move, needsUnknown } of refusals) {
    const way = [...IN, W.verify, needsUnknown ? W.unknown : W.work]
    const kind = JSON.stringify(move).includes('ground-not-met') ? 'correction' : 'disclosure'
    const told = publicStages(caseAfter(kind, [...way, move, W.notify], START_MS).history)
    expect(told.map(({ stage }) => stage)).toEqual([
      'received',
      'verifying',
      'in-progress',
      move.outcome.kind,
      'notified',
    ])
    const text = told[3]?.text ?? ''
    expect(text).not.toBe('')
    for (const secret of ['佐藤', 'Suzuki', '原本と照合', '照合した']) expect(text).not.toContain(secret)
  }
})

test('an acknowledgement is offered once each time a request comes in', () => {
  const names = (moves: readonly Move[]) => movesNow(caseAfter('disclosure', moves, START_MS))
  expect(names(IN)).toContain('acknowledge')
  expect(names([...IN, W.acknowledge])).toEqual(['verify', 'withdraw'])
  expect(names([...TO_WORK, W.acknowledge, W.fulfil, W.notify, W.close])).toEqual(['reopen'])
  const again: RequestCase = caseAfter(
    'disclosure',
    [...TO_WORK, W.acknowledge, W.fulfil, W.notify, W.close, W.reopen],
    START_MS,
  )
  expect(movesNow(again)).toContain('acknowledge')
})

test('only R2 asks for a second member, and only their names are filled in', () => {
  const outcome = {
    kind: 'refused',
    refusal: { ground: 'R2-serious-hindrance', reason: LONG_REASON },
  } as const
  expect(needsSecond({ kind: 'decide', outcome })).toBe(true)
  expect(needsSecond({ kind: 'decide', outcome: { kind: 'fulfilled', done: 'a' } })).toBe(false)
  expect(needsSecond({ kind: 'close' })).toBe(false)
  expect(approvedOutcome(outcome, ['a', 'b'])).toEqual({
    kind: 'refused',
    refusal: { ...outcome.refusal, approvers: ['a', 'b'] },
  })
  const other = { kind: 'refused', refusal: { ground: 'R1-harm', reason: 'r' } } as const
  expect(approvedOutcome(other, ['a', 'b'])).toEqual(other)
})
