import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  GROUNDS_OF,
  REQUEST_GROUNDS,
  REQUEST_KINDS,
  REQUEST_SUBJECTS,
} from '../../../../src/domain/privacy/request/kinds'
import type { Party, RequestDraft } from '../../../../src/domain/privacy/request/request'
import { validateRequest } from '../../../../src/domain/privacy/request/validateRequest'
import { draftOf } from './requests'

const faultsOf = (draft: RequestDraft) => {
  const result = validateRequest(draft)
  return result.ok ? [] : result.error.map(({ field, code }) => `${field}: ${code}`)
}
const named = (party: Partial<Party>): RequestDraft => {
  const draft = draftOf('disclosure')
  return { ...draft, requester: { kind: 'self', party: { ...draft.requester.party, ...party } } }
}
const during = (fromDay: string, toDay: string) => draftOf('disclosure', { period: { fromDay, toDay } })
const described = (description: string) => draftOf('disclosure', { description })

describe.each(REQUEST_KINDS)('%s', (kind) => {
  test('a form filled in as it should be is a request, and a request is a form filled in as it should be', () => {
    const first = validateRequest(draftOf(kind))
    expect(first).toMatchObject({ ok: true, value: { format: 1, kind } })
    if (first.ok) expect(validateRequest(first.value)).toEqual(first)
  })

  test('takes its own grounds and no others', () => {
    for (const ground of REQUEST_GROUNDS) {
      const expected = GROUNDS_OF[kind].includes(ground) ? [] : ['grounds: not-of-kind']
      expect(faultsOf(draftOf(kind, { grounds: [ground] }))).toEqual(expected)
    }
    expect(faultsOf(draftOf(kind, { grounds: [] }))).toEqual(
      GROUNDS_OF[kind].length > 0 ? ['grounds: needed'] : [],
    )
  })

  test('takes what is wrong and what is right only where something is changed', () => {
    const { change } = draftOf(kind)
    for (const side of ['held', 'wanted'] as const) {
      const other = draftOf(kind, { change: { ...change, [side]: change[side] === '' ? 'something' : ' ' } })
      expect(faultsOf(other)).toEqual([`${side}: ${change[side] === '' ? 'not-of-kind' : 'missing'}`])
    }
  })

  test('says what to see where something is shown, and nowhere else', () => {
    const isDisclosure = kind === 'disclosure'
    for (const subject of REQUEST_SUBJECTS) {
      expect(faultsOf(draftOf(kind, { subjects: [subject] }))).toEqual(
        isDisclosure ? [] : ['subjects: not-of-kind'],
      )
    }
    expect(faultsOf(draftOf(kind, { subjects: [] }))).toEqual(isDisclosure ? ['subjects: needed'] : [])
  })

  test('knows a span of days where records of some time are shown, and nowhere else', () => {
    const knows = kind === 'disclosure' || kind === 'disclosure-of-provision-records'
    const period = { fromDay: '2026-11-01', toDay: '2026-11-01' }
    expect(faultsOf(draftOf(kind, { period }))).toEqual(knows ? [] : ['from-day: not-of-kind'])
    expect(faultsOf(draftOf(kind, { period: null }))).toEqual([])
  })

  test('costs something only where the law allows a fee', () => {
    const allowed = ['notice-of-purposes', 'disclosure', 'disclosure-of-provision-records'].includes(kind)
    expect(faultsOf(draftOf(kind, { feeYen: 300 }))).toEqual(allowed ? [] : ['fee: fee-not-allowed'])
    expect(faultsOf(draftOf(kind, { feeYen: -1 }))).toEqual(['fee: out-of-range'])
  })

  test('asks for a paper that shows who asks wherever something held is shown or changed', () => {
    const free = kind === 'complaint' || kind === 'consultation'
    expect(faultsOf(draftOf(kind, { evidence: [] }))).toEqual(free ? [] : ['evidence: needed'])
  })
})

describe('who asks', () => {
  const party = { name: '山田 太郎', address: '東京都', contact: '' }
  test.each(['legal-representative', 'agent'] as const)('a %s names the person and the paper', (kind) => {
    const principal = { name: '山田 花子', address: '東京都' }
    const asked = (power: string, forWhom = principal) =>
      faultsOf(draftOf('erasure', { requester: { kind, party, principal: forWhom, power } }))
    expect(asked('戸籍謄本')).toEqual([])
    expect(asked('')).toEqual(['power: missing'])
    expect(asked('power-of-attorney.jpg')).toEqual(['power: file-name'])
    expect(asked('委任状', { name: '', address: '' })).toEqual([
      'principal-name: missing',
      'principal-address: missing',
    ])
    expect(asked('委任状', party)).toEqual(['principal-name: principal-is-requester'])
  })
})

