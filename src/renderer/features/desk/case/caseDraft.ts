import type { Argument } from '../../../../contracts/api'
import type { CaseReply } from '../../../../contracts/calls/deskCases'
import type { DeskMoveKind, ProposedOutcome, ProposedRefusal } from '../../../../domain/privacy/desk/deskMove'
import type { Notice, RefusalGround } from '../../../../domain/privacy/desk/outcome'
import { isIdentityNeeded } from '../../../../domain/privacy/request/kinds'

export const OUTCOMES = ['fulfilled', 'partly', 'refused', 'no-data-held', 'alternative-measure'] as const
export type OutcomeKind = (typeof OUTCOMES)[number]
export type Identity = 'confirmed' | 'not-confirmed' | 'not-needed'

/** Everything typed or chosen for the next step of a request, whatever the step has a use for. A PIN is not among it. */
export interface CaseDraft {
  readonly step: DeskMoveKind
  readonly why: string
  readonly identity: Identity
  /** One name of a paper a line. */
  readonly papers: string
  readonly tried: string
  readonly outcome: OutcomeKind
  readonly ground: RefusalGround
  readonly done: string
  readonly reason: string
  readonly citation: string
  readonly findings: string
  readonly searched: string
  readonly measure: string
  readonly noticeBy: Notice['by']
  readonly reference: string
  readonly givesReason: boolean
}

/** Steps that lead on, in the order they are taken; the others are in the menu. */
const ONWARD: readonly DeskMoveKind[] = [
  'acknowledge',
  'verify',
  'work',
  'decide',
  'notify',
  'close',
  'reopen',
]

/** The steps offered in the panel itself. */
export function mainSteps({ stage, moves }: CaseReply): readonly DeskMoveKind[] {
  // Work goes on where it is; going back to find out who asks is the exception.
  const steps = moves.filter(
    (move) => ONWARD.includes(move) && !(stage === 'in-progress' && move === 'verify'),
  )
  return ONWARD.filter((move) => steps.includes(move))
}

/** What a form starts with: what is known already, nothing that decides anything. */
export function newDraft(reply: CaseReply, ground: RefusalGround | undefined): CaseDraft {
  const { request } = reply
  return {
    step: mainSteps(reply)[0] ?? 'reopen',
    why: '',
    identity: isIdentityNeeded(request.kind) ? 'confirmed' : 'not-needed',
    papers: request.evidence.join('\n'),
    tried: '',
    outcome: 'fulfilled',
    ground: ground ?? 'R1-harm',
    done: '',
    reason: '',
    citation: '',
    findings: '',
    searched: '',
    measure: '',
    noticeBy: request.wishedForm === 'electronic' ? 'electronic' : 'posted',
    reference: '',
    givesReason: false,
  }
}

function refusalFrom({ ground, reason, citation, findings }: CaseDraft): ProposedRefusal {
  switch (ground) {
    case 'R1-harm':
    case 'R2-serious-hindrance':
    case 'identity-not-confirmed':
      return { ground, reason }
    case 'R3-unlawful':
      return { ground, reason, citation }
    case 'ground-not-met':
      return { ground, reason, findings }
  }
}

export function outcomeFrom(draft: CaseDraft): ProposedOutcome {
  switch (draft.outcome) {
    case 'fulfilled':
      return { kind: 'fulfilled', done: draft.done }
    case 'partly':
      return { kind: 'partly', done: draft.done, refusal: refusalFrom(draft) }
    case 'refused':
      return { kind: 'refused', refusal: refusalFrom(draft) }
    case 'no-data-held':
      return { kind: 'no-data-held', searched: draft.searched }
    case 'alternative-measure':
      return { kind: 'alternative-measure', measure: draft.measure, reason: draft.reason }
  }
}

/** The move a form stands for; whether it may be made is main's to say. */
export function moveFrom(draft: CaseDraft): Argument<'desk:move'>['move'] {
  const notice: Notice = {
    by: draft.noticeBy,
    reference: draft.reference,
    givesReason: draft.givesReason,
  }
  switch (draft.step) {
    case 'acknowledge':
      return { kind: 'acknowledge', notice: { ...notice, givesReason: false } }
    case 'notify':
      return { kind: 'notify', notice }
    case 'verify':
    case 'withdraw':
    case 'reopen':
      return { kind: draft.step, why: draft.why }
    case 'work':
      return { kind: 'work', identity: identityFrom(draft) }
    case 'decide':
      return { kind: 'decide', outcome: outcomeFrom(draft) }
    case 'close':
      return { kind: 'close' }
  }
}

function identityFrom({ identity, papers, tried }: CaseDraft) {
  switch (identity) {
    case 'confirmed': {
      const names = papers.split('\n').filter((paper) => paper.trim() !== '')
      return { kind: identity, papers: names.slice(0, 8) }
    }
    case 'not-confirmed':
      return { kind: identity, tried }
    case 'not-needed':
      return { kind: identity }
  }
}
