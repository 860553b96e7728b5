import type { Outcome, Refusal } from './outcome'
import { MOVES_FROM, stageOf, type Move, type RequestCase } from './requestCase'

type WithoutApprovers<T> = T extends { readonly approvers: unknown } ? Omit<T, 'approvers'> : T
export type ProposedRefusal = WithoutApprovers<Refusal>

/** An outcome as somebody at the desk writes it. Who approved it is found out from PINs, never taken from a form. */
export type ProposedOutcome =
  | Exclude<Outcome, { readonly refusal: Refusal }>
  | { readonly kind: 'partly'; readonly done: string; readonly refusal: ProposedRefusal }
  | { readonly kind: 'refused'; readonly refusal: ProposedRefusal }

/** What a member of the desk can do with a request that came in. */
export const DESK_MOVES = [
  'acknowledge',
  'verify',
  'work',
  'decide',
  'withdraw',
  'notify',
  'close',
  'reopen',
] as const satisfies readonly Move['kind'][]
export type DeskMoveKind = (typeof DESK_MOVES)[number]

export type DeskMove =
  | Exclude<Extract<Move, { readonly kind: DeskMoveKind }>, { readonly kind: 'decide' }>
  | { readonly kind: 'decide'; readonly outcome: ProposedOutcome }

/** The refusal inside a proposed outcome, if it has one. */
export const proposedRefusal = (outcome: ProposedOutcome): ProposedRefusal | null =>
  outcome.kind === 'refused' || outcome.kind === 'partly' ? outcome.refusal : null

/** Whether a move needs a second member of the desk. */
export const needsSecond = (move: DeskMove): boolean =>
  move.kind === 'decide' && proposedRefusal(move.outcome)?.ground === 'R2-serious-hindrance'

/** The move as it is kept: under R2 with the names of those whose PINs were checked. */
export function approvedMove(move: DeskMove, approvers: readonly string[]): Move {
  if (move.kind !== 'decide') return move
  return { kind: 'decide', outcome: approvedOutcome(move.outcome, approvers) }
}

export function approvedOutcome(outcome: ProposedOutcome, approvers: readonly string[]): Outcome {
  if (outcome.kind !== 'refused' && outcome.kind !== 'partly') return outcome
  const refusal: Refusal =
    outcome.refusal.ground === 'R2-serious-hindrance' ? { ...outcome.refusal, approvers } : outcome.refusal
  return { ...outcome, refusal }
}

/** What can be done now: an acknowledgement goes out once each time a request comes in. */
export function movesNow(requestCase: Pick<RequestCase, 'history'>): readonly DeskMoveKind[] {
  const { history } = requestCase
  const arrived = history.findLastIndex(({ move }) => move.kind === 'receive' || move.kind === 'reopen')
  const acknowledged = history.slice(arrived + 1).some(({ move }) => move.kind === 'acknowledge')
  const allowed: readonly Move['kind'][] = MOVES_FROM[stageOf(requestCase)]
  return DESK_MOVES.filter((kind) => allowed.includes(kind) && !(kind === 'acknowledge' && acknowledged))
}
