import { readFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DAY_MS, startOfDayMs } from '../../../src/domain/privacy/calendar/isoDay'
import { keptUntilMs, type ProvisionRecord } from '../../../src/domain/privacy/desk/provision'
import { createRetention } from '../../../src/main/privacy/retention'
import { JOURNAL_FILE } from '../../../src/main/storage/journal'
import { createVault, type VaultParts } from '../../../src/main/storage/vault'
import { writeThrough } from '../../../src/main/storage/atomicWrite'
import { extendFile } from '../../../src/main/storage/journalFile'
import { freshDirectory, manualClock, testKeychain } from '../support'

const YEAR = 366 * DAY_MS
const BEGUN = startOfDayMs('2026-11-23') + 10 * 3_600_000

const provision = (atMs: number, change: Partial<ProvisionRecord> = {}): ProvisionRecord => ({
  format: 1,
  id: 'P-7Q4M-20K9',
  providedAtMs: atMs,
  recordedAtMs: atMs,
  recordedBy: '佐藤',
  recipient: { name: '目黒警察署', address: '東京都目黒区', representative: '' },
  person: '山田 花子',
  items: ['氏名'],
  basis: { kind: 'law', citation: '刑事訴訟法第197条第2項' },
  corrects: null,
  ...change,
})

/** A desk whose clock is the test's: opened, and everything it takes to close and open it again. */
async function desk(
  startMs = BEGUN,
  directory = freshDirectory(),
  keychain = testKeychain(),
  steps: VaultParts['steps'] = {},
) {
  const clock = manualClock(startMs)
  const log: string[] = []
  const vault = createVault({
    directory,
    keychain,
    now: clock.now,
    readOnly: false,
    onSetAside: (name) => log.push(name),
    steps,
  })
  await vault.open()
  const retention = createRetention({
    vault,
    now: clock.now,
    after: clock.after,
    log: (line) => log.push(line),
  })
  return {
    ...{ clock, log, vault, retention, directory, keychain },
    async provide(record = provision(clock.now())): Promise<void> {
      const added = await vault
        .book('desk')
        .append({ kind: 'provision', payload: { ...record, basis: { ...record.basis } } })
      if (!added.ok) throw new Error(added.error)
    },
    note: (text: string) => vault.book('desk').append({ kind: 'desk', payload: { text } }),
    async kinds() {
      const read = await vault.book('desk').read(0, 1000)
      return read.ok ? read.value.map(({ kind }) => kind) : read.error
    },
    /** The same desk at a later start. */
    async restart(atMs: number) {
      await vault.close()
      return desk(atMs, directory, keychain, steps)
    },
  }
}

/** A desk at work: something is recorded every 200 days until `untilMs`. */
async function atWork(one: Awaited<ReturnType<typeof desk>>, untilMs: number): Promise<void> {
  while (one.clock.now() + 200 * DAY_MS < untilMs) {
    one.clock.advance(200 * DAY_MS)
    await one.note('at work')
  }
}

describe('records of provision', () => {
  test('are kept to the last moment of their three years, and gone from the file after it', async () => {
    const one = await desk()
    await one.provide()
    await one.note('of the desk')
    const until = keptUntilMs(provision(BEGUN))
    await atWork(one, until)
    one.clock.advance(until - 1 - one.clock.now())
    expect(await one.retention.runNow()).toEqual({ kind: 'done', atMs: until - 1, erased: 0, kept: 1 })
    const path = join(one.directory, 'desk', JOURNAL_FILE)
    const box = readFileSync(path, 'latin1').split('\n')[1]?.split(' ')[2] ?? ''
    expect(box.length).toBeGreaterThan(200)
    one.clock.advance(1)
    expect(await one.retention.runNow()).toEqual({ kind: 'done', atMs: until, erased: 1, kept: 0 })
    expect(readFileSync(path, 'latin1')).not.toContain(box)
    expect((await one.kinds()).slice(0, 2)).toEqual(['erased', 'desk'])
    expect(one.log).toEqual(['retention: 1 provision records were erased, their three years are over'])
    expect(await one.retention.runNow()).toMatchObject({ kind: 'done', erased: 0 })
    const next = await one.restart(until + DAY_MS)
    expect(next.vault.findings()).toEqual([])
    expect(await next.retention.runNow()).toMatchObject({ kind: 'done', erased: 0 })
    await next.vault.close()
  })

  test('are looked at when Kazari starts and when a day begins, without being asked', async () => {
    const one = await desk()
    await one.provide()
    const until = keptUntilMs(provision(BEGUN))
    await atWork(one, until)
    const next = await one.restart(until - 1.5 * DAY_MS)
    next.retention.start()
    await expect.poll(() => next.retention.last()?.kind).toBe('done')
    expect(await next.kinds()).not.toContain('erased')
    for (let hour = 0; hour < 37; hour++) {
      next.clock.advance(3_600_000)
    }
    await expect.poll(() => next.kinds()).toContain('erased')
    next.retention.stop()
    expect(next.clock.waiting()).toBe(0)
    await next.vault.close()
  })
})

