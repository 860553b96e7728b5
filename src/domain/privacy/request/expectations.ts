import type { IsHoliday } from '../calendar/businessDays'
import { DAY_MS } from '../calendar/isoDay'
import { dueDates } from '../calendar/dueDates'
import type { Stage } from '../desk/requestCase'

/** What the desk told so far, as far as dates go. */
export interface Told {
  readonly stages: readonly { readonly stage: Stage; readonly atMs: number }[]
  readonly nextDueAtMs: number | null
}

/** One thing a person can expect of the desk. */
export interface Expectation {
  readonly kind: 'acknowledge' | 'decide'
  /** The first moment that is too late, milliseconds since the epoch. */
  readonly dueAtMs: number
  /** `paused`: the desk is finding out who asks, and its clock rests. `soon`: within three days. */
  readonly status: 'done' | 'running' | 'soon' | 'paused' | 'overdue'
}

/** A reminder comes this long before something is due. */
const SOON_MS = 3 * DAY_MS

const DECIDED: readonly Stage[] = [
  ...(['fulfilled', 'partly', 'refused', 'no-data-held', 'alternative-measure'] as const),
  ...(['withdrawn', 'notified', 'closed'] as const),
]
const NOT_THERE_YET: readonly Stage[] = ['draft', 'sealed', 'handed-over']

/** Where a request stands for the person who made it: what the desk told last counts, unless they took it back since. */
export function stageForPerson(own: Stage, told: Told | null): Stage {
  const last = told?.stages.at(-1)?.stage
  return own === 'withdrawn' || last === undefined || NOT_THERE_YET.includes(last) ? own : last
}

/**
 * What a person can expect, and from which moment that is counted; null before the request was handed over and after it
 * was taken back. Until the desk says when it came in, the day of handing over stands for that day.
 */
export function expectationsOf(
  request: { readonly stage: Stage; readonly handedOverAtMs: number | null },
  told: Told | null,
  nowMs: number,
  isHoliday: IsHoliday,
): { readonly fromMs: number; readonly terms: readonly Expectation[] } | null {
  if (request.stage === 'withdrawn') return null
  const arrival =
    told?.stages.findLastIndex(({ stage }) => stage === 'received' || stage === 'reopened') ?? -1
  const fromMs = told?.stages[arrival]?.atMs ?? request.handedOverAtMs
  if (fromMs === null) return null
  const dates = dueDates(
    [{ atMs: fromMs, actor: { role: 'desk', name: '-' }, move: { kind: 'receive', by: 'post' } }],
    Math.max(nowMs, fromMs),
    isHoliday,
  )
  if (dates === null) return null
  const since = told?.stages.slice(Math.max(arrival, 0)) ?? []
  const isDecided = since.some(({ stage }) => DECIDED.includes(stage))
  const isResting = since.at(-1)?.stage === 'verifying'
  // The desk's own date counts where its clock had rested; it never shortens what was promised.
  const decideAtMs = Math.max(dates.decide.dueAtMs, isDecided ? 0 : (told?.nextDueAtMs ?? 0))
  const status = (dueAtMs: number, isDone: boolean, isPaused: boolean): Expectation['status'] => {
    if (isDone) return 'done'
    if (isPaused) return 'paused'
    if (nowMs >= dueAtMs) return 'overdue'
    return nowMs >= dueAtMs - SOON_MS ? 'soon' : 'running'
  }
  return {
    fromMs,
    terms: [
      {
        kind: 'acknowledge',
        dueAtMs: dates.acknowledge.dueAtMs,
        // Whoever answers has the request.
        status: status(dates.acknowledge.dueAtMs, since.length > 0, false),
      },
      { kind: 'decide', dueAtMs: decideAtMs, status: status(decideAtMs, isDecided, isResting) },
    ],
  }
}

/** The one term to keep in mind now; null when nothing is expected any more. */
export const nextExpected = (terms: readonly Expectation[]): Expectation | null =>
  terms.find(({ status }) => status !== 'done') ?? null
