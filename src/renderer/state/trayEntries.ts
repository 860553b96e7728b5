import type { Category, Decoration, LocalisedText, Look } from '../../domain/decoration/decoration'

/** One tile of the tray. */
export interface TrayEntry {
  readonly id: string
  readonly kind: 'look' | 'decoration'
  readonly name: LocalisedText
  readonly category: Category
  readonly keywords: readonly string[]
}

export type TrayFilter =
  | { readonly kind: 'all' }
  | { readonly kind: 'favourites' }
  | { readonly kind: 'recents' }
  | { readonly kind: 'category'; readonly category: Category }

/** How many tiles answer to the digits 1…9. */
export const QUICK_LOOKS = 9

/** Looks first, then single decorations, each in the order of the pack. */
export function trayEntries(
  looks: readonly Look[],
  decorations: readonly Decoration[],
): readonly TrayEntry[] {
  const entry = (
    kind: TrayEntry['kind'],
    { id, name, category, keywords }: Look | Decoration,
  ): TrayEntry => ({
    id,
    kind,
    name,
    category,
    keywords,
  })
  return [...looks.map((look) => entry('look', look)), ...decorations.map((one) => entry('decoration', one))]
}

/**
 * The form in which words are compared: width and case do not matter, and neither does the choice between
 * hiragana and katakana (ネコ finds ねこ).
 */
export function searchForm(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (katakana) => String.fromCharCode(katakana.charCodeAt(0) - 0x60))
    .trim()
}

function matches(entry: TrayEntry, words: readonly string[]): boolean {
  const text = searchForm([entry.name.ja, entry.name.en, ...entry.keywords].join(' '))
  return words.every((word) => text.includes(word))
}

/** Tiles to show. A search looks through everything, whatever category is chosen; recents keep their order. */
export function filterTray(
  entries: readonly TrayEntry[],
  filter: TrayFilter,
  query: string,
  favourites: readonly string[],
  recents: readonly string[],
): readonly TrayEntry[] {
  const words = searchForm(query).split(/\s+/).filter(Boolean)
  if (words.length > 0) return entries.filter((entry) => matches(entry, words))
  switch (filter.kind) {
    case 'all':
      return entries
    case 'favourites':
      return entries.filter(({ id }) => favourites.includes(id))
    case 'recents':
      return recents.flatMap((id) => entries.filter((entry) => entry.id === id))
    case 'category':
      return entries.filter(({ category }) => category === filter.category)
  }
}

/** The list with the id in it or, if it was there, without it. */
export const toggled = (ids: readonly string[], id: string): string[] =>
  ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]

/** The list with the id in front, each id once, no longer than the limit. */
export const withRecent = (ids: readonly string[], id: string, limit = 24): string[] =>
  [id, ...ids.filter((other) => other !== id)].slice(0, limit)

/**
 * Where an arrow key leads in a tray of `count` tiles laid out in rows of `columns` (one row: columns = count).
 * Home and End go to the ends; a move past an end stays.
 */
export function nextTile(index: number, key: string, count: number, columns: number): number {
  const last = count - 1
  const to = (target: number) => (target < 0 || target > last ? index : target)
  switch (key) {
    case 'ArrowRight':
      return to(index + 1)
    case 'ArrowLeft':
      return to(index - 1)
    case 'ArrowDown':
      return columns < count ? to(index + columns) : to(index + 1)
    case 'ArrowUp':
      return columns < count ? to(index - columns) : to(index - 1)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return index
  }
}
