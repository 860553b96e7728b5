import { describe, expect, test } from 'vitest'
import english from '../../../resources/policy/2021-01-01/en.json'
import japanese from '../../../resources/policy/2021-01-01/ja.json'
import { currentPolicies, pairPolicies } from '../../../src/main/privacy/policyText'

type Json = string | number | Json[] | { [key: string]: Json }

/** Every copy of `value` in which one of its strings has one more character. */
function* withOneChange(
  value: Json,
  rebuild: (changed: Json) => Json = (changed) => changed,
): Generator<Json> {
  if (typeof value === 'string') yield rebuild(`${value} `)
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      yield* withOneChange(item, (changed) => rebuild(value.with(index, changed)))
  } else if (typeof value === 'object') {
    for (const [key, item] of Object.entries(value))
      yield* withOneChange(item, (changed) => rebuild({ ...value, [key]: changed }))
  }
}

const policies = currentPolicies()

describe('the sha256 of the text that was shown', () => {
  test('changes with every single string a person can read', () => {
    const { texts } = policies
    const { language, version, effectiveFrom, ...words } = english
    const sums = new Set([texts.en])
    let changes = 0
    for (const changed of withOneChange(words)) {
      changes += 1
      sums.add(pairPolicies(japanese, { language, version, effectiveFrom, ...(changed as object) }).texts.en)
    }
    expect(changes).toBeGreaterThan(40)
    expect(sums.size).toBe(changes + 1)
  })

  test('does not change with the layout of the file', () => {
    const reordered = JSON.parse(JSON.stringify(english, null, 7)) as object
    expect(pairPolicies(japanese, Object.fromEntries(Object.entries(reordered).reverse())).texts).toEqual(
      policies.texts,
    )
  })
})

test('both languages have the same twelve articles, in order, and none is empty', () => {
  for (const language of ['ja', 'en'] as const) {
    const { articles, notice } = policies.read(language)
    expect(articles.map((article) => article.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    for (const text of [
      ...articles.flatMap((article) => [article.title, ...article.paragraphs]),
      ...notice.facts.map((fact) => fact.text),
    ]) {
      expect(text.trim()).not.toBe('')
    }
    expect(articles.at(-1)?.paragraphs.join(' ')).toContain('6-13, Ohashi 1-chome, Meguro-ku, Tokyo, Japan')
  }
  expect(policies.read('ja').notice.facts).toHaveLength(policies.read('en').notice.facts.length)
})

test('translations that do not belong together stop the program', () => {
  expect(() => pairPolicies(english, english)).toThrow('ja')
  expect(() => pairPolicies(japanese, { ...english, version: '2030-01-01' })).toThrow('versions')
  expect(() => pairPolicies(japanese, { ...english, articles: undefined })).toThrow()
})
