import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createBatchRun, SILENCE_LIMIT_MS } from '../../../src/main/batch/batchRun'
import { readJobs, type Job } from '../../../src/main/batch/jobs'
import { writePicture } from '../../../src/main/export/savePicture'
import { readPictureFile } from '../../../src/main/import/openPictures'
import { painted } from '../import/pictures'
import { freshDirectory, manualClock } from '../support'

const PNG = new Uint8Array(painted().toBuffer('image/png'))

function runOver(files: Record<string, Uint8Array | string>, names = Object.keys(files)) {
  const directory = freshDirectory()
  mkdirSync(join(directory, 'out'))
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(directory, name), bytes)
  const jobs: Job[] = names.map((name) => ({
    in: join(directory, name),
    look: 'cat',
    out: join(directory, 'out', name),
    format: 'png',
  }))
  const lines: string[] = []
  const codes: number[] = []
  const clock = manualClock()
  const run = createBatchRun({
    jobs,
    read: readPictureFile,
    write: writePicture,
    print: (line) => lines.push(line.replaceAll(`${directory}/`, '')),
    finish: (code) => codes.push(code),
    after: clock.after,
  })
  return { run, lines, codes, clock, written: () => readdirSync(join(directory, 'out')), directory }
}

describe('a batch run', () => {
  test('hands out each picture, writes what comes back, and says so', async () => {
    const { run, lines, codes, written, directory } = runOver({ 'a.png': PNG, 'b.png': PNG })
    for (let faces = 1; ; faces++) {
      const job = await run.next()
      if (!job) break
      expect(job).toMatchObject({
        look: 'cat',
        format: 'png',
        picture: { format: 'png', width: 64, height: 48 },
      })
      expect(await run.deliver({ kind: 'picture', id: job.id, faces, bytes: PNG })).toEqual({ ok: true })
    }
    expect(lines).toEqual([
      'decorated a.png -> out/a.png (1 face)',
      'decorated b.png -> out/b.png (2 faces)',
      '2 decorated, 0 failed',
    ])
    expect(codes).toEqual([0])
    expect(written()).toEqual(['a.png', 'b.png'])
    expect(
      readFileSync(join(directory, 'out', 'a.png'))
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
  })

  test('a bad picture, a missing one and a failure of the page are named, and the rest goes on', async () => {
    const { run, lines, codes, written } = runOver(
      { 'bad.png': 'words', 'cut.png': PNG.subarray(0, 60), 'good.png': PNG, 'hard.png': PNG },
      ['bad.png', 'missing.png', 'cut.png', 'hard.png', 'good.png'],
    )
    const hard = await run.next()
    await run.deliver({ kind: 'failed', id: hard?.id ?? '', error: { code: 'vision-unavailable' } })
    const good = await run.next()
    await run.deliver({ kind: 'picture', id: good?.id ?? '', faces: 0, bytes: PNG })
    expect(await run.next()).toBeNull()
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'failed bad.png',
      'failed missing.png',
      'failed cut.png',
      'failed hard.png',
      'decorated good.png -> out/good.png (0 faces)',
      '1 decorated, 4 failed',
    ])
    expect(codes).toEqual([1])
    expect(written()).toEqual(['good.png'])
  })

  test('an answer to another question, a second answer, and bytes that are no picture are refused', async () => {
    const { run, lines, written } = runOver({ 'a.png': PNG })
    expect((await run.deliver({ kind: 'picture', id: 'job-0', faces: 1, bytes: PNG })).ok).toBe(false)
    const job = await run.next()
    expect((await run.deliver({ kind: 'picture', id: 'other', faces: 1, bytes: PNG })).ok).toBe(false)
    expect(
      (await run.deliver({ kind: 'picture', id: job?.id ?? '', faces: 1, bytes: new Uint8Array([1, 2]) })).ok,
    ).toBe(false)
    expect((await run.deliver({ kind: 'picture', id: job?.id ?? '', faces: 1, bytes: PNG })).ok).toBe(false)
    expect(written()).toEqual([])
    expect(lines).toHaveLength(1)
  })

  test('a page that falls silent ends the run, and every picture is accounted for', async () => {
    const { run, lines, codes, clock } = runOver({ 'a.png': PNG, 'b.png': PNG })
    await run.next()
    clock.advance(SILENCE_LIMIT_MS)
    expect(codes).toEqual([1])
    expect(lines.at(-1)).toBe('0 decorated, 2 failed')
    run.abandon('again')
    expect(codes).toEqual([1])
    expect(clock.waiting()).toBe(0)
  })

  test('a page that dies while its picture is written leaves that picture accounted for', async () => {
    const { run, lines, codes } = runOver({ 'a.png': PNG, 'b.png': PNG })
    const job = await run.next()
    const delivered = run.deliver({ kind: 'picture', id: job?.id ?? '', faces: 1, bytes: PNG })
    run.abandon('the hidden window ended')
    await delivered
    expect(lines).toEqual([
      'failed a.png: the hidden window ended',
      'failed b.png: the hidden window ended',
      '0 decorated, 2 failed',
    ])
    expect(codes).toEqual([1])
  })

  test('a page that asks again without an answer has lost the picture it had', async () => {
    const { run, lines } = runOver({ 'a.png': PNG })
    await run.next()
    expect(await run.next()).toBeNull()
    expect(lines.at(-1)).toBe('0 decorated, 1 failed')
  })
})

describe('a list of jobs', () => {
  const job = { in: '/a.png', look: 'cat', out: '/b.png', format: 'png' }
  const read = (text: string) => {
    const path = join(freshDirectory(), 'jobs.json')
    writeFileSync(path, text)
    return readJobs(path)
  }

  test('is read', async () => {
    expect(await read(JSON.stringify({ jobs: [job], consent: 'operator' }))).toEqual({
      ok: true,
      value: { jobs: [job], consent: 'operator' },
    })
  })

  test.each([
    ['not JSON', 'jobs'],
    ['no consent', JSON.stringify({ jobs: [job] })],
    ['another consent', JSON.stringify({ jobs: [job], consent: 'surely' })],
    ['no jobs', JSON.stringify({ jobs: [], consent: 'operator' })],
    ['a relative path', JSON.stringify({ jobs: [{ ...job, out: 'b.png' }], consent: 'operator' })],
    ['an unknown field', JSON.stringify({ jobs: [{ ...job, run: 'rm' }], consent: 'operator' })],
  ])('with %s is refused with a sentence', async (_what, text) => {
    const result = await read(text)
    expect(result).toMatchObject({
      ok: false,
      error: expect.stringMatching(/^The list of jobs .*\.$/) as string,
    })
  })

  test('that is missing, or named by a relative path, is refused', async () => {
    expect((await readJobs(join(freshDirectory(), 'none'))).ok).toBe(false)
    expect((await readJobs('jobs.json')).ok).toBe(false)
  })
})
