import { expect, test } from 'vitest'
import glossary from '../../resources/policy/glossary.json'
import legal from '../../resources/policy/legal-basis.json'
import policy from '../../resources/policy/2021-01-01/en.json'

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u

test('every word of the glossary is explained in both languages, each in its own script', () => {
  const ids = glossary.terms.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const needed of [
    'personal-information',
    'face-data',
    'landmarks',
    'anchor',
    'consent',
    'purpose',
    'provision',
    'entrustment',
    'disclosure',
  ])
    expect(ids).toContain(needed)
  for (const { id, term, meaning } of glossary.terms) {
    for (const text of [term.ja, meaning.ja]) expect(text, id).toMatch(JAPANESE)
    for (const text of [term.en, meaning.en]) expect(text, id).toMatch(/^[^\u3000-\u9fff]{3,}$/)
  }
})

test('every article of the policy has its legal basis, in both languages', () => {
  expect(legal.rows.map(({ article }) => article)).toEqual(policy.articles.map(({ number }) => number))
  for (const { article, law, duty } of legal.rows) {
    expect(law.ja, `article ${article}`).toMatch(/^第\d+条/)
    expect(law.en, `article ${article}`).toMatch(/^Art\. \d+/)
    // Both name the same articles of the law.
    const numbers = (text: string) => [...text.matchAll(/\d+/g)].map(Number)
    expect(numbers(law.ja), `article ${article}`).toEqual(numbers(law.en))
    expect(duty.ja).toMatch(JAPANESE)
    expect(duty.en.length).toBeGreaterThan(20)
  }
})
