import type { IdentityCheck, Notice, Outcome } from './outcome'
import type { RequestKind } from '../request/kinds'

/** Where a request stands. */
export const STAGES = [
  'draft',
  'sealed',
  'handed-over',
  'received',
  'verifying',
  'in-progress',
  'fulfilled',
  'partly',
  'refused',
  'no-data-held',
  'alternative-measure',
  'withdrawn',
  'notified',
  'closed',
  'reopened',
] as const
export type Stage = (typeof STAGES)[number]

/** Who did it: the person (or who writes for them), or a named member of the desk. */
export interface Actor {
  readonly role: 'requester' | 'desk'
  readonly name: string
}

/** What can be done with a request. */
export type Move =
  | { readonly kind: 'seal' }
  | { readonly kind: 'hand-over'; readonly by: 'printed' | 'exported' | 'mailed' }
  | { readonly kind: 'receive'; readonly by: 'file' | 'post' | 'in-person' }
  /** The acknowledgement went out; the stage stays. */
  | { readonly kind: 'acknowledge'; readonly notice: Notice }
  /** Finding out who asks; the clock rests meanwhile, so the reason is kept. */
  | { readonly kind: 'verify'; readonly why: string }
  | { readonly kind: 'work'; readonly identity: IdentityCheck }
  | { readonly kind: 'decide'; readonly outcome: Outcome }
  | { readonly kind: 'withdraw'; readonly why: string }
  | { readonly kind: 'notify'; readonly notice: Notice }
  | { readonly kind: 'close' }
  | { readonly kind: 'reopen'; readonly why: string }

/** One thing that was done. Times are as the clock said them then; see calendar/clock.ts. */
export interface Transition {
  /** Milliseconds since the Unix epoch. */
  readonly atMs: number
  readonly actor: Actor
  readonly move: Move
}

/** A request with all that was done with it, oldest first. The stage follows from the history alone. */
export interface RequestCase {
  readonly requestId: string
  readonly requestKind: RequestKind
  readonly history: readonly Transition[]
}

/** Which stages a move leads out of. `decide` leads to the stage its outcome is called after. */
export const MOVES_FROM: Readonly<Record<Stage, readonly Move['kind'][]>> = {
  draft: ['seal'],
  sealed: ['hand-over', 'withdraw'],
  'handed-over': ['receive', 'withdraw'],
  received: ['acknowledge', 'verify', 'withdraw'],
  verifying: ['acknowledge', 'work', 'withdraw'],
  'in-progress': ['acknowledge', 'verify', 'decide', 'withdraw'],
  fulfilled: ['notify'],
  partly: ['notify'],
  refused: ['notify'],
  'no-data-held': ['notify'],
  'alternative-measure': ['notify'],
  withdrawn: ['notify'],
  notified: ['close'],
  closed: ['reopen'],
  reopened: ['acknowledge', 'verify', 'withdraw'],
}

/** The stage a move leads to, null when it leads to none. */
export function stageAfter(move: Move): Stage | null {
  switch (move.kind) {
    case 'seal':
      return 'sealed'
    case 'hand-over':
      return 'handed-over'
    case 'receive':
      return 'received'
    case 'acknowledge':
      return null
    case 'verify':
      return 'verifying'
    case 'work':
      return 'in-progress'
    case 'decide':
      return move.outcome.kind
    case 'withdraw':
      return 'withdrawn'
    case 'notify':
      return 'notified'
    case 'close':
      return 'closed'
    case 'reopen':
      return 'reopened'
  }
}

/** Where a request stands after all that was done. */
export function stageOf(requestCase: Pick<RequestCase, 'history'>): Stage {
  for (const { move } of requestCase.history.toReversed()) {
    const stage = stageAfter(move)
    if (stage !== null) return stage
  }
  return 'draft'
}

/** A request nobody has done anything with yet. */
export const newCase = (requestId: string, requestKind: RequestKind): RequestCase => ({
  requestId,
  requestKind,
  history: [],
})
