import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyTextChanges, linesOf, textChanges } from '../../../../src/domain/privacy/policy/textChanges'

/** Texts that share lines, as two versions of a policy do: empty lines, repeated lines, both kinds of line ends. */
const line = fc.oneof(
  fc.constantFrom('第1条(定義)', '第2条(利用目的)', 'Article 3', '', '  ', '🙂', '以上'),
  fc.string({ maxLength: 3, unit: 'grapheme' }).map((text) => text.replaceAll('\n', '')),
)
const text = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\n\n')), { maxLength: 30 })
  .chain((lines) => line.map((last) => lines.map((pair) => pair.join('')).join('') + last))

test('lines joined are the text again', () => {
  fc.assert(fc.property(text, (value) => linesOf(value).join('') === value))
})

describe('the changes between two texts', () => {
  test('make the new text out of the old one', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(applyTextChanges(before, textChanges(before, after))).toEqual({ ok: true, value: after })
      }),
      { numRuns: 500 },
    )
  })

  test('number each stretch on both sides without a gap, and never two of a kind in a row', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        let beforeLine = 1
        let afterLine = 1
        let wasSame: boolean | null = null
        for (const change of textChanges(before, after)) {
          expect(change).toMatchObject({ beforeLine, afterLine })
          expect(change.kind === 'same').not.toBe(wasSame)
          wasSame = change.kind === 'same'
          const lines =
            change.kind === 'replaced' ? [change.before, change.after] : [change.lines, change.lines]
          if (change.kind !== 'added') beforeLine += lines[0]?.length ?? 0
          if (change.kind !== 'removed') afterLine += lines[1]?.length ?? 0
        }
        expect(beforeLine).toBe(linesOf(before).length + 1)
        expect(afterLine).toBe(linesOf(after).length + 1)
      }),
    )
  })

  test('keep as many lines as any comparison can: checked against every subsequence of short texts', () => {
    const short = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n'), { maxLength: 7 })
    const subsequences = (lines: readonly string[]): Set<string> =>
      new Set(
        Array.from({ length: 2 ** lines.length }, (_, chosen) =>
          lines.filter((_line, index) => (chosen >> index) & 1).join(''),
        ),
      )
    fc.assert(
      fc.property(short, short, (before, after) => {
        const others = subsequences(after)
        const best = Math.max(
          ...[...subsequences(before)].filter((one) => others.has(one)).map((one) => one.length),
        )
        const kept = textChanges(before.join(''), after.join('')).flatMap((change) =>
          change.kind === 'same' ? change.lines : [],
        )
        expect(kept.join('').length).toBe(best)
      }),
    )
  })

  test('are one stretch where nothing changed, and none between two empty texts', () => {
    fc.assert(
      fc.property(text, (value) => {
        const kinds = textChanges(value, value).map((change) => change.kind)
        expect(kinds).toEqual(value === '' ? [] : ['same'])
      }),
    )
  })

  test('say what an editor would say', () => {
    const before = 'Title\n\nOne\nTwo\nThree\nEnd'
    const after = 'Title\n\nOne\nTwo and a half\nThree\nNew\nEnd'
    expect(textChanges(before, after)).toEqual([
      { kind: 'same', beforeLine: 1, afterLine: 1, lines: ['Title\n', '\n', 'One\n'] },
      { kind: 'replaced', beforeLine: 4, afterLine: 4, before: ['Two\n'], after: ['Two and a half\n'] },
      { kind: 'same', beforeLine: 5, afterLine: 5, lines: ['Three\n'] },
      { kind: 'added', beforeLine: 6, afterLine: 6, lines: ['New\n'] },
      { kind: 'same', beforeLine: 6, afterLine: 7, lines: ['End'] },
    ])
  })

  test('of long texts keep what both have once, and end soon even where no line is unique', () => {
    const articles = Array.from({ length: 3000 }, (_, index) => `Article ${index}\n`)
    const edited = articles.toSpliced(2900, 1, 'Replaced\n').toSpliced(10, 5).toSpliced(1000, 0, 'Inserted\n')
    const kinds = textChanges(articles.join(''), edited.join('')).map((change) => change.kind)
    expect(kinds).toEqual(['same', 'removed', 'same', 'added', 'same', 'replaced', 'same'])

    const blank = '\n'.repeat(200_000)
    const mixed = 'x\n\n'.repeat(100_000)
    const changes = textChanges(blank, `${mixed}y`)
    expect(applyTextChanges(blank, changes)).toEqual({ ok: true, value: `${mixed}y` })
  })

  test('are not applied to a text they do not belong to', () => {
    expect(applyTextChanges('other', textChanges('one', 'two'))).toEqual({
      ok: false,
      error: { code: 'does-not-fit' },
    })
  })
})
