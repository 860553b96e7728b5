import type { Language } from '../consent'
import type { IsoDay } from '../calendar/isoDay'
import type { RequestGround, RequestKind, RequestSubject } from './kinds'

export type WishedForm = 'paper' | 'electronic'

/** Somebody a letter can be sent to. */
export interface Party {
  readonly name: string
  readonly address: string
  /** Telephone or e-mail, or empty. */
  readonly contact: string
}

/** Who asks, and for whom. A power is the name of the paper that shows it, never its picture. */
export type Requester =
  | { readonly kind: 'self'; readonly party: Party }
  | {
      readonly kind: 'legal-representative' | 'agent'
      readonly party: Party
      readonly principal: Pick<Party, 'name' | 'address'>
      readonly power: string
    }

/** Days from and to which something is asked for, both of them included. */
export interface Period {
  readonly fromDay: IsoDay
  readonly toDay: IsoDay
}

/** What a person asks of the Customer Desk. Texts and a few numbers: no picture and no face has a place in it. */
export interface Request {
  readonly format: 1
  /** `R-7Q4M-20K9` */
  readonly id: string
  readonly kind: RequestKind
  readonly grounds: readonly RequestGround[]
  /** For disclosure; empty for every other kind. */
  readonly subjects: readonly RequestSubject[]
  /** Null is all there is, and for the kinds that know no period. */
  readonly period: Period | null
  readonly description: string
  /** For correction, addition and deletion; empty texts where the kind has no use for them. */
  readonly change: { readonly held: string; readonly wanted: string }
  readonly requester: Requester
  /** Names of paper documents that are shown or sent with the letter. Never images: a scanned identity card is a face. */
  readonly evidence: readonly string[]
  readonly wishedForm: WishedForm
  readonly language: Language
  readonly policyVersion: string
  /** Of the policy text that was current when the request was written, lowercase hexadecimal. */
  readonly policySha256: string
  /** 0 until the desk has set a fee. */
  readonly feeYen: number
  /** Milliseconds since the Unix epoch. */
  readonly writtenAtMs: number
}

/** What a form holds before it was looked at: the same fields, in any state. */
export type RequestDraft = Omit<Request, 'format'>

/** Most a request may hold: characters, or entries of a list. */
export const REQUEST_LIMITS = {
  name: 80,
  address: 200,
  contact: 120,
  paper: 80,
  papers: 8,
  description: 2000,
  change: 600,
  policyVersion: 32,
  feeYen: 10_000,
} as const
