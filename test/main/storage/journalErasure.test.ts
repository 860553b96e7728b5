import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeThrough, type WriteSteps } from '../../../src/main/storage/atomicWrite'
import { JOURNAL_FILE, JOURNAL_HEAD_FILE } from '../../../src/main/storage/journal'
import { extendFile } from '../../../src/main/storage/journalFile'
import { freshDirectory } from '../support'
import { everything, filled, opened, textsOf, TEXTS } from './journalRig'

const file = (directory: string) => join(directory, JOURNAL_FILE)
const linesOf = (directory: string) =>
  readFileSync(file(directory), 'latin1')
    .split(/(?<=\n)/)
    .filter(Boolean)
const sha256 = (text: string) => createHash('sha256').update(text, 'latin1').digest('hex')
const kindsOf = (findings: readonly { readonly kind: string }[]) => findings.map(({ kind }) => kind)
/** Line 0 of the file is the header. */
const lineOf = (index: number) => index + 1

/** Three records of which the middle one was erased, and one more after the order. */
async function erasedMiddle(directory: string) {
  const keychain = await filled(directory)
  const before = linesOf(directory)
  const journal = await opened(directory, keychain)
  expect(await journal.erase([1], 'three years are over')).toMatchObject({ ok: true })
  await journal.append({ kind: 'request', payload: { text: 'after' } })
  await journal.close()
  return { keychain, before }
}

/** Opens what `change` made of such a journal, and opens it again: what was found is told once. */
async function afterChange(change: (lines: string[], before: readonly string[]) => readonly string[]) {
  const directory = freshDirectory()
  const { keychain, before } = await erasedMiddle(directory)
  writeFileSync(file(directory), change(linesOf(directory), before).join(''), 'latin1')
  const journal = await opened(directory, keychain)
  const entries = await everything(journal)
  await journal.close()
  const again = await opened(directory, keychain)
  expect(again.findings).toEqual([])
  expect(textsOf(await everything(again))).toEqual(textsOf(entries))
  await again.close()
  return {
    findings: journal.findings,
    texts: textsOf(entries.filter(({ kind }) => kind === 'request')),
    entries,
  }
}

describe('an erased entry', () => {
  test('leaves index, sums and the order in the file, and nothing of its box', async () => {
    const directory = freshDirectory()
    const { keychain, before } = await erasedMiddle(directory)
    const gone = before[lineOf(1)] ?? ''
    const lines = linesOf(directory)
    expect(lines[lineOf(1)]).toBe(`1 ${sha256(before[lineOf(0)] ?? '')} - ${sha256(gone)} 3\n`)
    expect(lines.join('')).not.toContain(gone.split(' ')[2]?.slice(0, 24))
    expect([lines[0], lines[lineOf(0)], lines[lineOf(2)]]).toEqual([
      before[0],
      before[lineOf(0)],
      before[lineOf(2)],
    ])
    const journal = await opened(directory, keychain)
    expect(journal.findings).toEqual([])
    expect((await everything(journal)).map(({ kind }) => kind)).toEqual([
      'request',
      'erased',
      'request',
      'erasure',
      'request',
    ])
    await journal.close()
    expect(readdirSync(directory).sort()).toEqual([JOURNAL_FILE, JOURNAL_HEAD_FILE].sort())
  })

  test('may be the first, the last before its order, and next to another', async () => {
    for (const indexes of [[0], [2], [0, 1], [1, 2], [0, 1, 2]]) {
      const directory = freshDirectory()
      const keychain = await filled(directory)
      const journal = await opened(directory, keychain)
      await journal.erase(indexes.slice(0, 1), 'one')
      await journal.erase(indexes, 'and the others')
      await journal.close()
      const again = await opened(directory, keychain)
      expect(again.findings).toEqual([])
      expect(textsOf((await everything(again)).slice(0, 3))).toEqual(
        TEXTS.map((text, index) => (indexes.includes(index) ? undefined : text)),
      )
      await again.close()
    }
  })
})

describe('a stub that no order names', () => {
  const unordered = ([header = '', a = '', b = '', ...rest]: readonly string[]) => [
    header,
    `0 ${a.split(' ')[1] ?? ''} - ${sha256(a)} 3\n`,
    b,
    ...rest,
  ]

  test('is told as a record that was taken out; the others stay', async () => {
    const { findings, texts } = await afterChange(unordered)
    expect(findings).toEqual([{ kind: 'erased-without-order', firstIndex: 0, entries: 1 }])
    expect(texts).toEqual([TEXTS[2], 'after'])
  })

  test('is what is left when the order goes with a damaged end: what is between them stays', async () => {
    const { findings, texts } = await afterChange((lines) => [
      ...lines.slice(0, lineOf(3)),
      (lines[lineOf(3)] ?? '').replace(/.{8}\n$/, 'AAAAAAA=\n'),
    ])
    expect(kindsOf(findings)).toEqual(['damaged-tail', 'entries-missing', 'erased-without-order'])
    expect(texts).toEqual([TEXTS[0], TEXTS[2]])
  })

  test('at the very end is cut off: nothing vouches for it', async () => {
    const { findings, texts } = await afterChange((lines) => lines.slice(0, lineOf(2)))
    expect(kindsOf(findings)).toEqual(['damaged-tail', 'entries-missing'])
    expect(texts).toEqual(TEXTS.slice(0, 1))
  })
})

