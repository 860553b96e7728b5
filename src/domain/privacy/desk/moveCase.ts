import { err, ok, type Result } from '../../result'
import { isSameName, isTime, textFault, visibleLength, type TextFault } from '../plainText'
import { isIdentityNeeded } from '../request/kinds'
import {
  HINDRANCE_REASON_MIN,
  isReasonOwed,
  refusalOf,
  REFUSALS_OF,
  type IdentityCheck,
  type Notice,
  type Outcome,
  type Refusal,
} from './outcome'
import {
  MOVES_FROM,
  newCase,
  stageOf,
  type Actor,
  type Move,
  type RequestCase,
  type Stage,
  type Transition,
} from './requestCase'

/** Why a move was not made. */
export type CaseFault =
  | { readonly code: 'forbidden-move'; readonly from: Stage }
  | { readonly code: 'text'; readonly field: CaseField; readonly fault: TextFault }
  | {
      readonly code:
        | 'time'
        | 'wrong-actor'
        | 'already-acknowledged'
        | 'papers-needed'
        | 'identity-needed'
        | 'identity-not-confirmed'
        | 'identity-was-confirmed'
        | 'refusal-not-of-kind'
        | 'two-approvers-needed'
        | 'decider-not-approver'
        | 'reason-too-short'
        | 'notice-lacks-reason'
        | 'notice-reaches-nobody'
        | 'history-full'
    }

export type CaseField =
  | 'actor'
  | 'why'
  | 'papers'
  | 'tried'
  | 'reason'
  | 'citation'
  | 'findings'
  | 'approvers'
  | 'done'
  | 'searched'
  | 'measure'
  | 'reference'

/** More than any request sees; a bound for what is kept. */
const HISTORY_LIMIT = 200
const LONG = { max: 2000, lines: 'many' } as const
const NAME = { max: 80, isName: true } as const

/** Moves the person can make; every other one is the desk's. The desk may also make these, for a letter that came by post. */
const OF_REQUESTER: readonly Move['kind'][] = ['seal', 'hand-over', 'withdraw']

type Fault = CaseFault | null
const text = (field: CaseField, value: string, rule: Parameters<typeof textFault>[1] = LONG): Fault => {
  const fault = textFault(value, rule)
  return fault === null ? null : { code: 'text', field, fault }
}
const first = (...faults: readonly Fault[]): Fault => faults.find((fault) => fault !== null) ?? null

/**
 * Makes one move, or says why it cannot be made. A clock that was set back does not stop anybody's request: the time is
 * kept as the clock said it, and calendar/clock.ts tells the fact.
 */
export function moveCase(
  requestCase: RequestCase,
  move: Move,
  actor: Actor,
  atMs: number,
): Result<RequestCase, CaseFault> {
  const from = stageOf(requestCase)
  if (!MOVES_FROM[from].includes(move.kind)) return err({ code: 'forbidden-move', from })
  if (requestCase.history.length >= HISTORY_LIMIT) return err({ code: 'history-full' })
  if (!isTime(atMs)) return err({ code: 'time' })
  const fault = first(
    text('actor', actor.name, NAME),
    mayMove(requestCase, move, actor) ? null : { code: 'wrong-actor' },
    moveFault(requestCase, move, actor),
  )
  if (fault !== null) return err(fault)
  return ok({ ...requestCase, history: [...requestCase.history, { atMs, actor, move }] })
}

function mayMove(requestCase: RequestCase, move: Move, actor: Actor): boolean {
  if (actor.role === 'desk' || OF_REQUESTER.includes(move.kind)) return true
  // A request that was taken back before the desk had it ends where it began.
  return !wasReceived(requestCase) && (move.kind === 'notify' || move.kind === 'close')
}

const wasReceived = (requestCase: RequestCase): boolean =>
  requestCase.history.some(({ move }) => move.kind === 'receive')

/** Makes a kept history again, move by move: one that could not have happened is not believed. */
export function replayCase(
  requestId: string,
  requestKind: RequestCase['requestKind'],
  history: readonly Transition[],
): Result<RequestCase, { readonly index: number; readonly fault: CaseFault }> {
  let current = newCase(requestId, requestKind)
  for (const [index, { move, actor, atMs }] of history.entries()) {
    const moved = moveCase(current, move, actor, atMs)
    if (!moved.ok) return err({ index, fault: moved.error })
    current = moved.value
  }
  return ok(current)
}

