import { describe, expect, test } from 'vitest'
import { textChanges } from '../../../src/domain/privacy/policy/textChanges'
import { changedSpan, diffRows, type DiffRow } from '../../../src/renderer/ui/diffRows'

const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => `line ${i + 1}`)
const text = (lines: readonly string[]) => `${lines.join('\n')}\n`
const unfold = (rows: readonly DiffRow[]): readonly Exclude<DiffRow, { kind: 'fold' }>[] =>
  rows.flatMap((row) => (row.kind === 'fold' ? unfold(row.rows) : [row]))

describe('rows of a comparison', () => {
  const before = numbered(20)
  const after = [...before.slice(0, 9), 'line ten', 'and one more', ...before.slice(10)]
  const rows = diffRows(textChanges(text(before), text(after)))

  test('unfolded they are both texts, each line with its own number', () => {
    const all = unfold(rows)
    const side = (name: 'before' | 'after') => all.flatMap((row) => (row[name] ? [row[name]] : []))
    expect(side('before')).toEqual(before.map((words, index) => ({ line: index + 1, text: words })))
    expect(side('after')).toEqual(after.map((words, index) => ({ line: index + 1, text: words })))
  })

  test('what stayed the same is folded except next to the change', () => {
    expect(rows.map(({ kind }) => kind)).toEqual([
      'fold',
      'same',
      'same',
      'replaced',
      'replaced',
      'same',
      'same',
      'fold',
    ])
    expect(rows.map((row) => (row.kind === 'fold' ? row.rows.length : 1))).toEqual([7, 1, 1, 1, 1, 1, 1, 8])
  })

  test('a line that one side does not have leaves a gap there', () => {
    const [, gap] = unfold(rows).filter(({ kind }) => kind === 'replaced')
    expect(gap).toEqual({ kind: 'replaced', before: null, after: { line: 11, text: 'and one more' } })
  })
})

describe('the part of a line that changed', () => {
  test.each([
    ['kept for three years', 'kept for five years', 'en', ['kept for ', 'three', 'five', ' years']],
    ['記録を3年間残します', '記録を5年間残します', 'ja', ['記録を', '3', '5', '年間残します']],
    ['same', 'same', 'en', ['same', '', '', '']],
    ['a a', 'a a a', 'en', ['a a', '', ' a', '']],
  ] as const)('%s → %s', (before, after, language, [head, old, now, tail]) => {
    expect(changedSpan(before, after, language)).toEqual({ head, before: old, after: now, tail })
  })
})
