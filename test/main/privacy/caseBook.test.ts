import { expect, test } from 'vitest'
import type { Json } from '../../../src/domain/privacy/journal'
import { createCaseBook } from '../../../src/main/privacy/caseBook'
import { memoryJournal } from '../../../src/main/storage/memoryJournal'

const NOW_MS = 1_790_000_000_000
const request = (id: string) =>
  ({
    format: 1,
    id,
    kind: 'consultation',
    grounds: [],
    subjects: [],
    period: null,
    description: '質問があります。',
    change: { held: '', wanted: '' },
    requester: { kind: 'self', party: { name: '山田 花子', address: '東京都目黒区', contact: '' } },
    evidence: [],
    wishedForm: 'paper',
    language: 'ja',
    policyVersion: '2021-01-01',
    policySha256: 'b'.repeat(64),
    feeYen: 0,
    writtenAtMs: NOW_MS,
  }) as const
const moves = [{ move: { kind: 'seal' }, actor: { role: 'requester', name: '山田 花子' } }] as const

test('a case whose entries were erased is not there, and nobody calls it unbelievable', async () => {
  const journal = memoryJournal(() => NOW_MS)
  const book = createCaseBook(
    () => journal,
    () => NOW_MS,
  )
  for (const id of ['R-7Q4M-20K8', 'R-7Q4M-20K9'])
    expect(await book.add(request(id), 'a'.repeat(64), moves)).toMatchObject({ ok: true })
  const read = await journal.read(0, 10)
  const belongs = (payload: Json) => JSON.stringify(payload).includes('R-7Q4M-20K8')
  const indexes = read.ok
    ? read.value.filter(({ payload }) => belongs(payload)).map(({ index }) => index)
    : []
  expect(indexes).toHaveLength(2)
  expect(await journal.erase(indexes, 'over')).toMatchObject({ ok: true })
  const again = createCaseBook(
    () => journal,
    () => NOW_MS,
  )
  expect(await again.load()).toEqual({ notBelieved: 0 })
  expect(again.list().map(({ request: { id } }) => id)).toEqual(['R-7Q4M-20K9'])
})
