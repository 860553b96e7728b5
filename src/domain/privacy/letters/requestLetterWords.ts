import type { RequestGround, RequestKind, RequestSubject } from '../request/kinds'

/** What a letter of one kind is called, what it begins with, and what is to be told when it cannot be done. */
export interface KindWords {
  readonly title: string
  readonly opening: string
  readonly otherwise: string
}

/** Every word of a request letter in one language. */
export interface RequestLetterWords {
  /** Line under the company's name. */
  readonly desk: string
  readonly kinds: Readonly<Record<RequestKind, KindWords>>
  readonly grounds: Readonly<Record<RequestGround, string>>
  readonly subjects: Readonly<Record<RequestSubject, string>>
  readonly rows: {
    readonly subjects: string
    readonly period: string
    readonly grounds: string
    readonly held: string
    readonly heldToDelete: string
    readonly wanted: string
    readonly wantedToAdd: string
    readonly description: string
    readonly principal: string
    readonly power: string
    readonly evidence: string
    readonly wishedForm: string
    readonly fee: string
  }
  readonly wishedForms: { readonly paper: string; readonly electronic: string }
  /** Who asks, under their name: for whom. */
  readonly as: {
    readonly 'legal-representative': (principal: string) => string
    readonly agent: (principal: string) => string
  }
  readonly period: (from: string, to: string) => string
  readonly fee: (yen: number) => string
  readonly contact: (contact: string) => string
  /** Between the entries of a list. */
  readonly comma: string
  readonly signature: string
  readonly codeNote: string
  readonly policy: (version: string) => string
  /** What stands in a letter that is not sealed yet. */
  readonly sample: {
    readonly number: string
    readonly sender: string
    readonly codeNote: string
  }
}
