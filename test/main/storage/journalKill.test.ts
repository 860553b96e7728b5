import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshDirectory, testKeychain } from '../support'
import { builtChild } from './builtChild'
import { everything, opened, textsOf, tryOpen } from './journalRig'

const PASSPHRASE = 'correct horse battery'
const none = testKeychain(false)
const child = builtChild('journalChild.ts')

/** Runs the appending process; `whenWritten` may kill it after so many acknowledged entries. */
async function run(directory: string, entries: number, dieAt: number, killAfter = Infinity, erase = '') {
  const running = spawn(process.execPath, [
    child(),
    ...[directory, PASSPHRASE, String(entries), String(dieAt), erase],
  ])
  let output = ''
  let complaint = ''
  running.stderr.on('data', (bytes: Buffer) => (complaint += bytes.toString()))
  running.stdout.on('data', (bytes: Buffer) => {
    output += bytes.toString()
    if (output.split('\n').length > killAfter) running.kill('SIGKILL')
  })
  const [, signal] = (await once(running, 'close')) as [number | null, string | null]
  if (signal !== 'SIGKILL' && !output.includes('steps')) throw new Error(complaint)
  const steps = Number(/steps (\d+)/.exec(output)?.[1] ?? 0)
  const acknowledged = output.split('\n').filter((line) => /^\d+$/.test(line)).length
  return { signal, steps, acknowledged }
}

async function checkAfterKill(directory: string, acknowledged: number): Promise<void> {
  const journal = await opened(directory, none, undefined, PASSPHRASE)
  const entries = await everything(journal)
  const kept = textsOf(entries.filter(({ kind }) => kind === 'request'))
  expect(kept).toEqual(kept.map((_, index) => `entry ${index}`))
  expect(kept.length).toBeGreaterThanOrEqual(acknowledged)
  expect(kept.length).toBeLessThanOrEqual(acknowledged + 1)
  for (const finding of journal.findings) {
    expect(finding.kind).toBe('unfinished-write')
    if (finding.kind === 'unfinished-write')
      expect(readFileSync(join(directory, finding.setAside)).byteLength).toBe(finding.bytes)
  }
  expect(await journal.append({ kind: 'request', payload: { text: 'goes on' } })).toMatchObject({ ok: true })
  await journal.close()
  expect(readdirSync(directory).filter((name) => /tmp|lock/.test(name))).toEqual([])
}

test('killed at any step of its writing, a process loses nothing it was told is kept', async () => {
  const { steps, acknowledged } = await run(freshDirectory(), 2, 0)
  expect(acknowledged).toBe(2)
  for (let dieAt = 1; dieAt <= steps; dieAt++) {
    const directory = freshDirectory()
    const killed = await run(directory, 2, dieAt)
    expect(killed.signal).toBe('SIGKILL')
    await checkAfterKill(directory, killed.acknowledged)
  }
}, 240_000)

test('killed from outside at whatever it was doing, likewise', async () => {
  for (const after of [1, 4, 9]) {
    const directory = freshDirectory()
    const killed = await run(directory, 100_000, 0, after)
    expect(killed.signal).toBe('SIGKILL')
    await checkAfterKill(directory, killed.acknowledged)
  }
})

test('a second process is kept out while the first lives', async () => {
  const directory = freshDirectory()
  const journal = await opened(directory, none, undefined, PASSPHRASE)
  await expect(run(directory, 1, 0)).rejects.toThrow('in-use')
  expect(await tryOpen(directory, none, undefined, PASSPHRASE)).toEqual({ ok: false, error: 'in-use' })
  await journal.close()
  expect((await run(directory, 1, 0)).acknowledged).toBe(1)
})

test('killed at any step of erasing, a process leaves either everything or the stubs with their order', async () => {
  const texts = ['zero', 'one', 'two', 'three']
  async function erasing(dieAt: number) {
    const directory = freshDirectory()
    const journal = await opened(directory, none, undefined, PASSPHRASE)
    await journal.appendAll(texts.map((text) => ({ kind: 'request', payload: { text } })))
    await journal.close()
    return { directory, ...(await run(directory, 0, dieAt, Infinity, '0,2')) }
  }
  const { steps, acknowledged } = await erasing(0)
  expect(acknowledged).toBe(1)
  const outcomes = new Set<boolean>()
  for (let dieAt = 1; dieAt <= steps; dieAt++) {
    const killed = await erasing(dieAt)
    expect(killed.signal).toBe('SIGKILL')
    const journal = await opened(killed.directory, none, undefined, PASSPHRASE)
    expect(journal.findings).toEqual([])
    const isErased = journal.count() === 5
    outcomes.add(isErased)
    if (killed.acknowledged > 0) expect(isErased).toBe(true)
    expect(textsOf(await everything(journal))).toEqual(
      isErased ? [undefined, 'one', undefined, 'three', undefined] : texts,
    )
    expect(await journal.erase([0, 2], 'over')).toMatchObject({ ok: true })
    expect(journal.count()).toBe(5)
    await journal.close()
    expect(readdirSync(killed.directory).filter((name) => /tmp|lock/.test(name))).toEqual([])
  }
  expect([...outcomes].sort()).toEqual([false, true])
}, 240_000)
