import type { CaseFilter, CaseRow, InboxReply, InboxSearch } from '../../contracts/calls/deskCases'
import type { IsHoliday } from '../../domain/privacy/calendar/businessDays'
import { caseDue, soonFromMs, type CaseDue } from '../../domain/privacy/calendar/caseDue'
import { dueDates } from '../../domain/privacy/calendar/dueDates'
import { stageOf, type Stage } from '../../domain/privacy/desk/requestCase'
import type { KeptCase } from './caseBook'
import { searchable } from './deskSearch'

/** What the inbox knows of a case: what changes with the case alone, not with time. */
interface Summary {
  readonly stage: Stage
  readonly isOpen: boolean
  readonly isComplaint: boolean
  /** Looked up when they are needed first: of most closed requests never. */
  dates?: Dates
  text?: string
}
interface Dates {
  readonly receivedAtMs: number | null
  readonly due: CaseDue | null
  readonly soonFromMs: number
  /** Infinite for what rests. */
  readonly dueAtMs: number
}

export interface InboxQuery {
  readonly filter: CaseFilter
  readonly search: InboxSearch
  readonly from: number
  readonly count: number
}

export type InboxPage = Pick<InboxReply, 'rows' | 'total' | 'totals' | 'nowMs'>

export interface Inbox {
  page(
    cases: readonly KeptCase[],
    ownerOf: (id: string) => string | null,
    query: InboxQuery,
    nowMs: number,
  ): InboxPage
}

const CLOSED: readonly CaseFilter[] = ['closed', 'all']
const OPEN: readonly CaseFilter[] = ['open', 'all']
const SOON: readonly CaseFilter[] = ['open', 'due-soon', 'all']
const COMPLAINT: readonly CaseFilter[] = ['open', 'complaints', 'all']
const SOON_COMPLAINT: readonly CaseFilter[] = ['open', 'due-soon', 'complaints', 'all']

/** Every open case was looked up before it is sorted. */
const dueAtMs = ({ dates }: Summary): number => dates?.dueAtMs ?? Number.POSITIVE_INFINITY

/**
 * Pages of the inbox. A case is looked at once for as long as nothing is done with it: a hundred thousand closed ones
 * cost nothing when the next page is asked for.
 */
export function createInbox(isHoliday: IsHoliday): Inbox {
  const summaries = new WeakMap<KeptCase, Summary>()

  function summaryOf(kept: KeptCase): Summary {
    const known = summaries.get(kept)
    if (known !== undefined) return known
    const { kind } = kept.request
    const stage = stageOf(kept.state)
    const made: Summary = {
      stage,
      isOpen: stage !== 'closed',
      isComplaint: kind === 'complaint' || kind === 'consultation',
    }
    summaries.set(kept, made)
    return made
  }

  function datesOf({ state }: KeptCase, summary: Summary, nowMs: number): Dates {
    if (summary.dates !== undefined) return summary.dates
    const dates = dueDates(state.history, nowMs, isHoliday)
    // A date that rests is no date: what is shown of it does not move with the clock.
    const due = caseDue(state.history, dates)
    return (summary.dates = {
      receivedAtMs: dates?.receivedAtMs ?? null,
      due,
      soonFromMs: soonFromMs(due),
      dueAtMs: due === null || due.kind === 'paused' ? Number.POSITIVE_INFINITY : due.dueAtMs,
    })
  }

  function textOf({ request }: KeptCase, summary: Summary): string {
    const { requester } = request
    const names = requester.kind === 'self' ? [] : [requester.principal.name]
    return (summary.text ??= searchable([request.id, requester.party.name, ...names].join('\n')))
  }

  /** Which filters a case is in. */
  function filtersOf(kept: KeptCase, summary: Summary, nowMs: number): readonly CaseFilter[] {
    if (!summary.isOpen) return CLOSED
    const isSoon = nowMs >= datesOf(kept, summary, nowMs).soonFromMs
    return summary.isComplaint ? (isSoon ? SOON_COMPLAINT : COMPLAINT) : isSoon ? SOON : OPEN
  }

  return {
    page(cases, ownerOf, { filter, search, from, count }, nowMs) {
      const wanted = searchable(search.text)
      const totals: Record<CaseFilter, number> = { open: 0, 'due-soon': 0, closed: 0, complaints: 0, all: 0 }
      const found: { readonly kept: KeptCase; readonly summary: Summary }[] = []
      for (const kept of cases) {
        const summary = summaryOf(kept)
        const filters = filtersOf(kept, summary, nowMs)
        for (const name of filters) totals[name]++
        if (!filters.includes(filter)) continue
        const isFound =
          wanted === '' || search.kinds.includes(kept.request.kind) || textOf(kept, summary).includes(wanted)
        if (isFound) found.push({ kept, summary })
      }
      // What is owed first comes first where dates matter; elsewhere the newest does.
      if (filter === 'due-soon' || filter === 'complaints')
        found.sort((a, b) => dueAtMs(a.summary) - dueAtMs(b.summary))
      return {
        rows: found.slice(from, from + count).map(({ kept, summary }): CaseRow => {
          const { receivedAtMs, due } = datesOf(kept, summary, nowMs)
          const { id, kind } = kept.request
          return { id, kind, stage: summary.stage, receivedAtMs, due, owner: ownerOf(id) }
        }),
        total: found.length,
        totals,
        nowMs,
      }
    },
  }
}
