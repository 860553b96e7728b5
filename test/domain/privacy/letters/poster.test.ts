import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CUSTOMER_DESK } from '../../../../src/domain/privacy/customerDesk'
import { POSTERS, posterLetter } from '../../../../src/domain/privacy/letters/poster'
import type { PolicyText } from '../../../../src/domain/privacy/policy'

const NO_CONTACT = { name: '', address: '', telephone: '', email: '' }
const policy = (language: 'ja' | 'en') =>
  JSON.parse(
    readFileSync(
      resolve(import.meta.dirname, `../../../../resources/policy/2021-01-01/${language}.json`),
      'utf8',
    ),
  ) as PolicyText

describe.each(['ja', 'en'] as const)('posters in %s', (language) => {
  test('the one about faces says what the notice says, word for word', () => {
    const { notice } = policy(language)
    const { rows } = posterLetter('face-data', policy(language), '2026-11-23', NO_CONTACT)
    expect(rows).toEqual(notice.facts.map(({ heading, text }) => ({ name: heading, value: text })))
  })

  test("the one of the desk names its address as the policy's twelfth article does", () => {
    const sheet = posterLetter('customer-desk', policy(language), '2026-11-23', NO_CONTACT)
    const words = sheet.paragraphs.join('\n')
    expect(words).toContain(CUSTOMER_DESK.address)
    const article = policy(language).articles.find(({ number }) => number === 12)
    expect(article?.paragraphs.join(' ')).toContain(CUSTOMER_DESK.address)
  })

  test("the own desk's contact stands beside it, without empty lines", () => {
    const contact = { name: 'Hall desk', address: '2-1 Somewhere', telephone: '', email: 'desk@example.jp' }
    const sheet = posterLetter('customer-desk', policy(language), '2026-11-23', contact)
    expect(sheet.paragraphs.join('\n\n')).toContain('Hall desk\n2-1 Somewhere\ndesk@example.jp\n\n')
    expect(sheet.paragraphs[0]).toContain(CUSTOMER_DESK.name)
  })

  test('hold nothing about anybody: no number, nobody addressed, no line to sign', () => {
    for (const poster of POSTERS) {
      const sheet = posterLetter(poster, policy(language), '2026-11-23', NO_CONTACT)
      expect(sheet).toMatchObject({
        kind: 'poster',
        language,
        number: '',
        addressee: [],
        signature: null,
        code: null,
      })
    }
  })
})
