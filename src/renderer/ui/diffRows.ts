import type { TextChange } from '../../domain/privacy/policy/textChanges'

/** One line of one side. `line` counts from 1; `text` has no line end. */
export interface DiffLine {
  readonly line: number
  readonly text: string
}

/** One row of a comparison side by side. A fold stands for lines that are the same on both sides. */
export type DiffRow =
  | {
      readonly kind: 'same' | 'removed' | 'added' | 'replaced'
      readonly before: DiffLine | null
      readonly after: DiffLine | null
    }
  | { readonly kind: 'fold'; readonly id: string; readonly rows: readonly DiffRow[] }

/** Lines that stay the same are shown this many around a change; the rest is folded. */
const CONTEXT = 2
/** Folding away a line or two would hide as much as it saves. */
const SHORTEST_FOLD = 3

const shown = (line: string): string => line.replace(/\r?\n$/, '')

const sideOf = (lines: readonly string[], first: number, index: number): DiffLine | null => {
  const text = lines[index]
  return text === undefined ? null : { line: first + index, text: shown(text) }
}

function stretchRows(change: TextChange): readonly DiffRow[] {
  const before = change.kind === 'replaced' ? change.before : change.kind === 'added' ? [] : change.lines
  const after = change.kind === 'replaced' ? change.after : change.kind === 'removed' ? [] : change.lines
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index): DiffRow => ({
    kind: change.kind,
    before: sideOf(before, change.beforeLine, index),
    after: sideOf(after, change.afterLine, index),
  }))
}

/** Rows of a comparison in reading order; long runs that did not change are folded, also before the first change. */
export function diffRows(changes: readonly TextChange[]): readonly DiffRow[] {
  return changes.flatMap((change, index) => {
    const rows = stretchRows(change)
    if (change.kind !== 'same') return rows
    const head = index === 0 ? 0 : CONTEXT
    const tail = index === changes.length - 1 ? 0 : CONTEXT
    if (rows.length - head - tail < SHORTEST_FOLD) return rows
    const folded = rows.slice(head, rows.length - tail)
    const fold: DiffRow = { kind: 'fold', id: `${change.beforeLine}-${change.afterLine}`, rows: folded }
    return [...rows.slice(0, head), fold, ...rows.slice(rows.length - tail)]
  })
}

/** Where two versions of a line part and where they meet again, so that only what changed is marked. */
export interface ChangedSpan {
  readonly head: string
  readonly before: string
  readonly after: string
  readonly tail: string
}

/** Cuts at words, as the language has them, so that no half of a word is marked. */
export function changedSpan(before: string, after: string, language: 'ja' | 'en'): ChangedSpan {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' })
  const wordsOf = (text: string) => Array.from(segmenter.segment(text), ({ segment }) => segment)
  const [old, now] = [wordsOf(before), wordsOf(after)]
  const shortest = Math.min(old.length, now.length)
  let head = 0
  while (head < shortest && old[head] === now[head]) head++
  let tail = 0
  while (tail < shortest - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++
  const joined = (words: readonly string[], from: number, to: number) => words.slice(from, to).join('')
  return {
    head: joined(old, 0, head),
    before: joined(old, head, old.length - tail),
    after: joined(now, head, now.length - tail),
    tail: joined(old, old.length - tail, old.length),
  }
}
