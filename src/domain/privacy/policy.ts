import type { Language } from './consent'

/** What is shown before the first frame or picture, with yes and no of equal weight. */
export interface ConsentNotice {
  readonly title: string
  readonly lead: string
  readonly facts: readonly { readonly heading: string; readonly text: string }[]
  readonly after: string
  readonly refuse: string
  readonly give: string
  readonly refusedHint: string
}

export interface PolicyArticle {
  readonly number: number
  readonly title: string
  readonly paragraphs: readonly string[]
}

/** Notice and policy in plain language. The official text is the service owner's and is not part of this. */
export interface PolicyText {
  readonly version: string
  /** ISO 8601 day. */
  readonly effectiveFrom: string
  readonly language: Language
  readonly plainLanguageNote: string
  readonly notice: ConsentNotice
  readonly articles: readonly PolicyArticle[]
}

/**
 * Everything a person can read before answering, in reading order, one string a line: the text whose sha256 a consent
 * record keeps. Independent of how the file was formatted, so that a checkout with other line ends asks nobody again.
 */
export function shownText(policy: PolicyText): string {
  const { notice } = policy
  return [
    `${policy.version} ${policy.effectiveFrom} ${policy.language}`,
    notice.title,
    notice.lead,
    ...notice.facts.flatMap((fact) => [fact.heading, fact.text]),
    notice.after,
    notice.refuse,
    notice.give,
    notice.refusedHint,
    policy.plainLanguageNote,
    ...policy.articles.flatMap((article) => [`${article.number} ${article.title}`, ...article.paragraphs]),
  ].join('\n')
}
