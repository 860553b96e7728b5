import type { RequestKind } from '../request/kinds'

/**
 * Why something is withheld or not done. R1 to R3 are Article 6 of the policy: harm to somebody, serious hindrance,
 * against a law. The other two are findings, not choices: the stated ground does not hold, or nobody could tell who asks.
 */
export type Refusal =
  | { readonly ground: 'R1-harm'; readonly reason: string }
  | {
      readonly ground: 'R2-serious-hindrance'
      readonly reason: string
      /** Names of the two members of the desk who decided; the one who acts is one of them. */
      readonly approvers: readonly string[]
    }
  | { readonly ground: 'R3-unlawful'; readonly reason: string; readonly citation: string }
  | { readonly ground: 'ground-not-met'; readonly reason: string; readonly findings: string }
  | { readonly ground: 'identity-not-confirmed'; readonly reason: string }
export type RefusalGround = Refusal['ground']

export type Outcome =
  | { readonly kind: 'fulfilled'; readonly done: string }
  | { readonly kind: 'partly'; readonly done: string; readonly refusal: Refusal }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'no-data-held'; readonly searched: string }
  | { readonly kind: 'alternative-measure'; readonly measure: string; readonly reason: string }

/** What came of finding out who asks. Papers are named, never copied. */
export type IdentityCheck =
  | { readonly kind: 'confirmed'; readonly papers: readonly string[] }
  | { readonly kind: 'not-confirmed'; readonly tried: string }
  | { readonly kind: 'not-needed' }

/** A letter that went out. */
export interface Notice {
  /** `on-screen` only for a request the desk never had: then there is nobody to write. */
  readonly by: 'posted' | 'handed' | 'electronic' | 'on-screen'
  /** What the desk finds its copy by. */
  readonly reference: string
  /** Whether the letter gives the reason, word for word as it was decided. */
  readonly givesReason: boolean
}

const WITHHOLDING: readonly RefusalGround[] = [
  'R1-harm',
  'R2-serious-hindrance',
  'R3-unlawful',
  'identity-not-confirmed',
]
const CHANGING: readonly RefusalGround[] = ['ground-not-met', 'R3-unlawful', 'identity-not-confirmed']
const CEASING: readonly RefusalGround[] = [...CHANGING, 'R2-serious-hindrance']

/** The grounds on which a kind may be refused. A complaint or a question is answered, never refused. */
export const REFUSALS_OF: Readonly<Record<RequestKind, readonly RefusalGround[]>> = {
  'notice-of-purposes': WITHHOLDING,
  disclosure: WITHHOLDING,
  'disclosure-of-provision-records': WITHHOLDING,
  correction: CHANGING,
  addition: CHANGING,
  deletion: CHANGING,
  'cease-use': CEASING,
  erasure: CEASING,
  'cease-provision': CEASING,
  complaint: [],
  consultation: [],
}

/** The refusal inside an outcome, if it has one. */
export const refusalOf = (outcome: Outcome): Refusal | null =>
  outcome.kind === 'refused' || outcome.kind === 'partly' ? outcome.refusal : null

/** Outcomes the person is owed a reason for. */
export const isReasonOwed = (outcome: Outcome): boolean =>
  refusalOf(outcome) !== null || outcome.kind === 'alternative-measure'

/** Fewest visible characters of a reason under R2. */
export const HINDRANCE_REASON_MIN = 100
