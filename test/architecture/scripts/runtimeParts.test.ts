import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { packAsar } from '../../../scripts/lib/asar.mjs'
import { readFuses, writeFuses } from '../../../scripts/lib/fuses.mjs'
import { withLock } from '../../../scripts/lib/lock.mjs'
import { inCache } from '../../../scripts/lib/project.mjs'
import { stampOf } from '../../../scripts/lib/stamp.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kazari-runtime-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('fuses', () => {
  /** A file shaped like an executable: noise, then the sentinel at the given place, version 1, eight fuses, noise. */
  function executableWithFusesAt(offset: number): string {
    const path = join(folder, 'electron')
    const wire = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x0800000000', 'latin1')
    writeFileSync(path, Buffer.concat([Buffer.alloc(offset, 'k'), wire, Buffer.alloc(1000, 'z')]))
    return path
  }

  test('are found and set wherever they lie, across the edge of what is read at once too', async () => {
    const chunk = 8 * 1024 * 1024
    for (const offset of [0, chunk - 40, chunk - 33, chunk - 1, chunk, chunk + 30]) {
      const executable = executableWithFusesAt(offset)
      await writeFuses(executable, '10110001')
      expect(await readFuses(executable)).toBe('10110001')
    }
  })

  test('are refused in a file that is not Electron, and when their number differs', async () => {
    const path = join(folder, 'other')
    writeFileSync(path, Buffer.alloc(5000, 'k'))
    await expect(readFuses(path)).rejects.toThrow(/not Electron/)
    await expect(writeFuses(executableWithFusesAt(10), '101')).rejects.toThrow(/8 fuses/)
  })
})

describe('the stamp of a build', () => {
  const write = (name: string, text: string) => {
    mkdirSync(join(folder, 'src'), { recursive: true })
    writeFileSync(join(folder, 'src', name), text)
  }

  test('follows contents and names, not times', () => {
    write('a.ts', 'one')
    write('b.ts', 'two')
    const first = stampOf(folder, ['src', 'missing'])
    utimesSync(join(folder, 'src/a.ts'), new Date(0), new Date(0))
    expect(stampOf(folder, ['src', 'missing'])).toBe(first)
    write('a.ts', 'two')
    write('b.ts', 'one')
    expect(stampOf(folder, ['src', 'missing'])).not.toBe(first)
    write('a.ts', 'one')
    write('b.ts', 'two')
    expect(stampOf(folder, ['src', 'missing'])).toBe(first)
    expect(stampOf(folder, ['src', 'missing'], 'test')).not.toBe(first)
    rmSync(join(folder, 'src/b.ts'))
    expect(stampOf(folder, ['src', 'missing'])).not.toBe(first)
  })
})

describe('the default app’s archive', () => {
  test('has its header and its files where Chromium’s reader looks for them', () => {
    const files = { 'package.json': '{"main":"main.js"}', 'main.js': 'console.log("飾り")' }
    const bytes = packAsar(files)
    const header = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12))) as {
      files: Record<string, { size: number; offset: string }>
    }
    const contentsAt = 8 + bytes.readUInt32LE(4)
    for (const [name, text] of Object.entries(files)) {
      const start = contentsAt + Number(header.files[name]?.offset)
      expect(bytes.toString('utf8', start, start + (header.files[name]?.size ?? 0))).toBe(text)
    }
  })
})

describe('a lock', () => {
  test('lets one work at a time, and the next even after a failure', async () => {
    const name = `proof-${process.pid}`
    const events: string[] = []
    const work = (label: string, fails: boolean) => async () => {
      events.push(`${label} in`)
      await new Promise((resolve) => setTimeout(resolve, 30))
      events.push(`${label} out`)
      if (fails) throw new Error('expected')
    }
    const results = await Promise.allSettled([
      withLock(name, work('first', true)),
      withLock(name, work('second', false)),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(events.map((event) => event.split(' ')[1])).toEqual(['in', 'out', 'in', 'out'])
  })

  test('left empty by a crash is taken over, not waited for for ever', async () => {
    const name = `proof-empty-${process.pid}`
    const path = inCache('locks', `${name}.pid`)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, '')
    const longAgo = new Date(Date.now() - 60_000)
    utimesSync(path, longAgo, longAgo)
    await expect(withLock(name, () => Promise.resolve('worked'))).resolves.toBe('worked')
  })
})
