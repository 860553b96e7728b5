import {
  CASE_FILTERS,
  type CaseFilter,
  type CaseRow,
  type InboxReply,
  type InboxSearch,
} from '../../contracts/calls/deskCases'
import type { IsHoliday } from '../../domain/privacy/calendar/businessDays'
import { caseDue, urgencyOf, type CaseDue } from '../../domain/privacy/calendar/caseDue'
import { dueDates } from '../../domain/privacy/calendar/dueDates'
import { stageOf, type Stage } from '../../domain/privacy/desk/requestCase'
import type { KeptCase } from './caseBook'
import { searchable } from './deskSearch'

/** What the inbox needs of a case and what changes with the case alone, not with time. */
interface Summary {
  readonly stage: Stage
  readonly receivedAtMs: number | null
  readonly due: CaseDue | null
  readonly text: string
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

const dueAtMs = (due: CaseDue | null): number =>
  due === null || due.kind === 'paused' ? Number.POSITIVE_INFINITY : due.dueAtMs

/**
 * Pages of the inbox. A case is looked at once for as long as nothing is done with it: a hundred thousand closed ones
 * cost nothing when the next page is asked for.
 */
export function createInbox(isHoliday: IsHoliday): Inbox {
  const summaries = new WeakMap<KeptCase, Summary>()

  function summaryOf(kept: KeptCase, nowMs: number): Summary {
    const known = summaries.get(kept)
    if (known !== undefined) return known
    const { request, state } = kept
    const dates = dueDates(state.history, nowMs, isHoliday)
    const { requester } = request
    const names = requester.kind === 'self' ? [] : [requester.principal.name]
    const made: Summary = {
      stage: stageOf(state),
      receivedAtMs: dates?.receivedAtMs ?? null,
      // A date that rests is no date: what is shown of it does not move with the clock.
      due: caseDue(state.history, dates),
      text: searchable([request.id, requester.party.name, ...names].join('\n')),
    }
    summaries.set(kept, made)
    return made
  }

  function isIn(filter: CaseFilter, kept: KeptCase, summary: Summary, nowMs: number): boolean {
    const isOpen = summary.stage !== 'closed'
    switch (filter) {
      case 'open':
        return isOpen
      case 'closed':
        return !isOpen
      case 'due-soon':
        return isOpen && urgencyOf(summary.due, nowMs) !== 'calm'
      case 'complaints':
        return isOpen && (kept.request.kind === 'complaint' || kept.request.kind === 'consultation')
      case 'all':
        return true
    }
  }

  return {
    page(cases, ownerOf, { filter, search, from, count }, nowMs) {
      const wanted = searchable(search.text)
      const totals: Record<CaseFilter, number> = { open: 0, 'due-soon': 0, closed: 0, complaints: 0, all: 0 }
      const found: { readonly kept: KeptCase; readonly summary: Summary }[] = []
      for (const kept of cases) {
        const summary = summaryOf(kept, nowMs)
        for (const name of CASE_FILTERS) if (isIn(name, kept, summary, nowMs)) totals[name]++
        if (!isIn(filter, kept, summary, nowMs)) continue
        const isFound = summary.text.includes(wanted) || search.kinds.includes(kept.request.kind)
        if (isFound) found.push({ kept, summary })
      }
      // What is owed first comes first where dates matter; elsewhere the newest does.
      if (filter === 'due-soon' || filter === 'complaints')
        found.sort((a, b) => dueAtMs(a.summary.due) - dueAtMs(b.summary.due))
      return {
        rows: found.slice(from, from + count).map(({ kept, summary }): CaseRow => ({
          id: kept.request.id,
          kind: kept.request.kind,
          stage: summary.stage,
          receivedAtMs: summary.receivedAtMs,
          due: summary.due,
          owner: ownerOf(kept.request.id),
        })),
        total: found.length,
        totals,
        nowMs,
      }
    },
  }
}
