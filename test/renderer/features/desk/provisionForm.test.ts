import { describe, expect, test } from 'vitest'
import type { ProvisionBasis, ProvisionRecord } from '../../../../src/domain/privacy/desk/provision'
import { startOfDayMs } from '../../../../src/domain/privacy/calendar/isoDay'
import {
  BASIS_KINDS,
  correctionOf,
  EMPTY_FORM,
  readForm,
} from '../../../../src/renderer/features/desk/registers/provisionForm'

const NOW = Date.parse('2026-11-23T12:00:30+09:00')
const BASES: { readonly [Kind in ProvisionBasis['kind']]: ProvisionBasis } = {
  consent: { kind: 'consent', consentId: 'C-7Q4M-20K9' },
  'life-body-property': {
    kind: 'life-body-property',
    whyConsentIsDifficult: '意識がない',
    secondPerson: '鈴木',
  },
  'health-children': { kind: 'health-children', whyConsentIsDifficult: '不明', secondPerson: '鈴木' },
  'state-body': { kind: 'state-body', body: '警視庁', documentReference: '照会書 第12号' },
  entrustment: { kind: 'entrustment', entrustmentId: 'E-7Q4M-20K9' },
  succession: { kind: 'succession', event: '合併', documentReference: '契約書 3' },
  'joint-use': {
    kind: 'joint-use',
    items: '氏名',
    scope: 'グループ会社',
    purposes: '回答',
    manager: '1SEC inc.',
    notifiedAtMs: startOfDayMs('2026-01-05'),
  },
  law: { kind: 'law', citation: '刑事訴訟法' },
}
const recordOn = (basis: ProvisionBasis): ProvisionRecord => ({
  format: 1,
  id: 'P-7Q4M-20K9',
  providedAtMs: Date.parse('2026-11-22T09:30:00+09:00'),
  recordedAtMs: NOW,
  recordedBy: '佐藤',
  recipient: { name: '目黒警察署', address: '東京都', representative: '署長' },
  person: '山田 花子',
  items: ['氏名', '住所'],
  basis,
  corrects: null,
})

describe.each(BASIS_KINDS)('a record that rests on %s', (kind) => {
  test('is corrected from what it says, nothing lost on the way', () => {
    const record = recordOn(BASES[kind])
    const { draft, faults } = readForm({ ...correctionOf(record), why: '誤記' }, NOW)
    expect(faults).toEqual([])
    expect(draft).toMatchObject({
      recipient: record.recipient,
      person: record.person,
      items: record.items,
      basis: record.basis,
      corrects: { id: record.id, why: '誤記' },
    })
    expect(draft.providedAtMs - record.providedAtMs).toBeLessThan(60_000)
  })

  test('says of each fact that was left empty that it is missing', () => {
    const { faults } = readForm({ ...EMPTY_FORM, basis: kind }, NOW)
    expect(new Set(faults.map(({ code }) => code))).toEqual(new Set(['missing']))
    expect(faults.length).toBe(5 + Object.keys(BASES[kind]).length - 1)
  })
})

test.each([
  ['2026-11-23T12:00', NOW],
  ['2026-11-23T11:59', Date.parse('2026-11-23T11:59:59.999+09:00')],
])('%s in Japan is the end of that minute, or now', (providedAt, atMs) => {
  expect(readForm({ ...EMPTY_FORM, providedAt }, NOW).draft.providedAtMs).toBe(atMs)
})

test('a minute that has not come is in the future, and no day at all is missing', () => {
  const faultAt = (providedAt: string) =>
    readForm({ ...EMPTY_FORM, providedAt }, NOW).faults.find(({ field }) => field === 'providedAtMs')?.code
  expect(faultAt('2026-11-23T12:01')).toBe('in-the-future')
  expect(faultAt('')).toBe('missing')
})
