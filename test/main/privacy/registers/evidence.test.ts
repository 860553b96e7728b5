import { strFromU8, unzipSync } from 'fflate'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { EvidenceScope } from '../../../../src/contracts/calls/registers'
import { payloadFault, type Json } from '../../../../src/domain/privacy/journal'
import { err, ok } from '../../../../src/domain/result'
import { freshDirectory } from '../../support'
import { DRAFT, MEMBER, NOW, openDesk, receive, rowOf, type Desk } from './rig'

const PDF = new Uint8Array(Buffer.from('%PDF-1.7 a letter'))
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')
const CASE = { kind: 'case', id: 'R-7Q4M-20K9' } as const
const EVERYTHING = { kind: 'everything' } as const

async function filled(): Promise<Desk> {
  const desk = await openDesk({
    letters: ({ request }) => Promise.resolve(ok([{ name: `${request.id}-1-acknowledgement`, pdf: PDF }])),
  })
  await receive(desk, 'R-7Q4M-20K9', [
    { kind: 'acknowledge', notice: { by: 'posted', reference: 'letter 1', givesReason: true } },
  ])
  await receive(desk, 'R-7Q4M-20KA')
  rowOf(await desk.call('provision:add', { draft: DRAFT }))
  return desk
}

/** The files of an export, by their names. */
async function exported(desk: Desk, scope: EvidenceScope): Promise<Map<string, Uint8Array>> {
  const path = join(desk.exports, `${scope.kind}.zip`)
  desk.choose(path)
  const reply = await desk.call('register:evidence', { scope })
  if (!reply.ok) throw new Error(reply.error.code)
  const zip = readFileSync(path)
  expect(reply.value.sha256).toBe(sha256(zip))
  const files = new Map(Object.entries(unzipSync(zip)))
  expect(reply.value.files).toBe(files.size)
  return files
}

const linesOf = (files: Map<string, Uint8Array>, name: string) =>
  strFromU8(files.get(name) ?? new Uint8Array())
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
const jsonOf = (files: Map<string, Uint8Array>, name: string) =>
  JSON.parse(strFromU8(files.get(name) ?? new Uint8Array())) as Record<string, unknown>

function unpacked(files: Map<string, Uint8Array>): string {
  const folder = freshDirectory()
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), bytes)
  }
  return folder
}

/** Runs the checker that came in the zip, as somebody who was handed it would. */
function verify(folder: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'verify.mjs')], {
    encoding: 'utf8',
  })
  return { status, lines: stdout.trim().split('\n'), stderr }
}

