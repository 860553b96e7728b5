import type { JournalKind } from '../../../src/domain/privacy/journal'

/** Articles of the policy, with every numbered purpose of Article 2 and every exception of Article 4(1). */
export const ARTICLE_IDS = [
  '1',
  '2',
  '2.1',
  '2.2',
  '2.3',
  '2.4',
  '2.5',
  '2.6',
  '2.7',
  '2.8',
  '2.9',
  '3',
  '4(1)',
  '4(1) exception 1',
  '4(1) exception 2',
  '4(1) exception 3',
  '4(1) exception 4',
  '4(1) exception 5',
  '4(1) exception 6',
  '4(1) exception 7',
  '4(2)',
  '5',
  '6',
  '7',
  '8',
  '9',
  '10',
  '11',
  '12',
] as const
export type ArticleId = (typeof ARTICLE_IDS)[number]

/** A test by its file and its title, word for word; `${…}` in a title stands as it does in the file. */
export type TestName = readonly [file: `test/${string}`, title: string]

/** How one article works here. */
export interface ArticleRow {
  readonly title: string
  /** What the visitor sees and can do. */
  readonly visitor: string
  /** Components under `src/renderer/features/`, without the ending. */
  readonly screens: readonly string[]
  /** What the Customer Desk has for it; null where nothing is left for a desk to do. */
  readonly desk: string | null
  /** Kinds of journal entries it leaves. */
  readonly records: readonly JournalKind[]
  /** What is kept besides, or why nothing is. Needed where `records` is empty. */
  readonly kept?: string
  readonly tests: readonly TestName[]
}

export type ArticleTable = Readonly<Record<ArticleId, ArticleRow>>
