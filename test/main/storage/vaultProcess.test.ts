import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { JOURNAL_LOCK_FILE } from '../../../src/main/storage/journal'
import { freshDirectory } from '../support'
import { builtChild } from './builtChild'
import { openVault, PASSPHRASE, record, recorded } from './vaultRig'

const child = builtChild('vaultChild.ts')

/** Records of two books, sealed and closed. */
async function protectedRecords(): Promise<string> {
  const directory = freshDirectory()
  const { vault } = await openVault(directory)
  await record(vault, 'personal', 'mine')
  await record(vault, 'desk', 'of the desk')
  expect(await vault.protect(PASSPHRASE)).toEqual({ ok: true })
  await vault.close()
  return directory
}

function start(directory: string, ...rest: readonly string[]) {
  const running = spawn(process.execPath, [child(), directory, PASSPHRASE, ...rest])
  let output = ''
  let complaint = ''
  running.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()))
  running.stderr.on('data', (bytes: Buffer) => (complaint += bytes.toString()))
  return { running, output: () => output, complaint: () => complaint }
}

test('two processes cannot write at once: the second says so, keeps its own in memory, and touches nothing', async () => {
  const directory = await protectedRecords()
  const other = start(directory, 'hold')
  await expect.poll(() => other.output() + other.complaint(), { timeout: 30_000 }).toContain('recorded')
  expect(other.output()).toMatch(/^opened passphrase\n/)
  const { vault } = await openVault(directory)
  expect(vault.storage()).toBe('in-use')
  await record(vault, 'personal', 'of this one')
  const inUse = { ok: false, error: { code: 'records-in-use' } }
  expect(await vault.protect(PASSPHRASE)).toEqual(inUse)
  expect(await vault.erasePersonal()).toEqual(inUse)
  expect(await recorded(vault, 'personal')).toEqual(['of this one'])
  await vault.close()
  other.running.stdin.end()
  await once(other.running, 'close')
  const next = await openVault(directory)
  expect(await next.vault.unlock(PASSPHRASE)).toEqual({ ok: true })
  expect(await recorded(next.vault, 'personal')).toEqual(['mine', 'of the other process'])
  expect(await recorded(next.vault, 'desk')).toEqual(['of the desk', 'of the other process'])
  await next.vault.close()
})

test('a process that is killed with the records open keeps nobody out', async () => {
  const directory = await protectedRecords()
  const other = start(directory, 'hold')
  await expect.poll(() => other.output() + other.complaint(), { timeout: 30_000 }).toContain('recorded')
  other.running.kill('SIGKILL')
  await once(other.running, 'close')
  expect(readdirSync(join(directory, 'desk'))).toContain(JOURNAL_LOCK_FILE)
  const { vault } = await openVault(directory)
  expect(await vault.unlock(PASSPHRASE)).toEqual({ ok: true })
  expect(vault.findings()).toEqual([])
  expect(await recorded(vault, 'desk')).toEqual(['of the desk', 'of the other process'])
  await vault.close()
})

test('killed at any step of erasing the person’s own, all of it is there or, after the next start, none', async () => {
  const whole = start(await protectedRecords(), 'erase', '0')
  await once(whole.running, 'close')
  const steps = Number(/steps (\d+)/.exec(whole.output())?.[1] ?? whole.complaint())
  expect(steps).toBeGreaterThan(4)
  const outcomes = new Set<number>()
  for (let dieAt = 1; dieAt <= steps; dieAt++) {
    const directory = await protectedRecords()
    const killed = start(directory, 'erase', String(dieAt))
    const [, signal] = (await once(killed.running, 'close')) as [number | null, string | null]
    expect(signal).toBe('SIGKILL')
    const { vault } = await openVault(directory)
    expect(readdirSync(directory).filter((name) => name.startsWith('.'))).toEqual([])
    expect(await vault.unlock(PASSPHRASE)).toEqual({ ok: true })
    const left = await recorded(vault, 'personal')
    expect([['mine'], []]).toContainEqual(left)
    if (killed.output().includes('erased')) expect(left).toEqual([])
    outcomes.add(left.length)
    expect(vault.findings()).toEqual([])
    expect(await recorded(vault, 'desk')).toEqual(['of the desk'])
    await vault.close()
  }
  expect([...outcomes].sort()).toEqual([0, 1])
}, 240_000)