test('a changed byte of a stub is found, whichever it is', async () => {
  const directory = freshDirectory()
  const { keychain } = await erasedMiddle(directory)
  const good = readFileSync(file(directory))
  const head = readFileSync(join(directory, JOURNAL_HEAD_FILE))
  const lines = linesOf(directory)
  const start = lines.slice(0, lineOf(1)).join('').length
  const length = lines[lineOf(1)]?.length ?? 0
  for (let at = start; at < start + length; at++) {
    const changed = Buffer.from(good)
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 7))
    writeFileSync(file(directory), changed)
    writeFileSync(join(directory, JOURNAL_HEAD_FILE), head)
    const journal = await opened(directory, keychain)
    expect(journal.findings.length).toBeGreaterThan(0)
    expect(textsOf(await everything(journal))[0]).toBe(TEXTS[0])
    await journal.close()
  }
})

test('what stands before a stub cannot be changed under its cover', async () => {
  const { findings, texts } = await afterChange(([header = '', a = '', stub = '', ...rest]) => {
    const box = Buffer.from(a.split(' ')[2] ?? '', 'base64')
    box[20] = (box[20] ?? 0) ^ 1
    const forged = `0 ${a.split(' ')[1] ?? ''} ${box.toString('base64')}\n`
    const mended = stub.replace(sha256(a), sha256(forged))
    expect(mended).not.toBe(stub)
    return [header, forged, mended, ...rest]
  })
  expect(findings[0]).toMatchObject({ kind: 'damaged-tail', fromIndex: 0 })
  expect(texts).toEqual([])
})

test('an old copy of an erased line is sound: what it says is no secret of the chain', async () => {
  const { findings, texts } = await afterChange((lines, before) =>
    lines.with(lineOf(1), before[lineOf(1)] ?? ''),
  )
  expect(findings).toEqual([])
  expect(texts).toEqual([...TEXTS, 'after'])
})

describe('erasing that does not succeed', () => {
  const fail = (code: string) => () => Promise.reject(Object.assign(new Error(), { code }))

  test.each([
    ['the disk is full', 'ENOSPC', 'disk-full', 'fill'],
    ['the file cannot be replaced', 'EACCES', 'not-writable', 'replace'],
  ] as const)('because %s changes nothing, and the journal goes on', async (_what, code, fault, at) => {
    const directory = freshDirectory()
    const keychain = await filled(directory)
    const before = readFileSync(file(directory))
    const rewrite: WriteSteps = { fill: writeThrough, replace: rename, [at]: fail(code) }
    const journal = await opened(directory, keychain, { extend: extendFile, rewrite })
    expect(await journal.erase([0], 'over')).toEqual({ ok: false, error: fault })
    expect(readFileSync(file(directory))).toEqual(before)
    expect(textsOf(await everything(journal))).toEqual(TEXTS)
    expect(await journal.append({ kind: 'request', payload: { text: 'on' } })).toMatchObject({ ok: true })
    await journal.close()
    const again = await opened(directory, keychain)
    expect(again.findings).toEqual([])
    expect(textsOf(await everything(again))).toEqual([...TEXTS, 'on'])
    await again.close()
    expect(readdirSync(directory)).toHaveLength(2)
  })

  test('at the head alone is told, and holds: what is erased does not come back', async () => {
    const directory = freshDirectory()
    const keychain = await filled(directory)
    const head: WriteSteps = { fill: fail('ENOSPC'), replace: rename }
    const journal = await opened(directory, keychain, { extend: extendFile, head })
    expect(await journal.erase([0], 'over')).toEqual({ ok: false, error: 'disk-full' })
    expect(textsOf(await everything(journal)).slice(0, 3)).toEqual([undefined, ...TEXTS.slice(1)])
    await journal.close()
    const again = await opened(directory, keychain)
    expect(again.findings).toEqual([])
    expect(again.count()).toBe(4)
    await again.close()
  })

  test('because a line is not what it was rewrites nothing', async () => {
    const directory = freshDirectory()
    const journal = await opened(directory, await filled(directory))
    const changed = readFileSync(file(directory))
    changed[changed.length - 10] = (changed[changed.length - 10] ?? 0) ^ 1
    writeFileSync(file(directory), changed)
    expect(await journal.erase([0], 'over')).toEqual({ ok: false, error: 'changed' })
    expect(readFileSync(file(directory))).toEqual(changed)
    await journal.close()
  })
})
