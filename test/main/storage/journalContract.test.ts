import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PAYLOAD_LIMITS, type JournalEntry } from '../../../src/domain/privacy/journal'
import { carryOver, type Journal } from '../../../src/main/storage/journalFile'
import { memoryJournal } from '../../../src/main/storage/memoryJournal'
import { freshDirectory, testKeychain } from '../support'
import { everything, NOW_MS, opened, textsOf, TEXTS } from './journalRig'

const text = (value: string) => ({ kind: 'request', payload: { text: value } }) as const

async function withTexts(journal: Journal, texts: readonly string[]): Promise<readonly JournalEntry[]> {
  const added = await journal.appendAll(texts.map(text))
  if (!added.ok) throw new Error(added.error)
  return added.value
}

/** What every journal promises, wherever it keeps its entries: services are written against this alone. */
describe.each([
  ['in a file', () => opened(freshDirectory(), testKeychain())],
  ['in memory', () => Promise.resolve(memoryJournal(() => NOW_MS))],
])('a journal %s', (_where, begin) => {
  test('gives back what was appended, in order, each naming the one before it', async () => {
    const journal = await begin()
    expect(journal.count()).toBe(0)
    const before = journal.headSha256()
    const made = [...(await withTexts(journal, TEXTS.slice(0, 2)))]
    const last = await journal.append(text(TEXTS[2] ?? ''))
    if (last.ok) made.push(last.value)
    expect(await everything(journal)).toEqual(made)
    expect(made.map(({ index, atMs, kind }) => [index, atMs, kind])).toEqual(
      [0, 1, 2].map((index) => [index, NOW_MS, 'request']),
    )
    expect(textsOf(made)).toEqual(TEXTS)
    expect(made[0]?.previousSha256).toBe(before)
    const sums = [before, ...made.slice(1).map(({ previousSha256 }) => previousSha256), journal.headSha256()]
    expect(new Set(sums).size).toBe(4)
    for (const sum of sums) expect(sum).toMatch(/^[0-9a-f]{64}$/)
    await journal.close()
  })

  test('reads any part, and none beyond its end', async () => {
    const journal = await begin()
    await withTexts(journal, ['a', 'b', 'c', 'd'])
    for (const [from, count, expected] of [
      [1, 2, ['b', 'c']],
      [3, 9, ['d']],
      [4, 1, []],
      [0, 0, []],
    ] as const) {
      const read = await journal.read(from, count)
      expect(read.ok && textsOf(read.value)).toEqual(expected)
    }
    expect(await journal.read(-1, 1)).toEqual({ ok: false, error: 'changed' })
    await journal.close()
  })

  test('keeps the time an entry had where it was kept until now', async () => {
    const journal = await begin()
    await journal.append({ ...text('then'), atMs: NOW_MS - 5000 })
    await journal.append(text('now'))
    expect((await everything(journal)).map(({ atMs }) => atMs)).toEqual([NOW_MS - 5000, NOW_MS])
    await journal.close()
  })

  test('takes nothing of several when one of them may not be kept', async () => {
    const journal = await begin()
    const long = 'x'.repeat(PAYLOAD_LIMITS.characters + 1)
    expect(await journal.appendAll([text('a'), text(long)])).toEqual({ ok: false, error: 'too-large' })
    expect(
      await journal.append({ kind: 'consent', payload: Array.from({ length: 82 }, Math.random) }),
    ).toEqual({
      ok: false,
      error: 'number-list',
    })
    expect(journal.count()).toBe(0)
    await journal.close()
  })

  test('keeps what was said, not what became of the object', async () => {
    const journal = await begin()
    const payload = { text: 'as it was', list: ['a'] }
    await journal.append({ kind: 'request', payload })
    payload.text = 'changed'
    payload.list.push('b')
    expect((await everything(journal))[0]?.payload).toEqual({ text: 'as it was', list: ['a'] })
    await journal.close()
  })

  test('is closed after it was closed', async () => {
    const journal = await begin()
    await withTexts(journal, ['a'])
    await journal.close()
    expect(await journal.append(text('b'))).toEqual({ ok: false, error: 'closed' })
    expect(await journal.erase([0], 'too late')).toEqual({ ok: false, error: 'closed' })
    expect(await journal.read(0, 1)).toEqual({ ok: false, error: 'changed' })
  })

  test('erases what it is told to: places and sums stay, an order says why, nothing else changes', async () => {
    const journal = await begin()
    const made = await withTexts(journal, ['a', 'b', 'c', 'd'])
    const orders = await journal.erase([2, 0, 2], 'three years are over')
    if (!orders.ok) throw new Error(orders.error)
    expect(orders.value).toMatchObject([
      { index: 4, kind: 'erasure', payload: { reason: 'three years are over' } },
    ])
    const after = await everything(journal)
    expect(after.map(({ kind }) => kind)).toEqual(['erased', 'request', 'erased', 'request', 'erasure'])
    expect(after[0]).toEqual({ ...made[0], kind: 'erased', payload: null })
    expect([after[1], after[3]]).toEqual([made[1], made[3]])
    expect(after.slice(0, 4).map(({ previousSha256 }) => previousSha256)).toEqual(
      made.map(({ previousSha256 }) => previousSha256),
    )
    expect(JSON.stringify(after)).not.toContain('"c"')
    await journal.append(text('e'))
    expect(textsOf(await everything(journal)).at(-1)).toBe('e')
    await journal.close()
  })

  test('erases again without a word what was erased, and refuses what is not there and what others rest on', async () => {
    const journal = await begin()
    await withTexts(journal, ['a', 'b'])
    await journal.erase([0], 'first')
    expect(await journal.erase([0], 'again')).toEqual({ ok: true, value: [] })
    for (const bad of [3, -1, 0.5, Number.NaN])
      expect(await journal.erase([1, bad], 'no such entry')).toEqual({ ok: false, error: 'unknown-entry' })
    expect(await journal.erase([1, 2], 'an order')).toEqual({ ok: false, error: 'not-erasable' })
    expect(await journal.erase([1], 'x'.repeat(PAYLOAD_LIMITS.characters))).toEqual({
      ok: false,
      error: 'too-large',
    })
    expect(textsOf(await everything(journal)).slice(0, 2)).toEqual([undefined, 'b'])
    expect(journal.count()).toBe(3)
    await journal.close()
  })

  test('erases more at once than one order can name', async () => {
    const journal = await begin()
    await withTexts(
      journal,
      Array.from({ length: 600 }, (_, index) => `entry ${index}`),
    )
    const wanted = Array.from({ length: 551 }, (_, index) => index)
    const orders = await journal.erase(wanted, 'many')
    expect(orders.ok && orders.value.map(({ index }) => index)).toEqual([600, 601, 602])
    const after = await everything(journal)
    expect(after.filter(({ kind }) => kind === 'erased')).toHaveLength(551)
    expect(textsOf(after.filter(({ kind }) => kind === 'request'))[0]).toBe('entry 551')
    await journal.close()
  })

  test('carries over to another what is there, with its times, and leaves the erased behind', async () => {
    const journal = await begin()
    await withTexts(journal, ['a', 'b', 'c'])
    await journal.erase([1], 'gone')
    const other = memoryJournal(() => NOW_MS + 60_000)
    expect(await carryOver(journal, other)).toEqual({ ok: true })
    const carried = await everything(other)
    expect(textsOf(carried)).toEqual(['a', 'c'])
    expect(carried.map(({ atMs }) => atMs)).toEqual([NOW_MS, NOW_MS])
    await journal.close()
  })

  test('behaves like a list from which entries are blotted out, whatever is done in whatever order', async () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ add: fc.array(fc.string({ maxLength: 8 }), { minLength: 1, maxLength: 3 }) }),
        fc.record({ erase: fc.array(fc.nat(12), { maxLength: 4 }) }),
      ),
      { maxLength: 8 },
    )
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        const journal = await begin()
        const model: (string | null)[] = []
        for (const step of plan) {
          if ('add' in step) {
            await withTexts(journal, step.add)
            model.push(...step.add.map((value) => `text ${value}`))
            continue
          }
          const mayNot = step.erase.some((index) => index >= model.length || model[index] === 'order')
          const isNew = step.erase.some((index) => model[index] !== null)
          const erased = await journal.erase(step.erase, 'because')
          expect(erased.ok).toBe(!mayNot)
          if (mayNot || !isNew) continue
          for (const index of step.erase) model[index] = null
          model.push('order')
        }
        const told = (await everything(journal)).map(({ kind, payload }) => {
          if (kind === 'erased') return null
          return kind === 'erasure' ? 'order' : `text ${(payload as { text: string }).text}`
        })
        expect(told).toEqual(model)
        await journal.close()
      }),
      { numRuns: 25 },
    )
  })
})
