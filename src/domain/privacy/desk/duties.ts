import type { IsHoliday } from '../calendar/businessDays'
import { dueDates } from '../calendar/dueDates'
import {
  addDays,
  addYears,
  DAY_MS,
  endOfDayMs,
  japanDay,
  startOfDayMs,
  type IsoDay,
} from '../calendar/isoDay'
import type { RequestKind } from '../request/kinds'
import { nextSupervision, type EntrustmentRecord } from './entrustment'
import { keptUntilMs, type ProvisionRecord } from './provision'
import { stageOf, type Transition } from './requestCase'

export const DUTY_KINDS = [
  'acknowledge',
  'decide',
  'notify',
  'supervise',
  /** The three years of a provision record end. */
  'provision-ends',
  /** A version of the policy comes into force. */
  'policy-comes',
  /** A copy of the journal belongs somewhere else too. */
  'evidence-copy',
  /** Once a year the desk looks at its own work (Article 10 of the policy). */
  'self-review',
] as const
export type DutyKind = (typeof DUTY_KINDS)[number]

/** One thing the desk owes by a moment. */
export interface Duty {
  readonly kind: DutyKind
  /** The first moment that is too late, milliseconds since the epoch. */
  readonly dueAtMs: number
  readonly status: 'overdue' | 'running' | 'paused'
  /** Number of the record it is about, or the version of a policy; empty for the desk's own work. */
  readonly about: string
  /** What it concerns, in words of the record: a party, a recipient. Empty where the number says it all. */
  readonly name: string
  /** For duties of a request. */
  readonly requestKind: RequestKind | null
}

export interface DutySources {
  readonly cases: readonly {
    readonly id: string
    readonly kind: RequestKind
    readonly history: readonly Transition[]
  }[]
  readonly entrustments: readonly EntrustmentRecord[]
  readonly provisions: readonly ProvisionRecord[]
  readonly policies: readonly { readonly version: string; readonly effectiveFrom: IsoDay }[]
  /** When the desk wrote its first record; null while its book is empty. */
  readonly begunAtMs: number | null
  /** When the whole journal was exported last. */
  readonly copiedAtMs: number | null
  readonly reviewedAtMs: number | null
}

/** Days from one copy of the journal to the next; days in which a record's end is announced. */
export const DUTY_TERMS = { copyDays: 30, announceDays: 60, reviewYears: 1 } as const

/** Everything the desk owes, what is late first, then by its moment. */
export function duties(sources: DutySources, nowMs: number, isHoliday: IsHoliday): readonly Duty[] {
  const due = (kind: DutyKind, dueAtMs: number, about = '', name = ''): Duty => ({
    kind,
    dueAtMs,
    status: nowMs >= dueAtMs ? 'overdue' : 'running',
    about,
    name,
    requestKind: null,
  })
  const found: Duty[] = sources.cases.flatMap((requestCase) => caseDuties(requestCase, nowMs, isHoliday))
  for (const record of sources.entrustments) {
    const next = nextSupervision(record, nowMs)
    if (next === null) continue
    const duty = due('supervise', next.dueAtMs, record.id, record.party.name)
    found.push({ ...duty, status: next.isOverdue ? 'overdue' : 'running' })
  }
  for (const record of sources.provisions) {
    const endsAtMs = keptUntilMs(record)
    if (endsAtMs > nowMs && endsAtMs <= nowMs + DUTY_TERMS.announceDays * DAY_MS)
      found.push(due('provision-ends', endsAtMs, record.id, record.recipient.name))
  }
  for (const { version, effectiveFrom } of sources.policies) {
    if (startOfDayMs(effectiveFrom) > nowMs)
      found.push(due('policy-comes', endOfDayMs(effectiveFrom), version))
  }
  if (sources.begunAtMs !== null) {
    const copied = japanDay(sources.copiedAtMs ?? sources.begunAtMs)
    found.push(due('evidence-copy', endOfDayMs(addDays(copied, DUTY_TERMS.copyDays))))
    const reviewed = japanDay(sources.reviewedAtMs ?? sources.begunAtMs)
    found.push(due('self-review', endOfDayMs(addYears(reviewed, DUTY_TERMS.reviewYears))))
  }
  const rank = ({ status }: Duty) => (status === 'overdue' ? 0 : 1)
  return found.sort((a, b) => rank(a) - rank(b) || a.dueAtMs - b.dueAtMs || (a.about < b.about ? -1 : 1))
}

function caseDuties(
  { id, kind, history }: DutySources['cases'][number],
  nowMs: number,
  isHoliday: IsHoliday,
): Duty[] {
  const dates = dueDates(history, nowMs, isHoliday)
  const stage = stageOf({ history })
  if (dates === null || stage === 'closed' || stage === 'notified') return []
  const owed: Duty[] = []
  const owe = (duty: DutyKind, term: { readonly dueAtMs: number; readonly status: string }): void => {
    const status =
      term.status === 'paused' ? 'paused' : term.status === 'overdue' ? 'overdue' : ('running' as const)
    owed.push({ kind: duty, dueAtMs: term.dueAtMs, status, about: id, name: '', requestKind: kind })
  }
  if (dates.acknowledge.doneAtMs === null) owe('acknowledge', dates.acknowledge)
  if (dates.decide.doneAtMs === null) owe('decide', dates.decide)
  // Whoever asked is told within the term of the decision: decided and kept quiet is not answered.
  else {
    const { dueAtMs } = dates.decide
    owe('notify', { dueAtMs, status: nowMs >= dueAtMs ? 'overdue' : 'running' })
  }
  return owed
}

/** The Monday of the week a day is in. */
export function mondayOf(day: IsoDay): IsoDay {
  const sinceMonday = (new Date(`${day}T00:00:00.000Z`).getUTCDay() + 6) % 7
  return addDays(day, -sinceMonday)
}

/** Duties of one week, or all that are late. */
export interface DutyWeek {
  /** Null for what is late. */
  readonly monday: IsoDay | null
  readonly duties: readonly Duty[]
}

/** The last day on which a duty is still in time. */
export const lastDayOf = ({ dueAtMs }: Pick<Duty, 'dueAtMs'>): IsoDay => japanDay(dueAtMs - 1)

/** Groups sorted duties: what is late, then one group for each week that has any. */
export function byWeek(sorted: readonly Duty[]): readonly DutyWeek[] {
  const weeks: { readonly monday: IsoDay | null; readonly duties: Duty[] }[] = []
  for (const duty of sorted) {
    const monday = duty.status === 'overdue' ? null : mondayOf(lastDayOf(duty))
    const last = weeks.at(-1)
    if (last !== undefined && last.monday === monday) last.duties.push(duty)
    else weeks.push({ monday, duties: [duty] })
  }
  return weeks
}
