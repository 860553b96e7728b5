import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { afterAll, expect, test } from 'vitest'
import { writeTexturedClip } from '../../../../scripts/prove/content/clip.mjs'
import { memoryRegions, searchMemory, searchReader } from '../../../../scripts/prove/content/searchImage.mjs'
import { temporaryFolder } from './disk'
import * as leak from './leaks'

const folder = temporaryFolder('memory')
afterAll(folder.remove)

/** Reads a picture into one buffer, says so, and overwrites it when told to. */
const HOLDER = `
  const { openSync, readSync, fstatSync } = require('node:fs')
  const file = openSync(process.argv[1], 'r')
  const pixels = Buffer.alloc(fstatSync(file).size)
  readSync(file, pixels, 0, pixels.length, 0)
  console.log('holding')
  process.stdin.once('data', () => { pixels.fill(0); console.log('wiped') })`

test('the memory of a process shows a frame as long as it is there, and not when it was wiped', async () => {
  const clip = await writeTexturedClip(folder.at('camera.mjpeg'), { frames: 4, seed: 71 })
  writeFileSync(folder.at('frame.rgba'), leak.rgba(await leak.frameOf(clip, 1)))
  const child = spawn(process.execPath, ['-e', HOLDER, folder.at('frame.rgba')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    const lines = createInterface({ input: child.stdout })
    const pid = child.pid ?? 0
    expect(await once(lines, 'line')).toEqual(['holding'])
    const before = await searchMemory(pid, { truths: [clip] })
    expect(before.findings.map(({ check }) => check)).toContain('pixels-words')
    expect(before.regions).toBeGreaterThan(10)
    expect(before.bytesSearched).toBeGreaterThan(1024 * 1024)
    child.stdin.write('wipe\n')
    expect(await once(lines, 'line')).toEqual(['wiped'])
    expect((await searchMemory(pid, { truths: [clip] })).findings).toEqual([])
  } finally {
    child.kill('SIGKILL')
  }
}, 400_000)

test('parts that follow each other are searched as one, parts with a gap between them are not', async () => {
  const clip = await writeTexturedClip(folder.at('camera.mjpeg'), { frames: 2, seed: 72 })
  const jpeg = (await leak.frameOf(clip, 0)).toBuffer('image/jpeg', 50)
  const half = Math.floor(jpeg.length / 8)
  const parts = (gap: number) =>
    (function* () {
      yield { offset: 7000, bytes: jpeg.subarray(0, half) }
      yield { offset: 7000 + half + gap, bytes: jpeg.subarray(half) }
    })()
  const asStream = async function* (gap: number) {
    for (const part of parts(gap)) yield await Promise.resolve(part)
  }
  const joined = await searchReader(asStream(0), { truths: [clip] })
  expect(joined.carved).toMatchObject([{ offset: 7000, bytes: jpeg.length, verdict: 'leak' }])
  const apart = await searchReader(asStream(4096), { truths: [clip] })
  expect(apart.carved.every(({ bytes }) => bytes < jpeg.length)).toBe(true)
}, 120_000)

test('a process that is not there is an error, not an empty memory', async () => {
  await expect(memoryRegions(2 ** 22 + 1)).rejects.toThrow(/ENOENT/)
})
