import { stageAfter, type Transition } from '../desk/requestCase'
import { businessDaysAfter, type IsHoliday } from './businessDays'
import { steadyTimes, type ClockWentBack } from './clock'
import { addDays, DAY_MS, endOfDayMs, japanDay } from './isoDay'

/** Business days for the acknowledgement, and days for the decision, after the day a request came in. */
export const TERMS = { acknowledgeBusinessDays: 3, decideDays: 14 } as const

/** One thing the desk owes by a moment. */
export interface Term {
  /** The first moment that is too late, milliseconds since the epoch. While the clock rests it moves on with it. */
  readonly dueAtMs: number
  readonly doneAtMs: number | null
  readonly status: 'running' | 'paused' | 'overdue' | 'done-in-time' | 'done-late'
}

/** Time spent on finding out who asks. `untilMs` is null while that goes on. */
export interface Pause {
  readonly fromMs: number
  readonly untilMs: number | null
  readonly why: string
}

export interface DueDates {
  readonly receivedAtMs: number
  /** Never rests: an acknowledgement needs no proof of identity. */
  readonly acknowledge: Term
  /** Rests only while verifying, counted in whole days. */
  readonly decide: Term
  readonly pauses: readonly Pause[]
  readonly clockWentBack: readonly ClockWentBack[]
}

/**
 * What is owed by when, read from the history alone; null before the request came in. A reopened request starts anew.
 * The day it came in does not count, and the last day counts to its end in Japan.
 */
export function dueDates(
  history: readonly Transition[],
  nowMs: number,
  isHoliday: IsHoliday,
): DueDates | null {
  const { timesMs, facts } = steadyTimes([...history.map(({ atMs }) => atMs), nowMs])
  const steadyNowMs = timesMs.at(-1) ?? nowMs
  const from = history.findLastIndex(({ move }) => move.kind === 'receive' || move.kind === 'reopen')
  const receivedAtMs = timesMs[from]
  if (from < 0 || receivedAtMs === undefined) return null
  const steps = history
    .slice(from)
    .map((transition, offset) => ({ ...transition, atMs: timesMs[from + offset] ?? steadyNowMs }))
  const doneBy = (...kinds: readonly string[]): number | null =>
    steps.find(({ move }) => kinds.includes(move.kind))?.atMs ?? null

  const received = japanDay(receivedAtMs)
  const acknowledgeBy = endOfDayMs(businessDaysAfter(received, TERMS.acknowledgeBusinessDays, isHoliday))
  const decidedAtMs = doneBy('decide', 'withdraw')
  const pauses = pausesOf(steps)
  let decideBy = endOfDayMs(addDays(received, TERMS.decideDays))
  for (const { fromMs, untilMs } of pauses) {
    // A rest that begins after the term has run out does not bring it back.
    if (fromMs < decideBy) decideBy += wholeDaysMs((untilMs ?? steadyNowMs) - fromMs)
  }
  const isResting = pauses.at(-1)?.untilMs === null
  return {
    receivedAtMs,
    acknowledge: term(acknowledgeBy, doneBy('acknowledge', 'notify', 'withdraw'), steadyNowMs, false),
    decide: term(decideBy, decidedAtMs, steadyNowMs, isResting),
    pauses,
    clockWentBack: facts,
  }
}

/** A term is of days and ends with one: a rest of some hours does not move it into the next. */
const wholeDaysMs = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS

function term(dueAtMs: number, doneAtMs: number | null, nowMs: number, isResting: boolean): Term {
  const isLate = (doneAtMs ?? nowMs) >= dueAtMs
  if (doneAtMs !== null) return { dueAtMs, doneAtMs, status: isLate ? 'done-late' : 'done-in-time' }
  return { dueAtMs, doneAtMs, status: isLate ? 'overdue' : isResting ? 'paused' : 'running' }
}

function pausesOf(steps: readonly Transition[]): readonly Pause[] {
  const pauses: Pause[] = []
  let open: { readonly fromMs: number; readonly why: string } | null = null
  for (const { move, atMs } of steps) {
    if (open !== null && stageAfter(move) !== null) {
      pauses.push({ ...open, untilMs: atMs })
      open = null
    }
    if (move.kind === 'verify') open = { fromMs: atMs, why: move.why }
  }
  return open === null ? pauses : [...pauses, { ...open, untilMs: null }]
}
