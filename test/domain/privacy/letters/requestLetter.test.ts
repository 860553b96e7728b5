import { describe, expect, test } from 'vitest'
import { QR_LIMIT_BYTES } from '../../../../src/domain/privacy/letters/letter'
import { deskAddress, requestLetter } from '../../../../src/domain/privacy/letters/requestLetter'
import { draftFrom, emptyForm } from '../../../../src/domain/privacy/request/form'
import { FEE_KINDS, REQUEST_KINDS, type RequestKind } from '../../../../src/domain/privacy/request/kinds'
import type { Request, Requester } from '../../../../src/domain/privacy/request/request'
import { validateRequest } from '../../../../src/domain/privacy/request/validateRequest'
import { draftOf } from '../request/requests'

const party = { name: '山田 太郎', address: '〒153-0044\n東京都目黒区大橋2-1-1', contact: 'taro@example.jp' }
const principal = { name: '山田 花子', address: '東京都目黒区大橋1-6-13' }
const REQUESTERS: readonly Requester[] = [
  { kind: 'self', party },
  { kind: 'legal-representative', party, principal, power: '戸籍謄本' },
  { kind: 'agent', party, principal, power: '委任状' },
]
const CASES = REQUEST_KINDS.flatMap((kind) =>
  REQUESTERS.flatMap((requester) =>
    (['ja', 'en'] as const).map((language) => ({ kind, requester, language })),
  ),
)

function requestOf(kind: RequestKind, change: Partial<Request> = {}): Request {
  const request = validateRequest(draftOf(kind, change))
  if (!request.ok) throw new Error(JSON.stringify(request.error))
  return request.value
}
const FILE = { text: '{"format":"kazari-request-1"}\n', sha256: 'c'.repeat(64) }

describe.each(CASES)('$kind, $requester.kind, $language', ({ kind, requester, language }) => {
  const request = requestOf(kind, { requester })
  const letter = requestLetter(request, FILE, language)
  const whole = JSON.stringify(letter)

  test('goes to the desk’s address, under the request’s number and day', () => {
    expect(letter.addressee).toEqual(deskAddress(language))
    expect(letter.addressee).toEqual([
      '1SEC inc.',
      language === 'ja' ? 'お客様窓口 御中' : 'Customer Desk',
      '6-13, Ohashi 1-chome,',
      'Meguro-ku, Tokyo, Japan',
    ])
    expect(letter).toMatchObject({ number: request.id, day: '2026-11-20', kind: 'request', language })
  })

  test('has no empty text, no blank left to be filled and no word of the code', () => {
    const texts = [
      ...[letter.title, letter.opening, letter.signature ?? '', letter.code?.note ?? ''],
      ...[...letter.addressee, ...letter.sender, ...letter.paragraphs, ...letter.footer],
      ...letter.rows.flatMap(({ name, value }) => [name, value]),
    ]
    for (const text of texts) {
      expect(text.trim()).not.toBe('')
      expect(text).not.toMatch(/\{|\}|undefined|null|NaN|\[object|function/)
      // Ids of the code, such as `consent-records`, are no words for people.
      expect(text).not.toMatch(/\b(?:consent|provision|request)-records\b|not-true|about-handling/)
    }
    expect(new Set(letter.rows.map(({ name }) => name)).size).toBe(letter.rows.length)
  })

  test('holds everything the person wrote', () => {
    const said = [
      request.description,
      request.change.held,
      request.change.wanted,
      ...request.evidence,
      ...party.address.split('\n'),
      party.name,
      party.contact,
      ...(requester.kind === 'self' ? [] : [principal.name, principal.address, requester.power]),
    ]
    for (const text of said.filter(Boolean)) expect(whole).toContain(JSON.stringify(text).slice(1, -1))
    if (request.period) expect(whole).toContain(language === 'ja' ? '2026年10月1日' : '1 October 2026')
    expect(letter.rows.length).toBeGreaterThanOrEqual(2 + request.grounds.length)
    expect(/¥|円/.test(JSON.stringify(letter.rows))).toBe(FEE_KINDS.includes(kind))
  })

  test('names the article, asks for the reason, and says which policy was in force', () => {
    expect(letter.opening).toMatch(language === 'ja' ? /第(4|6|7|8|11)条/ : /Article (4|6|7|8|11) /)
    expect(letter.paragraphs).toHaveLength(1)
    expect(letter.paragraphs[0]).toMatch(language === 'ja' ? /理由/ : /reason/)
    expect(letter.footer[0]).toContain(language === 'ja' ? '2021年1月1日' : '1 January 2021')
    expect(letter.footer[1]).toBe('SHA-256 aaaaaaaa…aaaaaaaa')
  })
})

test('two kinds never share a title', () => {
  for (const language of ['ja', 'en'] as const) {
    const titles = REQUEST_KINDS.map((kind) => requestLetter(requestOf(kind), FILE, language).title)
    expect(new Set(titles).size).toBe(REQUEST_KINDS.length)
  }
})

describe('the code', () => {
  const request = requestOf('disclosure')
  const bytes = (text: string) => new TextEncoder().encode(text).byteLength
  const fileOf = (length: number, filler: string) => ({ text: filler.repeat(length), sha256: FILE.sha256 })

  test.each(['a', 'é', 'あ', '𠮷'])(
    'holds the whole file up to the limit, counted in bytes of %s',
    (filler) => {
      const most = Math.floor(QR_LIMIT_BYTES / bytes(filler))
      expect(requestLetter(request, fileOf(most, filler), 'ja').code?.text).toBe(filler.repeat(most))
      const beyond = requestLetter(request, fileOf(most + 1, filler), 'ja').code?.text ?? ''
      expect(JSON.parse(beyond)).toEqual({
        format: 'kazari-request-code-1',
        id: request.id,
        kind: 'disclosure',
        sha256: FILE.sha256,
        writtenAtMs: request.writtenAtMs,
      })
    },
  )
})

describe('a sample of an unfinished letter', () => {
  test.each(REQUEST_KINDS)('%s can be shown before anything else is written', (kind) => {
    const facts = { id: '', policyVersion: '2.3', policySha256: 'a'.repeat(64), feeYen: 0, writtenAtMs: 0 }
    for (const language of ['ja', 'en'] as const) {
      const letter = requestLetter(draftFrom(emptyForm('ja'), kind, facts), null, language)
      expect(letter.sender).toHaveLength(1)
      expect(letter.rows.every(({ value }) => value.trim() !== '')).toBe(true)
      expect(letter.number).not.toMatch(/R-/)
      expect(letter.code?.text).toContain('sample')
      expect(letter.footer[0]).toContain('2.3')
    }
  })
})
