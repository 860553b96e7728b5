import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  entrustmentSchema,
  provisionSchema,
  transitionSchema,
} from '../../../src/contracts/privacy/deskRecords'
import { requestSchema } from '../../../src/contracts/privacy/requestFile'
import {
  proposeEntrustment,
  takeStep,
  type EntrustmentStep,
} from '../../../src/domain/privacy/desk/entrustment'
import { moveCase } from '../../../src/domain/privacy/desk/moveCase'
import { validateProvision, type ProvisionRecord } from '../../../src/domain/privacy/desk/provision'
import type { Move, RequestCase } from '../../../src/domain/privacy/desk/requestCase'
import { payloadFault, type Json } from '../../../src/domain/privacy/journal'
import { REQUEST_KINDS } from '../../../src/domain/privacy/request/kinds'
import type { RequestDraft } from '../../../src/domain/privacy/request/request'
import { validateRequest } from '../../../src/domain/privacy/request/validateRequest'
import { caseAfter, CLERK, TO_WORK, WELL_DONE, WELL_REFUSED } from '../../domain/privacy/desk/cases'
import { draftOf } from '../../domain/privacy/request/requests'

/** A face that gets through is not made smaller: that takes longer than finding it. */
const RUNS = { numRuns: 30, endOnFailure: true }
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/** The 41 points of a face as numbers between 0 and a picture's width. */
const landmarks = fc.array(fc.double({ min: 0, max: 4000, noNaN: true }), { minLength: 82, maxLength: 82 })

/** Ways to write a face, or a picture of one, into a text. */
const faceText: fc.Arbitrary<string> = fc.oneof(
  landmarks.map((points) => JSON.stringify(points)),
  landmarks.map((points) => points.map((value) => value.toFixed(1)).join(' ')),
  landmarks.map((points) => points.map((value) => Math.round(value)).join('\n')),
  landmarks.map((points) => points.map((value) => `(${value.toExponential(3)})`).join(';')),
  landmarks.map((points) => base64(new Uint8Array(Float32Array.from(points).buffer))),
  landmarks.map((points) => Buffer.from(Float32Array.from(points).buffer).toString('hex')),
  fc.uint8Array({ minLength: 400, maxLength: 1500 }).map(base64),
  fc.uint8Array({ minLength: 60, maxLength: 70 }).map((bytes) => `data:image/webp;base64,${base64(bytes)}`),
  fc.uint8Array({ minLength: 5000, maxLength: 6000, size: 'max' }).map(base64),
)

/** Every way to put `text` in the place of one text of a value. */
function* withText<Value>(value: Value, text: string): Generator<Value> {
  if (typeof value === 'string') yield text as Value
  if (typeof value !== 'object' || value === null) return
  for (const [key, part] of Object.entries(value))
    for (const changed of withText<unknown>(part, text))
      yield (Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed }) as Value
}

/** Whether a move is made and its transition is one that a book keeps. */
function isKept(state: RequestCase, move: Move): boolean {
  const moved = moveCase(state, move, CLERK, 1e12)
  return moved.ok && transitionSchema.safeParse(moved.value.history.at(-1)).success
}
const isRequest = (draft: RequestDraft): boolean => {
  const checked = validateRequest(draft)
  return checked.ok && requestSchema.safeParse(checked.value).success
}

/** Asserts that a sound record is taken, and is not with a face in the place of any of its texts. */
function expectNoPlace<Record>(sound: Record, isTaken: (record: Record) => boolean): void {
  expect(isTaken(sound)).toBe(true)
  fc.assert(
    fc.property(faceText, (face) => {
      const taken = [...withText(sound, face)].filter(isTaken)
      expect(taken.map((record) => JSON.stringify(record).slice(0, 600))).toEqual([])
    }),
    RUNS,
  )
}

