import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'

let temporary: string
beforeEach(() => (temporary = mkdtempSync(join(tmpdir(), 'kazari-signals-'))))
afterEach(() => rmSync(temporary, { recursive: true, force: true }))

const batch = resolve(import.meta.dirname, '../../../scripts/lib/batch.mjs')

/** Stands in for the studio: says that it is there, works for ever, and takes `endingMs` to close. */
const studio = (endingMs: number) => `
  process.on('SIGTERM', () => setTimeout(() => process.exit(0), ${endingMs}))
  setInterval(() => undefined, 1000)
  console.log('working ' + process.pid)`

const runner = (studioPath: string) => `
  import { decorateInHiddenWindow } from ${JSON.stringify(batch)}
  process.exitCode = await decorateInHiddenWindow({
    launch: { executable: process.execPath, leading: [${JSON.stringify(studioPath)}] },
    jobs: [{ in: '/a.jpg', look: 'cat', out: '/b.png', format: 'png' }],
    consent: 'operator',
    onLine: (line) => console.log(line),
  })`

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test.each([
  ['SIGTERM', 143],
  ['SIGINT', 130],
  ['SIGHUP', 129],
] as const)('decorating that is ended by %s ends the studio and leaves no file', async (signal, exitCode) => {
  const studioPath = join(temporary, 'studio.mjs')
  const files = join(temporary, 'files')
  mkdirSync(files)
  writeFileSync(studioPath, studio(300))
  const child = spawn(process.execPath, ['--input-type=module', '-e', runner(studioPath)], {
    // A display that is named is not looked at: no virtual one is started for this.
    env: { ...process.env, DISPLAY: ':7', TMPDIR: files },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const pid = Number(line.replace('working ', ''))
  expect(isAlive(pid)).toBe(true)
  expect(readdirSync(files)).toHaveLength(1)
  child.kill(signal)
  const [code] = (await once(child, 'close')) as [number]
  expect(code).toBe(exitCode)
  expect(isAlive(pid)).toBe(false)
  expect(readdirSync(files)).toEqual([])
})
