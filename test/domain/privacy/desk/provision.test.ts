import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, japanDay, startOfDayMs } from '../../../../src/domain/privacy/calendar/isoDay'
import {
  keptUntilMs,
  sortByRetention,
  validateProvision,
  type ProvisionBasis,
  type ProvisionBasisKind,
  type ProvisionFacts,
  type ProvisionRecord,
} from '../../../../src/domain/privacy/desk/provision'

const AT = Date.UTC(2026, 10, 20)
const FACTS: ProvisionFacts = {
  mayCorrect: (id) => id === 'P-7Q4M-20K8',
  consentHeld: (id, atMs) => id === 'C-7Q4M-20K9' && atMs <= AT,
  wasEntrusted: (id, atMs) => id === 'E-7Q4M-20K9' && atMs <= AT,
}
const BASES = {
  consent: { kind: 'consent', consentId: 'C-7Q4M-20K9' },
  'life-body-property': {
    kind: 'life-body-property',
    whyConsentIsDifficult: '意識がない',
    secondPerson: '鈴木',
  },
  'health-children': {
    kind: 'health-children',
    whyConsentIsDifficult: '連絡が取れない',
    secondPerson: '鈴木',
  },
  'state-body': { kind: 'state-body', body: '警視庁', documentReference: '照会書 第12号' },
  entrustment: { kind: 'entrustment', entrustmentId: 'E-7Q4M-20K9' },
  succession: { kind: 'succession', event: '合併', documentReference: '契約書 3' },
  'joint-use': {
    kind: 'joint-use',
    items: '氏名',
    scope: 'グループ会社',
    purposes: '問合せへの回答',
    manager: '1SEC inc.',
    notifiedAtMs: AT - 1,
  },
  law: { kind: 'law', citation: '刑事訴訟法第197条第2項' },
} as const satisfies { readonly [Kind in ProvisionBasisKind]: ProvisionBasis & { readonly kind: Kind } }
const recordOf = (basis: ProvisionBasis, change: Partial<ProvisionRecord> = {}): ProvisionRecord => ({
  format: 1,
  id: 'P-7Q4M-20K9',
  providedAtMs: AT,
  recordedAtMs: AT + 1000,
  recordedBy: '佐藤',
  recipient: { name: '目黒警察署', address: '東京都目黒区', representative: '' },
  person: '山田 花子、東京都目黒区',
  items: ['氏名', '住所'],
  basis,
  corrects: null,
  ...change,
})
const faultsOf = (record: ProvisionRecord) => {
  const result = validateProvision(record, FACTS)
  return result.ok ? [] : result.error.map(({ field, code }) => `${field}: ${code}`)
}

describe.each(Object.values(BASES))('$kind', (basis) => {
  test('with its facts is a basis', () => {
    expect(validateProvision(recordOf(basis), FACTS)).toEqual({ ok: true, value: recordOf(basis) })
  })

  test('without any one of them is none', () => {
    for (const key of Object.keys(basis).filter((name) => name !== 'kind')) {
      for (const empty of ['', ' \u3000', '\u200d']) {
        const value = key === 'notifiedAtMs' ? Number.NaN : empty
        expect(faultsOf(recordOf({ ...basis, [key]: value }))).toHaveLength(1)
      }
    }
  })
})

describe('a basis', () => {
  test('of consent or entrustment must have held at that moment', () => {
    const later = { providedAtMs: AT + 1 }
    expect(faultsOf(recordOf(BASES.consent, later))).toEqual(['consentId: no-consent'])
    expect(faultsOf(recordOf(BASES.entrustment, later))).toEqual(['entrustmentId: not-entrusted'])
    expect(faultsOf(recordOf({ kind: 'consent', consentId: 'C-0000-0000' }))).toEqual([
      'consentId: no-consent',
    ])
  })

  test('that two people must see is not seen by one', () => {
    for (const kind of ['life-body-property', 'health-children'] as const)
      for (const secondPerson of ['佐藤', ' 佐 藤 ', '佐\u200d藤'])
        expect(faultsOf(recordOf({ ...BASES[kind], secondPerson }))).toEqual(['secondPerson: same-person'])
  })

  test('of joint use was told before, not at the time', () => {
    expect(faultsOf(recordOf({ ...BASES['joint-use'], notifiedAtMs: AT }))).toEqual([
      'notifiedAtMs: not-in-advance',
    ])
  })

  test('that is on no list is refused', () => {
    expect(faultsOf(recordOf({ kind: 'because' } as unknown as ProvisionBasis))).toEqual(['basis: unknown'])
  })
})

test.each([
  [{ items: [] }, 'items: missing'],
  [{ items: Array.from({ length: 21 }, (_, index) => `item ${index}`) }, 'items: too-many'],
  [{ person: '' }, 'person: missing'],
  [{ recipient: { name: '', address: 'a', representative: '' } }, 'recipient: missing'],
  [{ recipient: { name: 'a', address: '', representative: '' } }, 'address: missing'],
  [{ recordedBy: '' }, 'recordedBy: missing'],
  [{ id: 'R-7Q4M-20K9' }, 'id: unknown'],
  [{ recordedAtMs: AT - 1 }, 'providedAtMs: in-the-future'],
  [{ person: 'あ'.repeat(1024 * 1024) }, 'person: too-long'],
  [{ corrects: { id: 'P-7Q4M-20K8', why: ' ' } }, 'why: missing'],
  [{ corrects: { id: 'P-0000-0000', why: '宛先の誤り' } }, 'corrects: unknown'],
] as const)('%j is told', (change, fault) => {
  expect(faultsOf(recordOf(BASES.law, change))).toEqual([fault])
})

describe('three years', () => {
  const until = (day: string) => japanDay(keptUntilMs({ providedAtMs: startOfDayMs(day), recordedAtMs: 0 }))
  test('end with the day of the same date', () => {
    expect(until('2026-11-20')).toBe('2029-11-21')
    expect(until('2024-02-28')).toBe('2027-03-01')
    expect(until('2024-02-29')).toBe('2027-03-01')
    expect(until('2025-02-28')).toBe('2028-03-01')
  })

  test('are never fewer than three years and never more than three years and two days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.nat(1e9), (providedAtMs, laterMs) => {
        const record = { providedAtMs, recordedAtMs: providedAtMs + laterMs }
        const ms = keptUntilMs(record)
        expect(ms - record.recordedAtMs).toBeGreaterThan(3 * 365 * 86_400_000)
        expect(ms).toBeLessThanOrEqual(startOfDayMs(addDays(japanDay(record.recordedAtMs), 3 * 365 + 2)))
        expect(sortByRetention([record], ms - 1)).toEqual({ kept: [record], over: [] })
        expect(sortByRetention([record], ms)).toEqual({ kept: [], over: [record] })
      }),
    )
  })
})
