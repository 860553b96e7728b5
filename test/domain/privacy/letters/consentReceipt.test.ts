import { describe, expect, test } from 'vitest'
import type { ConsentEvent } from '../../../../src/domain/privacy/consent'
import { consentReceipt, receiptJson } from '../../../../src/domain/privacy/letters/consentReceipt'
import { QR_LIMIT_BYTES } from '../../../../src/domain/privacy/letters/letter'
import type { NewPurpose } from '../../../../src/domain/privacy/purposes'
import { recordOf } from '../../../main/support'

const atMs = Date.UTC(2026, 10, 23, 1, 14)
const SUBJECT = '5'.repeat(32)
const receipt = (
  events: readonly ConsentEvent['kind'][],
  language: 'ja' | 'en' = 'en',
  change: Parameters<typeof recordOf>[1] = {},
  newPurpose: NewPurpose | null = null,
) =>
  consentReceipt({
    record: recordOf(events, { subject: SUBJECT, ...change }),
    language,
    newPurpose,
    atMs,
  })
const valueOf = (letter: ReturnType<typeof receipt>, name: string) =>
  letter.rows.find((row) => row.name === name)?.value

describe.each(['ja', 'en'] as const)('a receipt in %s', (language) => {
  test('says what was shown, answered and taken back, with each time, the text’s sum and who answered', () => {
    const letter = receipt(['presented', 'given', 'withdrawn'], language, { actor: 'guardian' })
    expect(letter).toMatchObject({ kind: 'consent-receipt', number: 'C-7Q4M-20K9', day: '2026-11-23' })
    // Purpose, state, three events, who, version, sum.
    expect(letter.rows).toHaveLength(8)
    const all = JSON.stringify(letter.rows)
    expect(all).toContain('b'.repeat(64))
    expect(all).toContain('2021-01-01')
    expect(all).toContain(language === 'ja' ? '保護者' : 'A parent or guardian')
    expect(all).toContain(language === 'ja' ? '2023年11月15日 07:13 (JST)' : '15 November 2023 07:13 (JST)')
  })

  test('has nobody’s name on it, nothing that ties it to other receipts, and nobody to send it to', () => {
    const letter = receipt(['presented', 'given'], language)
    expect([letter.addressee, letter.sender, letter.signature]).toEqual([[], [], null])
    expect(JSON.stringify(letter)).not.toContain(SUBJECT)
  })

  test('never has an empty line, whatever happened', () => {
    const stories: readonly ConsentEvent['kind'][][] = [
      ['presented'],
      ['presented', 'given'],
      ['presented', 'refused'],
      ['presented', 'given', 'withdrawn'],
      ['presented', 'given', 'superseded'],
      ['presented', 'expired'],
    ]
    for (const story of stories) {
      const letter = receipt(story, language)
      for (const { name, value } of letter.rows) expect([name, value].every((text) => text !== '')).toBe(true)
    }
  })
})

test('the code holds the record for programs and can be read from paper, also after the longest story', () => {
  const record = recordOf(['presented', 'given', 'superseded'], {
    purpose: 'questionnaires',
    appVersion: '9'.repeat(32),
    policyVersion: '9'.repeat(32),
    events: Array.from({ length: 8 }, () => ({ kind: 'superseded' as const, atMs: 8.64e15 })),
  })
  const text = receiptJson(record)
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(QR_LIMIT_BYTES)
  expect(JSON.parse(text)).toMatchObject({ format: 'kazari-consent-receipt-1', id: record.id })
  expect(JSON.parse(text)).not.toHaveProperty('subject')
})

test('a purpose beyond the nine is called by its own words, or by its number when they are gone', () => {
  const filed: NewPurpose = {
    id: 'N-7Q4M-20K9',
    title: { ja: '店内の掲示', en: 'Shown in the shop' },
    text: { ja: '写真を掲示します。', en: 'The picture is put up.' },
    writtenConsent: { reference: 'W-12', signedDay: '2026-11-01', keptAt: 'Folder 3' },
  }
  const change = { purpose: filed.id }
  expect(valueOf(receipt(['presented', 'given'], 'en', change, filed), 'Purpose')).toBe(
    'Shown in the shop (N-7Q4M-20K9)',
  )
  expect(valueOf(receipt(['presented', 'given'], 'en', change), 'Purpose')).toContain('N-7Q4M-20K9')
})
