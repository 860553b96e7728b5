import { describe, expect, test } from 'vitest'
import {
  draftFrom,
  emptyForm,
  formFaults,
  presentable,
  type RequestForm,
} from '../../../../src/domain/privacy/request/form'
import {
  REQUEST_GROUNDS,
  REQUEST_KINDS,
  REQUEST_SUBJECTS,
} from '../../../../src/domain/privacy/request/kinds'
import { textFault } from '../../../../src/domain/privacy/plainText'

/** Somebody who tried everything: all boxes ticked, all fields filled. */
const FULL: RequestForm = {
  ...emptyForm('ja'),
  grounds: REQUEST_GROUNDS,
  subjects: REQUEST_SUBJECTS,
  fromDay: '2026-11-01',
  toDay: '2026-11-20',
  description: 'About the blue form.',
  held: 'old',
  wanted: 'new',
  name: '山田 花子',
  address: '東京都',
  principalName: '山田 太郎',
  principalAddress: '東京都',
  power: '委任状',
  evidence: ['', '旅券', '  '],
}

test.each(REQUEST_KINDS)(
  '%s takes what it has a use for, and what was written for another kind is no fault',
  (kind) => {
    expect(formFaults({ ...FULL, kind })).toEqual([])
    for (const requesterKind of ['legal-representative', 'agent'] as const)
      expect(formFaults({ ...FULL, kind, requesterKind })).toEqual([])
  },
)

test('an empty form says what is missing, and nothing that nobody types', () => {
  expect(formFaults(emptyForm('ja'))).toEqual([{ field: 'kind', code: 'needed' }])
  const fields = formFaults({ ...emptyForm('ja'), kind: 'disclosure' }).map(({ field }) => field)
  expect(fields.sort()).toEqual(['address', 'description', 'evidence', 'name', 'subjects'])
})

test('half a period is a fault; none is not', () => {
  const faults = (fromDay: string, toDay: string) =>
    formFaults({ ...FULL, kind: 'disclosure', fromDay, toDay })
  expect(faults('', '')).toEqual([])
  expect(faults('2026-11-01', '')).toEqual([{ field: 'to-day', code: 'not-a-day' }])
  expect(faults('2026-11-20', '2026-11-01')).toEqual([{ field: 'to-day', code: 'before-start' }])
})

describe('what a sample shows', () => {
  const wild = `a\u0000\u202eb\ud800${'あ'.repeat(1024 * 1024)}`
  const shown = presentable({
    ...FULL,
    description: wild,
    name: wild,
    evidence: Array<string>(20).fill(wild),
  })
  test('is short and has nothing unseen in it', () => {
    expect(textFault(shown.description, { max: 2000, lines: 'many' })).toBeNull()
    expect(textFault(shown.name, { max: 80 })).toBeNull()
    expect(shown.evidence).toHaveLength(8)
    expect(shown.description.startsWith('abあ')).toBe(true)
  })
  test('is what was typed where that can be shown', () => {
    expect(presentable(FULL)).toEqual({ ...FULL, evidence: ['', '旅券', ''] })
    const facts = { id: '', policyVersion: '', policySha256: '', feeYen: 0, writtenAtMs: 0 }
    expect(draftFrom(presentable(FULL), 'correction', facts).change).toEqual({ held: 'old', wanted: 'new' })
  })
})