describe('an export', () => {
  test('of one case holds its records, its letters and the whole chain, and nothing of another case', async () => {
    const desk = await filled()
    const files = await exported(desk, CASE)
    expect([...files.keys()].toSorted()).toEqual([
      'README.en.txt',
      'README.ja.txt',
      'chain.jsonl',
      'entries.jsonl',
      'letters/R-7Q4M-20K9-1-acknowledgement.pdf',
      'manifest.json',
      'requests/R-7Q4M-20K9.case.json',
      'requests/R-7Q4M-20K9.request.json',
      'verify.mjs',
    ])
    for (const [name, bytes] of files) expect(strFromU8(bytes), name).not.toContain('R-7Q4M-20KA')
    expect(strFromU8(files.get('entries.jsonl') ?? PDF)).not.toContain('刑事訴訟法')
    expect(linesOf(files, 'entries.jsonl').map(({ kind }) => kind)).toEqual([
      'request',
      'transition',
      'transition',
      'transition',
      'transition',
    ])
    expect(jsonOf(files, 'requests/R-7Q4M-20K9.case.json')).toMatchObject({ stage: 'received' })
  })

  test('of everything holds every record as it stands in the book', async () => {
    const desk = await filled()
    const before = await desk.journal.read(0, desk.journal.count())
    const headSha256 = desk.journal.headSha256()
    const files = await exported(desk, EVERYTHING)
    expect(before).toEqual({ ok: true, value: linesOf(files, 'entries.jsonl') })
    expect(JSON.parse(strFromU8(files.get('registers/provisions.json') ?? PDF))).toMatchObject([
      { record: { ...DRAFT, recordedBy: MEMBER } },
    ])
    expect(jsonOf(files, 'manifest.json')).toMatchObject({
      format: 'kazari-evidence-1',
      writtenAtMs: NOW,
      writtenBy: MEMBER,
      scope: EVERYTHING,
      book: { entries: before.ok ? before.value.length : -1, headSha256 },
    })
  })

  test('has a chain that anybody can follow, and sums that anybody can make', async () => {
    const files = await exported(await filled(), EVERYTHING)
    const chain = linesOf(files, 'chain.jsonl')
    const { book, files: listed } = jsonOf(files, 'manifest.json') as {
      book: { entries: number; headSha256: string }
      files: { path: string; bytes: number; sha256: string }[]
    }
    expect(chain).toHaveLength(book.entries)
    for (const [index, line] of chain.entries()) {
      expect(line.index).toBe(index)
      if (index > 0) expect(line.previous).toBe(chain[index - 1]?.sum)
    }
    expect(chain.at(-1)?.sum).toBe(book.headSha256)
    expect(listed).toHaveLength(files.size - 1)
    for (const { path, bytes, sha256: sum } of listed) {
      expect(files.get(path)?.byteLength, path).toBe(bytes)
      expect(sha256(files.get(path) ?? PDF), path).toBe(sum)
    }
  })

  test('tells the book, and the next export begins with the same chain', async () => {
    const desk = await filled()
    const first = await exported(desk, EVERYTHING)
    const second = await exported(await desk.reopen(), EVERYTHING)
    const chains = [first, second].map((files) => linesOf(files, 'chain.jsonl'))
    expect(chains[1]?.slice(0, chains[0]?.length)).toEqual(chains[0])
    expect(linesOf(second, 'entries.jsonl').at(-1)).toMatchObject({
      kind: 'desk',
      payload: {
        what: 'evidence-exported',
        by: MEMBER,
        requestId: null,
        headSha256: chains[0]?.at(-1)?.sum,
      },
    })
  })

  test('has no place for a face: every record in it would be refused if it held one', async () => {
    const files = await exported(await filled(), EVERYTHING)
    for (const entry of linesOf(files, 'entries.jsonl')) {
      const { payload } = entry as { payload: Record<string, Json> }
      expect(payloadFault(payload)).toBeNull()
      expect(payloadFault({ ...payload, points: Array.from({ length: 82 }, (_, at) => at / 3) })).toBe(
        'number-list',
      )
    }
  })
})

