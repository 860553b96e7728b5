import { describe, expect, test } from 'vitest'
import { tableFaults, thisCheckout, titlesIn, type Checkout } from './articles/check'
import { DOCUMENT, renderDocument } from './articles/document'
import { ARTICLE_IDS, type ArticleRow, type ArticleTable } from './articles/rows'
import { ARTICLES } from './articles/table'

describe('the table of the policy’s articles', () => {
  test('every article has its screens, its records and tests that exist', () => {
    expect(tableFaults(ARTICLES, thisCheckout)).toEqual([])
  })

  test('docs/privacy/articles.md says what the table says: `npm run articles` writes it', () => {
    expect(thisCheckout.read(DOCUMENT)).toBe(renderDocument(ARTICLES))
  })
})

describe('the check finds', () => {
  const sound: ArticleRow = {
    title: 'Planted',
    visitor: 'Reads it.',
    screens: ['privacy/Planted'],
    desk: null,
    records: [
      'request',
      'transition',
      'answer',
      'provision',
      'entrustment',
      'policy',
      'consent',
      'assignment',
      'purpose',
      'desk',
      'erasure',
    ],
    tests: [['test/planted.test.ts', 'holds']],
  }
  const checkout: Checkout = {
    read: (path) =>
      ({
        'src/renderer/features/privacy/Planted.tsx': 'export function Planted() { return null }',
        'src/renderer/features/privacy/Hollow.tsx': 'export const other = 1 // Hollow',
        'test/planted.test.ts':
          "test('holds', () => {})\ntest.skip('rests', () => {})\n// test('was here', () => {})",
      })[path] ?? null,
  }
  const all = Object.fromEntries(ARTICLE_IDS.map((id) => [id, sound])) as ArticleTable
  const faultsWith = (change: Partial<ArticleRow>) =>
    tableFaults({ ...all, '7': { ...sound, ...change } }, checkout)

  test('nothing in a sound table', () => {
    expect(tableFaults(all, checkout)).toEqual([])
  })

  test.each<[string, Partial<ArticleRow>, string]>([
    ['a row without a test', { tests: [] }, 'has no test'],
    [
      'a test file that is gone',
      { tests: [['test/gone.test.ts', 'holds']] },
      'there is no test/gone.test.ts',
    ],
    [
      'a title that no test has',
      { tests: [['test/planted.test.ts', 'was here']] },
      'test/planted.test.ts has no test “was here”',
    ],
    [
      'a test that is skipped',
      { tests: [['test/planted.test.ts', 'rests']] },
      'test/planted.test.ts has no test “rests”',
    ],
    ['a row without a screen', { screens: [] }, 'has no screen'],
    ['a screen that is gone', { screens: ['privacy/Gone'] }, 'there is no screen privacy/Gone'],
    ['a file without its screen', { screens: ['privacy/Hollow'] }, 'privacy/Hollow exports no Hollow'],
    ['a row that says nothing to the visitor', { visitor: ' ' }, 'visitor is empty'],
    ['silence about records', { records: [] }, 'says neither what is recorded nor why nothing is'],
  ])('%s', (_what, change, fault) => {
    expect(faultsWith(change)).toEqual([`Article 7: ${fault}`])
  })

  test('an article that has no row, and a row that is no article', () => {
    const table = Object.fromEntries([...ARTICLE_IDS.slice(0, -1), '13'].map((id) => [id, sound]))
    expect(tableFaults(table, checkout)).toEqual(['Article 12 has no row', 'the policy has no Article 13'])
  })

  test('a kind of record that no article leaves', () => {
    const poor = { ...sound, records: sound.records.filter((kind) => kind !== 'provision') }
    const table = Object.fromEntries(ARTICLE_IDS.map((id) => [id, poor]))
    expect(tableFaults(table, checkout)).toEqual(['no article leaves records of kind provision'])
  })

  test('a document that is older than the table', () => {
    const newer = { ...all, '7': { ...sound, visitor: 'Reads it twice.' } }
    expect(renderDocument(newer)).not.toBe(renderDocument(all))
    expect(renderDocument(newer)).toContain('Reads it twice.')
  })
})

test('titles are read as they are written: each, templates, quotes', () => {
  const source = [
    "test('one', () => {})",
    'it.each([1])("two %s", () => {})',
    'test(`three in ${language}`, async () => {})',
    "test.describe('four', () => { test('five’s', () => {}) })",
    "describe('six', () => {})",
  ].join('\n')
  expect([...titlesIn(source)]).toEqual(['one', 'two %s', 'three in ${language}', 'five’s'])
})
