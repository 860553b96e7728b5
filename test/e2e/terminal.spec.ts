import { loadImage } from '@napi-rs/canvas'
import { expect, test } from '@playwright/test'
import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { independentFaces } from '../support/independentFaces'
import { decodePhoto, samplePhoto } from '../support/samplePhotos'
import { root } from './support/app'

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs `npm run --silent NAME -- …` as a person would type it. */
function npmRun(name: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      'npm',
      ['run', '--silent', name, '--', ...args],
      { cwd: root, timeout: 240_000, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
    )
  })
}

test.describe('from a terminal', () => {
  let folder: string
  test.beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kazari-terminal-'))
  })
  test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('evaluate finds every face that the stock library finds, close to its points', async () => {
    const list = []
    for (const number of [1, 3] as const) {
      copyFileSync(samplePhoto(number), join(folder, `group${number}.jpg`))
      for (const face of await independentFaces(await decodePhoto(samplePhoto(number)))) {
        list.push({ img: `group${number}.jpg`, pts: face.positions.map((point) => [point.x, point.y]) })
      }
    }
    writeFileSync(join(folder, 'faces.json'), JSON.stringify(list))
    const { code, stdout, stderr } = await npmRun('evaluate', [
      '--faces',
      join(folder, 'faces.json'),
      '--engine',
      'wasm',
      '--json',
    ])
    expect(code, stderr).toBe(0)
    const report = JSON.parse(stdout) as {
      engine: string
      annotated: number
      found: number
      nme41: { mean: number }
    }
    expect(report.engine).toBe('wasm')
    expect(report.annotated).toBe(list.length)
    expect(report.found).toBe(list.length)
    // Two ways of cropping the same net: they agree to a few per cent of the eye-corner distance.
    expect(report.nme41.mean).toBeLessThan(6)
  })

  test('evaluate refuses a clip, a missing list and a face of 67 points with one sentence each', async () => {
    writeFileSync(
      join(folder, 'short.json'),
      JSON.stringify([{ img: 'group1.jpg', pts: Array.from({ length: 67 }, () => [1, 1]) }]),
    )
    for (const args of [
      ['--clip', folder],
      ['--faces', join(folder, 'none.json')],
      ['--faces', join(folder, 'short.json')],
      [],
    ]) {
      const { code, stdout, stderr } = await npmRun('evaluate', args)
      expect(code).not.toBe(0)
      expect(stdout).toBe('')
      expect(stderr.trim().split('\n').length).toBeLessThan(4)
      expect(stderr).not.toContain('    at ')
    }
  })

  test('bench says which engine it used and times each stage for 1, 2, 3 and 5 faces', async () => {
    const { code, stdout, stderr } = await npmRun('bench', ['--engine', 'wasm', '--json'])
    expect(code, stderr).toBe(0)
    const report = JSON.stringify(JSON.parse(stdout))
    expect(report).toContain('wasm')
  })

  test('decorate writes the same size of picture, with somebody wearing something', async () => {
    copyFileSync(samplePhoto(3), join(folder, 'party.jpg'))
    writeFileSync(join(folder, 'broken.jpg'), readFileSync(samplePhoto(3)).subarray(0, 4000))
    const { code, stdout, stderr } = await npmRun('decorate', [
      join(folder, 'party.jpg'),
      join(folder, 'broken.jpg'),
      '--look',
      'round-glasses',
      '--out',
      join(folder, 'out'),
    ])
    expect(code, stdout + stderr).toBe(1)
    const file = join(folder, 'out/party-kazari.png')
    expect(existsSync(file), stdout + stderr).toBe(true)
    const [before, after] = [await loadImage(samplePhoto(3)), await loadImage(file)]
    expect([after.width, after.height]).toEqual([before.width, before.height])
    expect(stdout + stderr).toContain('broken.jpg')
    expect(existsSync(join(folder, 'out/broken-kazari.png'))).toBe(false)
  })
})
