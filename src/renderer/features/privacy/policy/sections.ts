/** What stands beside the articles: pages of this tab, by their own names. */
export const PAGES = ['glossary', 'legal', 'official', 'changes'] as const
export type PolicyPage = (typeof PAGES)[number]

/** An article by its number, or a page. Tabs know their contents by texts. */
export type PolicySection = `article-${number}` | PolicyPage

export const articleSection = (number: number): PolicySection => `article-${number}`

/** What a person can do about an article, without looking for it. */
export type Way = 'poster' | 'consents' | 'myData' | 'requests' | PolicyPage

export const WAYS: Readonly<Record<number, readonly Way[]>> = {
  1: ['glossary', 'myData'],
  2: ['consents'],
  3: ['poster', 'consents', 'myData'],
  4: ['requests'],
  5: ['requests'],
  6: ['requests', 'myData'],
  7: ['requests'],
  8: ['myData', 'requests'],
  9: ['changes', 'official'],
  10: ['legal'],
  11: ['requests'],
  12: ['requests'],
}
