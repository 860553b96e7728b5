import fc from 'fast-check'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkLook, outputNames, readDecorateArguments } from '../../../scripts/lib/decorateArguments.mjs'
import { playwrightTotals, sumTotals, totalsLine, vitestTotals } from '../../../scripts/lib/testTotals.mjs'

describe('the command line of decorate', () => {
  const here = resolve('/pictures')

  test('takes pictures and options in any order, relative to where the person stands', () => {
    const wanted = {
      pictures: [resolve(here, 'a.jpg'), resolve(here, 'b c.png')],
      look: 'cat',
      out: resolve(here, 'done'),
      format: 'jpeg',
    }
    for (const line of [
      ['a.jpg', 'b c.png', '--look', 'cat', '--out', 'done', '--format', 'jpeg'],
      ['--format=jpeg', '--look=cat', 'a.jpg', '--out=done', 'b c.png'],
    ]) {
      expect(readDecorateArguments(line, here)).toEqual(wanted)
    }
  })

  test('refuses with a sentence what is missing, unknown or empty', () => {
    for (const [line, sentence] of [
      [[], /at least one picture/],
      [['a.jpg', '--out', 'done'], /needs --look/],
      [['a.jpg', '--look', 'cat'], /needs --out/],
      [['a.jpg', '--look', 'cat', '--out'], /--out needs a value/],
      [['a.jpg', '--look', 'cat', '--out', 'done', '--format', 'gif'], /png or jpeg/],
      [['a.jpg', '--look', 'cat', '--out', 'done', '--size', '3'], /does not know --size/],
      [['a.jpg', '--look', 'cat', '--out', 'done', '--format', 'constructor'], /png or jpeg/],
      [['a.jpg', '--look', 'cat', '--out', 'done', '--constructor', 'x'], /does not know --constructor/],
      [['a.jpg', '-x'], /does not know -x/],
    ] as const) {
      expect(() => readDecorateArguments([...line], here)).toThrow(sentence)
    }
  })

  test('names every result differently and never as a file that exists', () => {
    const name = fc.constantFrom('a.jpg', 'A.png', 'a.webp', 'b.tar.gz', '飾り.jpg', 'a-kazari.png')
    const existing = fc.uniqueArray(fc.constantFrom('a-kazari.png', 'a-kazari-2.png', '飾り-kazari.png'))
    fc.assert(
      fc.property(fc.array(name), existing, (pictures, taken) => {
        const names = outputNames(pictures, 'png', (candidate) => taken.some((one) => one === candidate))
        expect(names.length).toBe(pictures.length)
        expect(new Set(names.map((one) => one.toLowerCase())).size).toBe(pictures.length)
        for (const one of names) {
          expect(one.endsWith('.png')).toBe(true)
          expect(taken).not.toContain(one)
        }
      }),
    )
  })

  test('names the looks there are when it does not know one', () => {
    const pack = { looks: [{ id: 'party' }, { id: 'cat' }], decorations: [{ id: 'round-glasses' }] }
    checkLook('cat', pack)
    checkLook('round-glasses', pack)
    expect(() => checkLook('dog', pack)).toThrow(/“dog”.*party, cat.*round-glasses/)
  })
})

describe('the totals of npm test', () => {
  test('count a test file that could not be loaded as a failure', () => {
    const totals = vitestTotals({
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 0,
      numTodoTests: 0,
      testResults: [
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
        { status: 'failed', assertionResults: [{ status: 'failed' }] },
        { status: 'failed', assertionResults: [] },
      ],
    })
    expect(totals).toEqual({ passed: 5, failed: 2, skipped: 0 })
  })

  test('count an error outside every test, and a test that passed only the second time, as failures', () => {
    const stats = { expected: 3, unexpected: 0, flaky: 1, skipped: 2 }
    expect(playwrightTotals({ stats, errors: [{}] })).toEqual({ passed: 3, failed: 2, skipped: 2 })
  })

  test('end in one line that hides nothing', () => {
    const sum = sumTotals([
      { passed: 3, failed: 0, skipped: 0 },
      { passed: 4, failed: 1, skipped: 0 },
    ])
    expect(totalsLine(sum)).toBe('7 passed, 1 failed')
    expect(totalsLine({ ...sum, skipped: 2 })).toBe('7 passed, 1 failed, 2 skipped')
  })
})