function moveFault(requestCase: RequestCase, move: Move, actor: Actor): Fault {
  switch (move.kind) {
    case 'seal':
    case 'hand-over':
    case 'receive':
      return null
    case 'acknowledge':
      return first(
        wasAcknowledged(requestCase) ? { code: 'already-acknowledged' } : null,
        noticeFault(requestCase, move.notice, null),
      )
    case 'verify':
    case 'withdraw':
    case 'reopen':
      return text('why', move.why)
    case 'work':
      return identityFault(requestCase, move.identity)
    case 'decide':
      return outcomeFault(requestCase, move.outcome, actor)
    case 'notify':
      return noticeFault(requestCase, move.notice, lastOutcome(requestCase))
    case 'close':
      return null
  }
}

/** Since it was received, or reopened, last. */
function sinceArrival(requestCase: RequestCase): readonly Transition[] {
  const at = requestCase.history.findLastIndex(
    ({ move }) => move.kind === 'receive' || move.kind === 'reopen',
  )
  return at < 0 ? [] : requestCase.history.slice(at)
}

const wasAcknowledged = (requestCase: RequestCase): boolean =>
  sinceArrival(requestCase).some(({ move }) => move.kind === 'acknowledge')

/** What was decided last, null when nothing was, or when the person took the request back after that. */
export function lastOutcome(requestCase: Pick<RequestCase, 'history'>): Outcome | null {
  const last = requestCase.history.findLast(
    ({ move }) => move.kind === 'decide' || move.kind === 'withdraw' || move.kind === 'reopen',
  )
  return last?.move.kind === 'decide' ? last.move.outcome : null
}

function lastIdentity(requestCase: RequestCase): IdentityCheck | null {
  const last = sinceArrival(requestCase).findLast(({ move }) => move.kind === 'work')
  return last?.move.kind === 'work' ? last.move.identity : null
}

function identityFault({ requestKind }: RequestCase, identity: IdentityCheck): Fault {
  switch (identity.kind) {
    case 'confirmed':
      if (identity.papers.length === 0 || identity.papers.length > 8) return { code: 'papers-needed' }
      return first(...identity.papers.map((paper) => text('papers', paper, { max: 80, isPaper: true })))
    case 'not-confirmed':
      return text('tried', identity.tried)
    case 'not-needed':
      return isIdentityNeeded(requestKind) ? { code: 'identity-needed' } : null
  }
}

function outcomeFault(requestCase: RequestCase, outcome: Outcome, actor: Actor): Fault {
  const unknown = lastIdentity(requestCase)?.kind === 'not-confirmed'
  const refusal = refusalOf(outcome)
  if (unknown && isIdentityNeeded(requestCase.requestKind)) {
    // To somebody who may be anybody, even “nothing is held” is an answer about another person.
    if (outcome.kind !== 'refused' || outcome.refusal.ground !== 'identity-not-confirmed')
      return { code: 'identity-not-confirmed' }
  } else if (refusal?.ground === 'identity-not-confirmed') return { code: 'identity-was-confirmed' }
  const withheld = refusal === null ? null : refusalFault(requestCase, refusal, actor)
  switch (outcome.kind) {
    case 'fulfilled':
      return text('done', outcome.done)
    case 'partly':
      return first(text('done', outcome.done), withheld)
    case 'refused':
      return withheld
    case 'no-data-held':
      return text('searched', outcome.searched)
    case 'alternative-measure':
      return first(text('measure', outcome.measure), text('reason', outcome.reason))
  }
}

function refusalFault({ requestKind }: RequestCase, refusal: Refusal, actor: Actor): Fault {
  if (!REFUSALS_OF[requestKind].includes(refusal.ground)) return { code: 'refusal-not-of-kind' }
  const reason = text('reason', refusal.reason)
  if (reason !== null) return reason
  switch (refusal.ground) {
    case 'R1-harm':
    case 'identity-not-confirmed':
      return null
    case 'R2-serious-hindrance': {
      const [one, two, ...more] = refusal.approvers
      if (one === undefined || two === undefined || more.length > 0 || isSameName(one, two))
        return { code: 'two-approvers-needed' }
      return first(
        text('approvers', one, NAME),
        text('approvers', two, NAME),
        isSameName(one, actor.name) || isSameName(two, actor.name) ? null : { code: 'decider-not-approver' },
        visibleLength(refusal.reason) < HINDRANCE_REASON_MIN ? { code: 'reason-too-short' } : null,
      )
    }
    case 'R3-unlawful':
      return text('citation', refusal.citation, { max: 200 })
    case 'ground-not-met':
      return text('findings', refusal.findings)
  }
}

function noticeFault(requestCase: RequestCase, notice: Notice, outcome: Outcome | null): Fault {
  if (notice.by === 'on-screen' && wasReceived(requestCase)) return { code: 'notice-reaches-nobody' }
  if (outcome !== null && isReasonOwed(outcome) && !notice.givesReason) return { code: 'notice-lacks-reason' }
  return text('reference', notice.reference, { max: 120 })
}