describe('a face has no place in any text', () => {
  test.each(REQUEST_KINDS)('of a request: %s', (kind) => {
    const agent: RequestDraft['requester'] = {
      kind: 'agent',
      party: { name: '佐藤 一', address: '東京都渋谷区1-1', contact: '' },
      principal: { name: '山田 花子', address: '東京都目黒区大橋1-6-13' },
      power: '委任状',
    }
    // A sum is 64 letters, and a face is no sum; a contact is a text like any other.
    expectNoPlace(draftOf(kind), isRequest)
    expectNoPlace(draftOf(kind, { requester: agent }), isRequest)
  })

  const steps: readonly (readonly [Move, readonly Move[]])[] = [
    [WELL_DONE.acknowledge, TO_WORK.slice(0, 3)],
    [WELL_DONE.verify, TO_WORK.slice(0, 3)],
    [WELL_DONE.work, TO_WORK.slice(0, 4)],
    [WELL_DONE.unknown, TO_WORK.slice(0, 4)],
    [WELL_DONE.fulfil, TO_WORK],
    [WELL_DONE.nothing, TO_WORK],
    [WELL_DONE.withdraw, TO_WORK],
    [WELL_DONE.notify, [...TO_WORK, WELL_DONE.fulfil]],
    [WELL_DONE.reopen, [...TO_WORK, WELL_DONE.fulfil, WELL_DONE.notify, WELL_DONE.close]],
  ]
  test.each(steps.map(([move, before]) => [move.kind, move, before] as const))(
    'of a move at the desk: %s',
    (_kind, move, before) => {
      const state = caseAfter('disclosure', before)
      expectNoPlace(move, (made) => isKept(state, made))
    },
  )

  test.each(WELL_REFUSED.map((move, index) => [index, move] as const))(
    'of a refusal or half measure %i',
    (_i, move) => {
      const kinds = ['disclosure', 'erasure', 'correction'] as const
      const state = kinds.map((kind) => caseAfter(kind, TO_WORK)).find((candidate) => isKept(candidate, move))
      const unknown = caseAfter('disclosure', [...TO_WORK.slice(0, 4), WELL_DONE.unknown])
      expectNoPlace(move, (made) => isKept(state ?? unknown, made))
    },
  )

  test('of a record of provision', () => {
    const record: ProvisionRecord = {
      format: 1,
      id: 'P-7Q4M-20K9',
      providedAtMs: 1e12,
      recordedAtMs: 1e12 + 1000,
      recordedBy: '佐藤',
      recipient: { name: '目黒警察署', address: '東京都目黒区', representative: '鈴木' },
      person: '山田 花子、東京都目黒区',
      items: ['氏名', '住所'],
      basis: { kind: 'law', citation: '刑事訴訟法第197条第2項' },
      corrects: null,
    }
    const facts = { mayCorrect: () => true, consentHeld: () => true, wasEntrusted: () => true }
    expectNoPlace(
      record,
      (each) => validateProvision(each, facts).ok && provisionSchema.safeParse(each).success,
    )
  })

  test('of an entrustment', () => {
    const propose = { kind: 'propose', work: '印刷', items: '氏名' } as const
    const party = { name: '印刷株式会社', address: '東京都' }
    expectNoPlace(
      { party, propose, by: '佐藤' },
      (made) => proposeEntrustment('E-7Q4M-20K9', made.party, made.propose, made.by, 1e12).ok,
    )
    const steps: readonly EntrustmentStep[] = [
      { kind: 'vet', findings: '規程を確認', isFit: true },
      { kind: 'contract', reference: '契約 3', confidentiality: '第7条', superviseEveryDays: 90 },
      { kind: 'supervise', findings: '現地で確認' },
      { kind: 'end', why: '終了', returned: 'すべて返却' },
    ]
    let record = proposeEntrustment('E-7Q4M-20K9', party, propose, '佐藤', 1e12)
    for (const step of steps) {
      if (!record.ok) throw new Error(JSON.stringify(record.error))
      const before = record.value
      expectNoPlace(step, (made) => {
        const taken = takeStep(before, made, '佐藤', 1e12)
        return taken.ok && entrustmentSchema.safeParse(taken.value).success
      })
      record = takeStep(before, step, '佐藤', 1e12)
    }
  })
})

describe('the journal takes no face, whatever a schema would say', () => {
  /** A payload somewhere in which something stands. */
  const around = (inner: unknown): fc.Arbitrary<unknown> =>
    fc
      .array(fc.constantFrom('list', 'record'), { maxLength: 5 })
      .map((layers) =>
        layers.reduce<unknown>(
          (value, layer) => (layer === 'list' ? ['a', value] : { note: 'a', value }),
          inner,
        ),
      )
  const refused = (payload: unknown): void => {
    expect(payloadFault(payload as Json)).not.toBeNull()
  }

  test('no more than sixteen numbers, however they are spread', () => {
    const spread = landmarks.chain((points) =>
      fc
        .array(fc.integer({ min: 1, max: 16 }), { minLength: 82, maxLength: 82 })
        .map((sizes) => {
          const groups: unknown[] = []
          for (let at = 0, group = 0; at < points.length; at += sizes[group] ?? 1, group++)
            groups.push({ [`part${group}`]: points.slice(at, at + (sizes[group] ?? 1)) })
          return groups
        })
        .chain(around),
    )
    fc.assert(fc.property(spread, refused))
  })

  test('no bytes of any kind', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ minLength: 1 }),
      fc.float32Array({ minLength: 1 }),
      fc.float64Array({ minLength: 1 }),
      fc.uint8Array({ minLength: 1 }).map((array) => array.buffer),
      fc.uint8Array({ minLength: 1 }).map((array) => Buffer.from(array)),
      fc.uint8Array({ minLength: 1 }).map((array) => new DataView(array.buffer)),
    )
    fc.assert(fc.property(bytes.chain(around), refused))
  })

  test('no text as long as a picture', () => {
    const picture = fc
      .integer({ min: 50_000, max: 200_000 })
      .map((size) => base64(new Uint8Array(size).fill(size)))
    fc.assert(fc.property(picture.chain(around), refused), RUNS)
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1000, maxLength: 1000 }).map(base64), (chunk) =>
        refused({ chunks: Array.from({ length: 60 }, () => chunk) }),
      ),
      RUNS,
    )
  })
})
