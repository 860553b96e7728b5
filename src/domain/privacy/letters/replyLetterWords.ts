import type { RefusalGround } from '../desk/outcome'
import type { RequestKind } from '../request/kinds'

/** Words of a reply that depend on what was asked. */
export interface ReplyKindWords {
  /** What was asked for, as a sentence takes it: `the disclosure of personal information`. */
  readonly matter: string
  readonly fulfilled: string
  readonly noData: string
  readonly titles: { readonly acknowledgement: string; readonly result: string; readonly refusal: string }
}

/** Everything a reply of the Customer Desk says in one language. */
export interface ReplyLetterWords {
  readonly kinds: Readonly<Record<RequestKind, ReplyKindWords>>
  readonly titles: { readonly alternative: string; readonly withdrawal: string }
  readonly acknowledged: (matter: string, day: string) => string
  readonly partly: (matter: string) => string
  readonly refused: (matter: string) => string
  readonly alternative: (matter: string) => string
  readonly withdrawn: (matter: string, day: string) => string
  /** Why something is not done, in the policy's words; `article` is the one that the request rests on. */
  readonly grounds: Readonly<Record<RefusalGround, (article: number) => string>>
  readonly rows: {
    readonly asked: string
    readonly principal: string
    readonly received: string
    readonly due: string
    readonly decided: string
    readonly done: string
    readonly answer: string
    readonly searched: string
    readonly ground: string
    readonly reason: string
    readonly citation: string
    readonly findings: string
    readonly measure: string
    readonly withdrawnWhy: string
    readonly contact: string
  }
  readonly until: (day: string) => string
  readonly paragraphs: {
    readonly pause: string
    readonly reach: string
    readonly complain: string
    readonly commission: string
    readonly noDataLater: string
    readonly askAgain: string
  }
  readonly address: (name: string) => string
  readonly desk: string
  readonly member: (name: string) => string
  readonly signature: (member: string) => string
  readonly policy: (version: string) => string
}
