import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  removeTemporaries,
  writeAtomically,
  writeFault,
  writeThrough,
} from '../../../src/main/storage/atomicWrite'
import { freshDirectory } from '../support'

const NEW = Buffer.from('the new bytes')

describe('writeAtomically', () => {
  test('makes a file, replaces it, and leaves nothing else', async () => {
    const directory = freshDirectory()
    const path = join(directory, 'file')
    expect(await writeAtomically(path, Buffer.from('old'), 0o600)).toEqual({ ok: true })
    expect(await writeAtomically(path, NEW, 0o600)).toEqual({ ok: true })
    expect(readFileSync(path)).toEqual(NEW)
    expect(readdirSync(directory)).toEqual(['file'])
  })

  test.each(['fill', 'replace'] as const)(
    'a failure of “%s” keeps the old bytes and leaves nothing half-written',
    async (step) => {
      const directory = freshDirectory()
      const path = join(directory, 'file')
      writeFileSync(path, 'old')
      const fail = () => Promise.reject(Object.assign(new Error(), { code: 'EIO' }))
      const steps = { fill: writeThrough, replace: rename, [step]: fail }
      expect(await writeAtomically(path, NEW, 0o600, steps)).toEqual({ ok: false, error: 'write-failed' })
      expect(readFileSync(path, 'utf8')).toBe('old')
      expect(readdirSync(directory)).toEqual(['file'])
    },
  )

  test('takes names as long as the file system does', async () => {
    const directory = freshDirectory()
    const name = 'n'.repeat(255)
    expect(await writeAtomically(join(directory, name), NEW, 0o600)).toEqual({ ok: true })
    expect(readdirSync(directory)).toEqual([name])
  })

  test.each([
    ['a file in its path', 'file/below'],
    ['no such folder', 'missing/file'],
  ])('says that %s is not writable', async (_what, below) => {
    const directory = freshDirectory()
    writeFileSync(join(directory, 'file'), '')
    expect(await writeAtomically(join(directory, below), NEW, 0o600)).toEqual({
      ok: false,
      error: 'not-writable',
    })
    expect(readdirSync(directory)).toEqual(['file'])
  })
})

test.runIf(process.platform === 'linux')('a device that is full says “disk-full”', async () => {
  const full = await open('/dev/full', 'w')
  const fault = await writeThrough(full, NEW).catch((error: unknown) => writeFault(error))
  await full.close()
  expect(fault).toBe('disk-full')
})

test.runIf(process.platform === 'linux')(
  'a file system that takes no files says “not-writable”',
  async () => {
    expect(await writeAtomically('/proc/kazari.png', NEW, 0o600)).toEqual({
      ok: false,
      error: 'not-writable',
    })
  },
)

test('only our own leftovers are removed', async () => {
  const directory = freshDirectory()
  const ours = '.consent.sealed.json.0123456789ab.kazari-tmp'
  for (const name of [ours, '.hidden', 'consent.sealed.json', 'x.kazari-tmp'])
    writeFileSync(join(directory, name), '')
  await removeTemporaries(directory)
  expect(readdirSync(directory)).not.toContain(ours)
  expect(readdirSync(directory)).toHaveLength(3)
  await removeTemporaries(join(directory, 'missing'))
})