describe('the checker that comes with it', () => {
  test('finds a whole export whole', async () => {
    for (const scope of [CASE, EVERYTHING]) {
      const { status, lines } = verify(unpacked(await exported(await filled(), scope)))
      expect(lines.join()).toMatch(/^whole: /)
      expect(status).toBe(0)
    }
  })

  /** Puts the manifest right again after a change, as somebody who cheats would. */
  function listAgain(folder: string, path: string): void {
    const file = join(folder, 'manifest.json')
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as {
      files: { path: string; bytes: number; sha256: string }[]
    }
    const bytes = readFileSync(join(folder, path))
    manifest.files = manifest.files.map((entry) =>
      entry.path === path ? { path, bytes: bytes.byteLength, sha256: sha256(bytes) } : entry,
    )
    writeFileSync(file, JSON.stringify(manifest))
  }
  function edit(folder: string, path: string, change: (text: string) => string): void {
    const file = join(folder, path)
    const before = readFileSync(file, 'utf8')
    const after = change(before)
    expect(after).not.toBe(before)
    writeFileSync(file, after)
    listAgain(folder, path)
  }
  const lines = (text: string) => text.split('\n').filter((line) => line !== '')

  const cheats: readonly (readonly [string, (folder: string) => void, RegExp])[] = [
    [
      'a changed letter',
      (folder) => writeFileSync(join(folder, 'letters/R-7Q4M-20K9-1-acknowledgement.pdf'), 'other'),
      /^changed file: letters/,
    ],
    [
      'a letter taken out',
      (folder) => rmSync(join(folder, 'letters'), { recursive: true }),
      /^missing file: letters/,
    ],
    [
      'a file slipped in',
      (folder) => writeFileSync(join(folder, 'letters/more.pdf'), ''),
      /^file that was not exported/,
    ],
    [
      'a record renamed',
      (folder) =>
        renameSync(
          join(folder, 'requests/R-7Q4M-20K9.case.json'),
          join(folder, 'requests/R-0000-0000.case.json'),
        ),
      /^missing file: requests/,
    ],
    [
      'a line of the chain taken out',
      (folder) => edit(folder, 'chain.jsonl', (text) => `${lines(text).toSpliced(2, 1).join('\n')}\n`),
      /^chain: line 2 says it is 3/,
    ],
    [
      'the end of the chain cut off',
      (folder) => edit(folder, 'chain.jsonl', (text) => `${lines(text).slice(0, -1).join('\n')}\n`),
      /^chain: \d+ lines instead of/,
    ],
    [
      'a sum of the chain changed',
      (folder) => edit(folder, 'chain.jsonl', (text) => text.replace(/"sum":"./, '"sum":"g')),
      /^chain: line 1 does not follow line 0/,
    ],
    [
      'a record moved to another place',
      (folder) => edit(folder, 'entries.jsonl', (text) => text.replace('"index":1,', '"index":3,')),
      /^record 3 is not in the chain/,
    ],
    [
      'an edited request',
      (folder) => edit(folder, 'requests/R-7Q4M-20K9.request.json', (text) => text.replace('山田', '川田')),
      /^edited request/,
    ],
  ]
  test.each(cheats)('finds %s', async (_what, cheat, said) => {
    const folder = unpacked(await exported(await filled(), CASE))
    cheat(folder)
    const found = verify(folder)
    expect(found.lines[0]).toMatch(said)
    expect(found.status).toBe(1)
  })

  test('says so where there is nothing to check', () => {
    const folder = freshDirectory()
    writeFileSync(join(folder, 'verify.mjs'), readFileSync('scripts/verifyEvidence.mjs'))
    expect(verify(folder)).toMatchObject({ status: 2 })
  })
})

describe('nothing is exported', () => {
  test('of a case that is not there', async () => {
    const desk = await filled()
    expect(await desk.call('register:evidence', { scope: { kind: 'case', id: 'R-0000-0000' } })).toEqual({
      ok: false,
      error: { code: 'register-unknown' },
    })
  })

  test('when a letter cannot be made: an export without it would not be the whole', async () => {
    const desk = await openDesk({ letters: () => Promise.resolve(err({ code: 'letter-not-made' })) })
    await receive(desk, 'R-7Q4M-20K9')
    expect(await desk.call('register:evidence', { scope: CASE })).toEqual({
      ok: false,
      error: { code: 'letter-not-made' },
    })
  })

  test('by nobody', async () => {
    const desk = await filled()
    desk.lockDesk()
    expect(await desk.call('register:evidence', { scope: EVERYTHING })).toEqual({
      ok: false,
      error: { code: 'desk-locked' },
    })
  })
})

test('what was erased is in the export as erased, and the chain is whole', async () => {
  const desk = await filled()
  const at = desk.journal.count() - 1
  expect(await desk.journal.erase([at], 'three years')).toMatchObject({ ok: true })
  await desk.replaced()
  const files = await exported(desk, EVERYTHING)
  expect(linesOf(files, 'entries.jsonl')[at]).toMatchObject({ kind: 'erased', payload: null })
  expect(strFromU8(files.get('entries.jsonl') ?? PDF)).not.toContain('刑事訴訟法')
  expect(verify(unpacked(files)).status).toBe(0)
})
