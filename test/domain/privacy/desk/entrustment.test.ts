import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { japanDay } from '../../../../src/domain/privacy/calendar/isoDay'
import {
  entrustmentStage,
  ENTRUSTMENT_STAGES,
  isEntrusted,
  nextSupervision,
  proposeEntrustment,
  takeStep,
  type EntrustmentRecord,
  type EntrustmentStep,
} from '../../../../src/domain/privacy/desk/entrustment'

const PARTY = { name: '株式会社印刷所', address: '東京都' }
const DAY = 86_400_000
const STEPS = {
  propose: { kind: 'propose', work: '封筒の印刷', items: '氏名、住所' },
  vet: { kind: 'vet', findings: '規程を確認', isFit: true },
  unfit: { kind: 'vet', findings: '施錠なし', isFit: false },
  contract: { kind: 'contract', reference: 'K-12', confidentiality: '第5条', superviseEveryDays: 90 },
  supervise: { kind: 'supervise', findings: '立入確認、問題なし' },
  end: { kind: 'end', why: '契約満了', returned: '返却と消去を確認' },
} as const satisfies Record<string, EntrustmentStep>

function after(steps: readonly EntrustmentStep[], everyMs = DAY): EntrustmentRecord {
  const first = proposeEntrustment('E-7Q4M-20K9', PARTY, STEPS.propose, '佐藤', 0)
  if (!first.ok) throw new Error(JSON.stringify(first.error))
  return steps.reduce<EntrustmentRecord>((record, step, index) => {
    const taken = takeStep(record, step, '佐藤', (index + 1) * everyMs)
    if (!taken.ok) throw new Error(JSON.stringify(taken.error))
    return taken.value
  }, first.value)
}
const faultOf = (record: EntrustmentRecord, step: EntrustmentStep, by = '佐藤', atMs = 0) => {
  const taken = takeStep(record, step, by, atMs)
  return taken.ok ? null : taken.error
}

test('any sequence goes from proposed to ended without a step skipped, and the end is always near', () => {
  const step = fc.record({
    step: fc.oneof(
      fc.constantFrom<EntrustmentStep>(...Object.values(STEPS)),
      fc.constantFrom<EntrustmentStep>(
        { ...STEPS.vet, findings: '' },
        { ...STEPS.contract, confidentiality: ' ' },
        { ...STEPS.contract, superviseEveryDays: 0 },
        { ...STEPS.end, returned: '' },
      ),
    ),
    atMs: fc.nat(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30, size: 'max' }), (attempts) => {
      let record = after([])
      const stages = [entrustmentStage(record)]
      for (const { step: tried, atMs } of attempts) {
        const taken = takeStep(record, tried, '佐藤', atMs)
        if (!taken.ok) continue
        record = taken.value
        stages.push(entrustmentStage(record))
      }
      for (const [index, stage] of stages.entries()) {
        if (index === 0 || stage === 'ended' || stage === 'none') continue
        const rank = ENTRUSTMENT_STAGES.indexOf(stage)
        const before = stages[index - 1] ?? 'none'
        expect(before).not.toBe('ended')
        const step = rank - ENTRUSTMENT_STAGES.indexOf(before as typeof stage)
        expect([0, 1]).toContain(step)
      }
      if (stages.includes('supervised')) expect(stages).toContain('contracted')
      if (stages.includes('contracted'))
        expect(record.history.some(({ step: done }) => done.kind === 'vet' && done.isFit)).toBe(true)
      if (stages.at(-1) !== 'ended') expect(faultOf(record, STEPS.end)).toBeNull()
      else
        for (const tried of Object.values(STEPS)) expect(faultOf(record, tried)?.code).toBe('forbidden-step')
    }),
  )
})

test('a party that is unfit gets no contract until it is fit', () => {
  const unfit = after([STEPS.unfit])
  expect(faultOf(unfit, STEPS.contract)).toEqual({ code: 'forbidden-step', from: 'proposed' })
  expect(entrustmentStage(after([STEPS.unfit, STEPS.vet, STEPS.contract]))).toBe('contracted')
})

describe('each step needs its facts', () => {
  test.each([
    [
      'a contract without secrecy',
      [STEPS.vet],
      { ...STEPS.contract, confidentiality: '' },
      'confidentiality',
    ],
    ['a contract nobody can find', [STEPS.vet], { ...STEPS.contract, reference: '' }, 'reference'],
    ['a vetting without findings', [], { ...STEPS.vet, findings: ' ' }, 'findings'],
    ['an end without what became of the data', [], { ...STEPS.end, returned: '' }, 'returned'],
  ] as const)('%s is none', (_what, before, step, field) => {
    expect(faultOf(after(before), step)).toMatchObject({ code: 'text', field, fault: 'missing' })
  })

  test('somebody takes it, at some time', () => {
    expect(faultOf(after([]), STEPS.vet, '')).toMatchObject({ field: 'by' })
    expect(faultOf(after([]), STEPS.vet, '佐藤', Number.NaN)).toEqual({ code: 'time' })
    for (const superviseEveryDays of [0, 1.5, 367])
      expect(faultOf(after([STEPS.vet]), { ...STEPS.contract, superviseEveryDays })).toEqual({
        code: 'interval',
      })
  })

  test('a party has a name and a number', () => {
    const proposed = (id: string, name: string) =>
      proposeEntrustment(id, { ...PARTY, name }, STEPS.propose, '佐藤', 0)
    expect(proposed('R-7Q4M-20K9', 'a')).toEqual({ ok: false, error: { code: 'unknown-id' } })
    expect(proposed('E-7Q4M-20K9', '<b>')).toMatchObject({ ok: false, error: { fault: 'markup' } })
  })
})

test('information may be entrusted from the contract to the end, not before and not after', () => {
  const record = after([STEPS.vet, STEPS.contract, STEPS.supervise, STEPS.end])
  expect([0, 1, 2, 3, 3.9, 4, 9].map((days) => isEntrusted(record, days * DAY))).toEqual([
    false,
    false,
    true,
    true,
    true,
    false,
    false,
  ])
})

test('supervision is due so many days after the contract, then after the last look', () => {
  expect(nextSupervision(after([STEPS.vet]), 0)).toBeNull()
  expect(nextSupervision(after([STEPS.end]), 0)).toBeNull()
  const contracted = nextSupervision(after([STEPS.vet, STEPS.contract]), 3 * DAY)
  expect(japanDay((contracted?.dueAtMs ?? 0) - 1)).toBe('1970-04-03')
  expect(contracted?.isOverdue).toBe(false)
  const looked = after([STEPS.vet, STEPS.contract, STEPS.supervise])
  expect(japanDay((nextSupervision(looked, 0)?.dueAtMs ?? 0) - 1)).toBe('1970-04-04')
  expect(nextSupervision(looked, 200 * DAY)?.isOverdue).toBe(true)
})
