import { mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listZip, unzip } from '../../../scripts/lib/unzip.mjs'

/** Made by Info-ZIP 3.0 (`zip -y -r -X`): a script, a link to it, UTF-8 text, an empty file and an empty folder. */
const archive = join(import.meta.dirname, 'fixtures/info-zip.zip')

describe('unzip', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kazari-unzip-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** The archive with its bytes changed, as a file. */
  function altered(change: (bytes: Buffer) => Buffer): string {
    const path = join(folder, 'altered.zip')
    writeFileSync(path, change(readFileSync(archive)))
    return path
  }

  test('keeps contents, modes, links and empty things', async () => {
    const files = await unzip(archive, folder)
    expect([...files].sort()).toEqual([
      'tool/bin/run.sh',
      'tool/notes.txt',
      'tool/nothing',
      'tool/stored.bin',
    ])
    expect(readFileSync(join(folder, 'tool/notes.txt'), 'utf8')).toBe(`${'飾り decoration '.repeat(200)}\n`)
    expect(readFileSync(join(folder, 'tool/nothing')).length).toBe(0)
    expect(statSync(join(folder, 'tool/empty')).isDirectory()).toBe(true)
    expect(statSync(join(folder, 'tool/bin/run.sh')).mode & 0o111).toBe(0o111)
    expect(statSync(join(folder, 'tool/notes.txt')).mode & 0o111).toBe(0)
    expect(readlinkSync(join(folder, 'tool/run'))).toBe('bin/run.sh')
    expect(readFileSync(join(folder, 'tool/run'), 'utf8')).toContain('echo kazari')
  })

  test('leaves out and renames what it is told to', async () => {
    const files = await unzip(archive, folder, (name) => (name === 'tool/stored.bin' ? 'renamed.bin' : null))
    expect(files).toEqual(['renamed.bin'])
    expect(readFileSync(join(folder, 'renamed.bin'), 'utf8')).toBe('raw')
  })

  test('refuses a file of which one byte has changed, packed or stored', async () => {
    for (const name of ['tool/notes.txt', 'tool/stored.bin']) {
      const entry = (await listZip(archive)).find((one) => one.name === name)
      const damaged = altered((bytes) => {
        const at = (entry?.offset ?? 0) + 30 + name.length + 1
        bytes.writeUInt8(bytes.readUInt8(at) ^ 0x10, at)
        return bytes
      })
      await expect(unzip(damaged, join(folder, 'out')), name).rejects.toThrow()
    }
  })

  test('refuses a download that ended too early', async () => {
    for (const part of [0.3, 0.9, 0.99]) {
      const cut = altered((bytes) => bytes.subarray(0, Math.floor(bytes.length * part)))
      await expect(unzip(cut, join(folder, 'out'))).rejects.toThrow(/zip file/)
    }
  })

  test('refuses an entry that would land outside the folder', async () => {
    const outside = altered((bytes) =>
      Buffer.from(bytes.toString('latin1').replaceAll('tool/stored.bin', '../../../to.bin'), 'latin1'),
    )
    await expect(unzip(outside, join(folder, 'out'))).rejects.toThrow(/outside its folder/)
  })

  test('refuses a link to another place', async () => {
    const link = join(import.meta.dirname, 'fixtures/link-outside.zip')
    await expect(unzip(link, join(folder, 'out'))).rejects.toThrow(/another place/)
  })
})