describe('bad input', () => {
  test.each([
    ['a megabyte of text', described('あ'.repeat(1024 * 1024)), 'description: too-long'],
    ['one character too many', described('あ '.repeat(1001)), 'description: too-long'],
    ['a null character', described('before\u0000after'), 'description: control-characters'],
    ['an escape sequence', described('\u001b[2J'), 'description: control-characters'],
    ['text turned around', described('abc\u202edcba'), 'description: control-characters'],
    ['half a character', described('\ud83d'), 'description: control-characters'],
    ['nothing but space', described(' \n\u3000'), 'description: missing'],
    ['a script in a name', named({ name: '<script>alert(1)</script>' }), 'name: markup'],
    ['two lines in a name', named({ name: 'a\nb' }), 'name: line-break'],
    [
      'an encoded picture',
      described(`see ${'iVBORw0KGgoAAAANSUhEUgAA'.repeat(9)}`),
      'description: encoded-data',
    ],
    ['a picture in an address', described('data:image/png;base64,AAAA'), 'description: encoded-data'],
    [
      'coordinates of a face',
      described(Array.from({ length: 41 }, (_, i) => `[${i * 3.5},${i * 2}]`).join(', ')),
      'description: number-list',
    ],
    ['a picture as evidence', draftOf('disclosure', { evidence: ['passport.JPG'] }), 'evidence: file-name'],
    ['a file as evidence', draftOf('disclosure', { evidence: ['/home/me/card'] }), 'evidence: file-name'],
    ['nine papers', draftOf('disclosure', { evidence: [...'123456789'] }), 'evidence: too-many'],
    ['one paper twice', draftOf('disclosure', { evidence: ['旅券', ' 旅券 '] }), 'evidence: twice'],
    ['another policy', draftOf('disclosure', { policySha256: 'A'.repeat(64) }), 'policy: unknown'],
    ['a number of another record', draftOf('disclosure', { id: 'C-7Q4M-20K9' }), 'id: unknown'],
    ['a time that is none', draftOf('disclosure', { writtenAtMs: Number.NaN }), 'written-at: out-of-range'],
    ['a subject twice', draftOf('disclosure', { subjects: ['other', 'other'] }), 'subjects: twice'],
    ['a day that does not exist', during('2026-02-30', '2026-03-01'), 'from-day: not-a-day'],
    ['a day that is no day', during('2026-02-01', 'yesterday'), 'to-day: not-a-day'],
    ['a day left out', during('', '2026-03-01'), 'from-day: not-a-day'],
    ['an end before its beginning', during('2026-03-02', '2026-03-01'), 'to-day: before-start'],
    ['an unknown kind', { ...draftOf('disclosure'), kind: 'scan' as 'disclosure' }, 'kind: unknown'],
    ['an unknown form', { ...draftOf('disclosure'), wishedForm: 'fax' as 'paper' }, 'wished-form: unknown'],
  ])('%s is refused in its place', (_what, draft, fault) => {
    expect(faultsOf(draft)).toEqual([fault])
  })

  test('a formula stays the text it is', () => {
    for (const formula of ['=1+1', '+81-3-0000-0000', '-5', '@SUM(A1)', "=HYPERLINK('x')"]) {
      const result = validateRequest(described(formula))
      expect(result.ok && result.value.description).toBe(formula)
      expect(faultsOf(named({ name: formula }))).toEqual([])
    }
  })

  test('all faults are told at once, each in its place', () => {
    const draft = draftOf('correction', { grounds: [], description: '', evidence: [], feeYen: 1.5 })
    expect(faultsOf(draft).sort()).toEqual(
      ['description: missing', 'evidence: needed', 'fee: out-of-range', 'grounds: needed'].sort(),
    )
  })

  test('accents in either spelling and line ends of any system are one text', () => {
    const result = validateRequest(described('Re\u0301ponse\r\nle plus to\u0302t\r'))
    expect(result.ok && result.value.description).toBe('Réponse\nle plus tôt')
  })

  test('whatever is written, what is kept is short, visible text in its own spelling', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.string({ maxLength: 120 }),
        (long, short) => {
          const draft = { ...named({ name: short }), description: long }
          const result = validateRequest(draft)
          if (!result.ok) return
          const kept = JSON.stringify(result.value)
          expect(kept.length).toBeLessThan(20_000)
          expect(validateRequest(result.value)).toEqual(result)
          expect(result.value.requester.party.name).not.toMatch(/[<>\n]/)
        },
      ),
    )
  })
})
