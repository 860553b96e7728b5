import { stageOf, type Transition } from '../desk/requestCase'
import type { DueDates } from './dueDates'
import { DAY_MS, japanDay, startOfDayMs, type IsoDay } from './isoDay'

/** The one date of a request that counts at this moment. Times in milliseconds since the epoch. */
export type CaseDue =
  /** The acknowledgement is owed. */
  | { readonly kind: 'acknowledge'; readonly dueAtMs: number }
  /** The decision is owed. */
  | { readonly kind: 'decide'; readonly dueAtMs: number }
  /** The clock rests while the desk finds out who asks. */
  | { readonly kind: 'paused'; readonly sinceMs: number }
  /** Decided; the notice is owed, promptly (Article 6). */
  | { readonly kind: 'notify'; readonly dueAtMs: number; readonly decidedAtMs: number }
  | { readonly kind: 'done'; readonly dueAtMs: number; readonly notifiedAtMs: number }

/** Days within which a date is called near: three business days are near from the first moment on otherwise. */
const SOON_DAYS = { acknowledge: 1, decide: 3, notify: 3 } as const

/** What is owed next, null before the desk has the request. */
export function caseDue(history: readonly Transition[], dates: DueDates | null): CaseDue | null {
  if (dates === null) return null
  const { acknowledge, decide, pauses } = dates
  const stage = stageOf({ history })
  if (stage === 'notified' || stage === 'closed') {
    const notice = history.findLast(({ move }) => move.kind === 'notify')
    return { kind: 'done', dueAtMs: decide.dueAtMs, notifiedAtMs: notice?.atMs ?? decide.dueAtMs }
  }
  if (decide.doneAtMs !== null)
    return { kind: 'notify', dueAtMs: decide.dueAtMs, decidedAtMs: decide.doneAtMs }
  if (acknowledge.doneAtMs === null) return { kind: 'acknowledge', dueAtMs: acknowledge.dueAtMs }
  const resting = pauses.findLast(({ untilMs }) => untilMs === null)
  // A rest that began after the last day is none.
  if (resting !== undefined && decide.status !== 'overdue') return { kind: 'paused', sinceMs: resting.fromMs }
  return { kind: 'decide', dueAtMs: decide.dueAtMs }
}

/** The last day that is still in time for a moment that is the first one too late. */
export const lastDayOf = (dueAtMs: number): IsoDay => japanDay(dueAtMs - 1)

/** Days in Japan from today to the last day in time: 0 is today, negative is late. */
export const daysLeft = (dueAtMs: number, nowMs: number): number =>
  Math.round((startOfDayMs(lastDayOf(dueAtMs)) - startOfDayMs(japanDay(nowMs))) / DAY_MS)

/** The first moment at which a date is near; never, for what rests or is done. */
export const soonFromMs = (due: CaseDue | null): number =>
  due === null || due.kind === 'paused' || due.kind === 'done'
    ? Number.POSITIVE_INFINITY
    : startOfDayMs(lastDayOf(due.dueAtMs)) - SOON_DAYS[due.kind] * DAY_MS

/** How a date is told: `late` once it has passed, `soon` near it. What rests or is done is calm. */
export function urgencyOf(due: CaseDue | null, nowMs: number): 'late' | 'soon' | 'calm' {
  if (due === null || nowMs < soonFromMs(due)) return 'calm'
  return due.kind !== 'paused' && nowMs >= due.dueAtMs ? 'late' : 'soon'
}
