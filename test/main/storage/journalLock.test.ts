import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { takeLock, type JournalLock } from '../../../src/main/storage/journalLock'
import { freshDirectory } from '../support'

/** The number of a process that has ended. */
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid
const lockText = (pid: number, change: object = {}) =>
  JSON.stringify({
    format: 1,
    pid,
    started: 'another boot 12',
    takenAtMs: 1000,
    token: 'ab'.repeat(12),
    ...change,
  })
const freshLock = () => join(freshDirectory(), 'lock')

async function taken(path: string): Promise<JournalLock> {
  const lock = await takeLock(path)
  if (!lock.ok) throw new Error(lock.error)
  return lock.value
}

test('one holder at a time, and nothing is left behind', async () => {
  const path = freshLock()
  const lock = await taken(path)
  expect(await lock.isHeld()).toBe(true)
  expect(await takeLock(path)).toEqual({ ok: false, error: 'in-use' })
  await lock.release()
  expect(readdirSync(join(path, '..'))).toEqual([])
  await (await taken(path)).release()
})

test('a dead process holds nothing; nor does one whose number another process has now', async () => {
  for (const pid of [deadPid(), process.pid]) {
    const path = freshLock()
    writeFileSync(path, lockText(pid))
    const lock = await taken(path)
    expect(readFileSync(path, 'utf8')).not.toBe(lockText(pid))
    await lock.release()
    expect(readdirSync(join(path, '..'))).toEqual([])
  }
})

test('a process that died while it removed a dead one’s lock is in nobody’s way', async () => {
  const path = freshLock()
  const pid = deadPid()
  writeFileSync(path, lockText(pid))
  writeFileSync(`${path}.${'ab'.repeat(12)}`, lockText(pid, { token: 'cd'.repeat(12) }))
  const lock = await taken(path)
  await lock.release()
  expect(readdirSync(join(path, '..'))).toEqual([])
})

test('of many who find a dead one’s lock, one gets it', async () => {
  for (let round = 0; round < 20; round++) {
    const path = freshLock()
    writeFileSync(path, lockText(deadPidOnce))
    const locks = await Promise.all(Array.from({ length: 12 }, () => takeLock(path)))
    const held = locks.flatMap((lock) => (lock.ok ? [lock.value] : []))
    expect(held.length).toBeLessThanOrEqual(1)
    for (const lock of held) {
      expect(await lock.isHeld()).toBe(true)
      await lock.release()
    }
    await (await taken(path)).release()
  }
})
const deadPidOnce = deadPid()

test('a lock nobody understands is left alone', async () => {
  const path = freshLock()
  for (const text of ['', '{}', lockText(1, { format: 2 })]) {
    writeFileSync(path, text)
    expect(await takeLock(path)).toEqual({ ok: false, error: 'in-use' })
    expect(readFileSync(path, 'utf8')).toBe(text)
  }
})

test('a lock that was taken away is not released a second time', async () => {
  const path = freshLock()
  const lock = await taken(path)
  writeFileSync(path, lockText(process.pid))
  expect(await lock.isHeld()).toBe(false)
  await lock.release()
  expect(existsSync(path)).toBe(true)
})