describe('a wrong clock destroys nothing', () => {
  test('set years ahead: it is told, at the next start too, and records are there when it is right again', async () => {
    const one = await desk()
    await one.provide()
    await one.note('of the desk')
    one.clock.advance(5 * YEAR)
    expect(await one.retention.runNow()).toMatchObject({
      kind: 'clock-not-trusted',
      doubt: { kind: 'ahead', latestMs: BEGUN, daysSeen: 1 },
    })
    await one.note('recorded under the wrong clock')
    const next = await one.restart(BEGUN + 5 * YEAR + DAY_MS)
    expect(await next.retention.runNow()).toMatchObject({ kind: 'clock-not-trusted', doubt: { daysSeen: 2 } })
    expect(next.log.join()).toContain("the computer's clock may be wrong (ahead)")
    const right = await next.restart(BEGUN + DAY_MS)
    await right.note('the clock is right')
    expect(await right.retention.runNow()).toMatchObject({ kind: 'done', erased: 0, kept: 1 })
    expect(await right.kinds()).not.toContain('erased')
    await right.vault.close()
  })

  test('set back: records that are over by it, and were written before, stay', async () => {
    const one = await desk(BEGUN + 4 * YEAR)
    await one.note('of the desk')
    await one.provide(provision(BEGUN - YEAR))
    const back = await one.restart(BEGUN + 2.5 * YEAR)
    expect(await back.retention.runNow()).toMatchObject({
      kind: 'clock-not-trusted',
      doubt: { kind: 'behind' },
    })
    expect(await back.kinds()).toEqual(['desk', 'provision'])
    await back.vault.close()
  })
})

test('a disk that is full keeps the record for now; within the hour it is tried again', async () => {
  let isFull = true
  const full = () => Promise.reject(Object.assign(new Error(), { code: 'ENOSPC' }))
  const one = await desk(BEGUN, freshDirectory(), testKeychain(), {
    journal: {
      extend: extendFile,
      rewrite: { fill: (file, bytes) => (isFull ? full() : writeThrough(file, bytes)), replace: rename },
    },
  })
  await one.provide()
  const until = keptUntilMs(provision(BEGUN))
  await atWork(one, until)
  one.clock.advance(until - one.clock.now())
  one.retention.start()
  await expect
    .poll(() => one.retention.last())
    .toMatchObject({ kind: 'failed', error: { code: 'disk-full' } })
  expect(await one.kinds()).toContain('provision')
  isFull = false
  one.clock.advance(3_600_000)
  await expect.poll(() => one.retention.last()).toMatchObject({ kind: 'done', erased: 1 })
  one.retention.stop()
  await one.vault.close()
})

test('a locked book is left alone, and looked at when it is unlocked', async () => {
  const directory = freshDirectory()
  const none = testKeychain(false)
  const one = await desk(BEGUN, directory, none)
  await one.provide()
  await one.vault.protect('correct horse battery')
  const until = keptUntilMs(provision(BEGUN))
  await atWork(one, until)
  const next = await one.restart(until)
  next.retention.start()
  await expect.poll(() => next.retention.last()?.kind).toBe('not-open')
  expect(await next.vault.unlock('correct horse battery')).toEqual({ ok: true })
  await expect.poll(() => next.retention.last()).toMatchObject({ kind: 'done', erased: 1 })
  next.retention.stop()
  await next.vault.close()
})
