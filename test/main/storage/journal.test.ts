import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { payloadFault, type Json } from '../../../src/domain/privacy/journal'
import { writeThrough } from '../../../src/main/storage/atomicWrite'
import { JOURNAL_FILE, JOURNAL_HEAD_FILE, JOURNAL_LOCK_FILE } from '../../../src/main/storage/journal'
import { extendFile } from '../../../src/main/storage/journalFile'
import { freshDirectory, testKeychain } from '../support'
import { everything, filled, NOW_MS, opened, textsOf, TEXTS, tryOpen } from './journalRig'

const file = (directory: string) => join(directory, JOURNAL_FILE)
const headFile = (directory: string) => join(directory, JOURNAL_HEAD_FILE)
const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex')
const kindsOf = (findings: readonly { readonly kind: string }[]) => findings.map(({ kind }) => kind)

describe('records', () => {
  test('come back in order, each naming the sha256 of the line before it, and the file shows nothing of them', async () => {
    const directory = freshDirectory()
    const keychain = await filled(directory)
    const journal = await opened(directory, keychain)
    expect(journal.findings).toEqual([])
    const entries = await everything(journal)
    expect(textsOf(entries)).toEqual(TEXTS)
    const lines = readFileSync(file(directory), 'utf8').split(/(?<=\n)/)
    expect(entries.map(({ index, previousSha256 }) => [index, previousSha256])).toEqual(
      lines.slice(0, 3).map((line, index) => [index, sha256(line)]),
    )
    expect(journal.headSha256()).toBe(sha256(lines[3] ?? ''))
    for (const text of [...TEXTS, '"request"', String(NOW_MS)]) expect(lines.join('')).not.toContain(text)
    if (process.platform !== 'win32') expect(statSync(file(directory)).mode & 0o777).toBe(0o600)
    await journal.close()
    expect(readdirSync(directory).sort()).toEqual([JOURNAL_FILE, JOURNAL_HEAD_FILE].sort())
  })

  test('asked for all at once are written one after the other', async () => {
    const journal = await opened(freshDirectory(), testKeychain())
    const texts = Array.from({ length: 20 }, (_, index) => `record ${index}`)
    const added = await Promise.all(
      texts.map((text) => journal.append({ kind: 'request', payload: { text } })),
    )
    expect(added.every(({ ok }) => ok)).toBe(true)
    expect(textsOf(await everything(journal))).toEqual(texts)
    expect(textsOf(await journal.read(7, 2).then((read) => (read.ok ? read.value : [])))).toEqual(
      texts.slice(7, 9),
    )
    await journal.close()
    expect(await journal.append({ kind: 'request', payload: {} })).toEqual({ ok: false, error: 'closed' })
  })

  test('are sealed by a passphrase where there is no keychain', async () => {
    const directory = freshDirectory()
    const none = testKeychain(false)
    expect(await tryOpen(directory, none)).toEqual({ ok: false, error: 'no-key' })
    const journal = await opened(directory, none, undefined, 'correct horse')
    await journal.append({ kind: 'request', payload: { text: 'a' } })
    await journal.close()
    const before = readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'))
    expect(await tryOpen(directory, none)).toEqual({ ok: false, error: 'locked' })
    expect(await tryOpen(directory, none, undefined, 'wrong horse')).toEqual({
      ok: false,
      error: 'wrong-key',
    })
    expect(readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'))).toEqual(before)
    const again = await opened(directory, none, undefined, 'correct horse')
    expect(textsOf(await everything(again))).toEqual(['a'])
    await again.close()
  })

  test('of another computer’s keychain are left alone', async () => {
    const directory = freshDirectory()
    await filled(directory)
    const before = readFileSync(file(directory))
    expect(await tryOpen(directory, testKeychain())).toEqual({ ok: false, error: 'wrong-key' })
    expect(readFileSync(file(directory))).toEqual(before)
    expect(readdirSync(directory)).not.toContain(JOURNAL_LOCK_FILE)
  })
})

describe('a write that was cut short', () => {
  test('at any byte loses nothing acknowledged, and what there is of it is put aside', async () => {
    const directory = freshDirectory()
    const keychain = testKeychain()
    const journal = await opened(directory, keychain)
    for (const text of TEXTS.slice(0, 2)) await journal.append({ kind: 'request', payload: { text } })
    const head = readFileSync(headFile(directory))
    const size = statSync(file(directory)).size
    await journal.append({ kind: 'request', payload: { text: TEXTS[2] ?? '' } })
    await journal.close()
    const whole = readFileSync(file(directory))
    for (let length = size; length <= whole.length; length++) {
      writeFileSync(file(directory), whole.subarray(0, length))
      writeFileSync(headFile(directory), head)
      const again = await opened(directory, keychain)
      const isWhole = length === whole.length
      expect(kindsOf(again.findings)).toEqual(isWhole || length === size ? [] : ['unfinished-write'])
      expect(textsOf(await everything(again)).slice(0, 3)).toEqual(
        length === size ? TEXTS.slice(0, 2) : isWhole ? TEXTS : [...TEXTS.slice(0, 2), undefined],
      )
      const [finding] = again.findings
      if (finding?.kind === 'unfinished-write')
        expect(readFileSync(join(directory, finding.setAside))).toEqual(whole.subarray(size, length))
      await again.close()
    }
  })

  test.each([
    ['the disk is full in the middle of a line', 'ENOSPC', 'disk-full', 'extend'],
    ['the head cannot be written', 'ENOSPC', 'disk-full', 'fill'],
    ['the head cannot be renamed', 'EACCES', 'not-writable', 'replace'],
  ] as const)('because %s leaves the file as it was, and says so', async (_what, code, fault, failing) => {
    const directory = freshDirectory()
    const keychain = await filled(directory)
    let isFailing = false
    const fail = () => Promise.reject(Object.assign(new Error(), { code }))
    const journal = await opened(directory, keychain, {
      extend: async (handle, bytes, position) => {
        if (!isFailing || failing !== 'extend') return extendFile(handle, bytes, position)
        await handle.write(bytes, 0, 40, position)
        return fail()
      },
      head: {
        fill: (handle, bytes) => (isFailing && failing === 'fill' ? fail() : writeThrough(handle, bytes)),
        replace: (from, to) => (isFailing && failing === 'replace' ? fail() : rename(from, to)),
      },
    })
    const before = [file(directory), headFile(directory)].map((path) => readFileSync(path))
    isFailing = true
    const lost = { kind: 'request', payload: { text: 'lost' } } as const
    expect(await journal.append(lost)).toEqual({ ok: false, error: fault })
    expect([file(directory), headFile(directory)].map((path) => readFileSync(path))).toEqual(before)
    isFailing = false
    expect(await journal.append({ kind: 'request', payload: { text: 'kept' } })).toMatchObject({ ok: true })
    await journal.close()
    const again = await opened(directory, keychain)
    expect(again.findings).toEqual([])
    expect(textsOf(await everything(again))).toEqual([...TEXTS, 'kept'])
    await again.close()
  })

  test('a directory that takes no files says “not-writable”', async () => {
    const blocked = join(freshDirectory(), 'file')
    writeFileSync(blocked, '')
    expect(await tryOpen(join(blocked, 'journal'), testKeychain())).toMatchObject({ ok: false })
  })
})

describe('tampering', () => {
  /** Opens what `change` made of a good journal; gives back the findings and the records that are still believed. */
  async function afterChange(change: (directory: string, good: Buffer) => void) {
    const directory = freshDirectory()
    const keychain = await filled(directory)
    change(directory, readFileSync(file(directory)))
    const journal = await opened(directory, keychain)
    const entries = await everything(journal)
    await journal.close()
    const again = await opened(directory, keychain)
    expect(again.findings).toEqual([])
    const told = (await everything(again)).filter(({ kind }) => kind === 'journal-repaired')
    expect(told).toHaveLength(journal.findings.length > 0 ? 1 : 0)
    await again.close()
    return {
      directory,
      findings: journal.findings,
      texts: textsOf(entries.filter(({ kind }) => kind === 'request')),
    }
  }

  test('with any byte is found, where it was; all bytes are kept', async () => {
    const directory = freshDirectory()
    const keychain = await filled(directory)
    const good = readFileSync(file(directory))
    const head = readFileSync(headFile(directory))
    const ends = [...good.toString('latin1').matchAll(/\n/g)].map(({ index }) => index)
    for (let at = 0; at < good.length; at++) {
      const changed = Buffer.from(good)
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
      for (const name of readdirSync(directory)) rmSync(join(directory, name))
      writeFileSync(file(directory), changed)
      writeFileSync(headFile(directory), head)
      const journal = await opened(directory, keychain)
      const line = ends.findIndex((end) => at <= end)
      const [finding] = journal.findings
      if (line === 0) {
        expect(finding?.kind).toBe('damaged-file')
        if (finding?.kind === 'damaged-file')
          expect(readFileSync(join(directory, finding.setAside))).toEqual(changed)
      } else {
        expect(finding).toMatchObject({ kind: 'damaged-tail', fromIndex: line - 1 })
        const entries = await everything(journal)
        expect(textsOf(entries.slice(0, line - 1))).toEqual(TEXTS.slice(0, line - 1))
        if (finding?.kind === 'damaged-tail')
          expect(readFileSync(join(directory, finding.setAside))).toEqual(
            changed.subarray((ends[line - 1] ?? 0) + 1),
          )
      }
      await journal.close()
    }
  })

  test('by somebody who mends the chain behind a changed record is found where it begins', async () => {
    for (const changedIndex of [0, 1, 2]) {
      const { findings, texts } = await afterChange((directory, good) => {
        const [header = '', ...lines] = good.toString('latin1').split(/(?<=\n)/)
        let previous = sha256(header)
        const forged = lines.filter(Boolean).map((line, index) => {
          const box = Buffer.from(line.split(' ')[2] ?? '', 'base64')
          if (index === changedIndex) box[20] = (box[20] ?? 0) ^ 1
          const mended = `${index} ${previous} ${box.toString('base64')}\n`
          previous = sha256(mended)
          return mended
        })
        writeFileSync(file(directory), header + forged.join(''))
      })
      expect(findings[0]).toMatchObject({ kind: 'damaged-tail', fromIndex: changedIndex })
      expect(texts).toEqual(TEXTS.slice(0, changedIndex))
    }
  })

  test.each([
    [
      'taking out a record',
      (lines: string[]) => lines.toSpliced(2, 1),
      ['damaged-tail', 'entries-missing'],
      1,
    ],
    [
      'swapping two',
      ([a = '', b = '', c = '', d = '']: string[]) => [a, c, b, d],
      ['damaged-tail', 'entries-missing'],
      0,
    ],
    ['writing one twice', (lines: string[]) => [...lines, lines[3] ?? ''], ['damaged-tail'], 3],
    ['cutting off the last', (lines: string[]) => lines.slice(0, 3), ['entries-missing'], 2],
    ['cutting off all', (lines: string[]) => lines.slice(0, 1), ['entries-missing'], 0],
    ['adding text', (lines: string[]) => [...lines, 'and so on\n'], ['damaged-tail'], 3],
  ])('by %s is found', async (_what, change, kinds, left) => {
    const { findings, texts } = await afterChange((directory, good) => {
      const lines = good
        .toString('latin1')
        .split(/(?<=\n)/)
        .filter(Boolean)
      writeFileSync(file(directory), change(lines).join(''))
    })
    expect(kindsOf(findings)).toEqual(kinds)
    expect(texts).toEqual(TEXTS.slice(0, left))
  })

  test('with the head is found, and costs no record', async () => {
    const gone = await afterChange((directory) => rmSync(headFile(directory)))
    expect(kindsOf(gone.findings)).toEqual(['head-missing'])
    expect(gone.texts).toEqual(TEXTS)
    const damaged = await afterChange((directory) => writeFileSync(headFile(directory), '{}'))
    expect(kindsOf(damaged.findings)).toEqual(['head-damaged'])
    expect(damaged.texts).toEqual(TEXTS)
    expect(
      readdirSync(damaged.directory).some((name) => name.startsWith('journal.head.sealed.damaged-')),
    ).toBe(true)
  })

  test('by taking the whole file away is found', async () => {
    const { findings, texts } = await afterChange((directory) => rmSync(file(directory)))
    expect(kindsOf(findings)).toEqual(['file-missing'])
    expect(texts).toEqual([])
  })

  test('while the journal is open is found on reading and on writing', async () => {
    const directory = freshDirectory()
    const journal = await opened(directory, await filled(directory))
    const changed = readFileSync(file(directory))
    changed[changed.length - 10] = (changed[changed.length - 10] ?? 0) ^ 1
    writeFileSync(file(directory), changed)
    expect(await journal.read(0, 3)).toEqual({ ok: false, error: 'changed' })
    writeFileSync(file(directory), Buffer.concat([changed, changed]))
    expect(await journal.append({ kind: 'request', payload: {} })).toEqual({ ok: false, error: 'lost-lock' })
    await journal.close()
  })
})

describe('what a record may hold', () => {
  test('no face: not as a list, not nested, not as named numbers', async () => {
    const journal = await opened(freshDirectory(), testKeychain())
    const points = Array.from({ length: 41 }, (_, index) => ({ x: index / 3, y: index / 7 }))
    const payloads: readonly Json[] = [
      points.flatMap(({ x, y }) => [x, y]),
      { points },
      { deep: [[points]] },
      Object.fromEntries(points.map(({ x }, index) => [`p${index}`, x])),
      { text: 'A'.repeat(70_000) },
      { bytes: new Uint8Array(4) } as unknown as Json,
      { value: Number.NaN },
      { value: (() => 1) as unknown as Json },
      JSON.parse('['.repeat(40) + ']'.repeat(40)) as Json,
    ]
    for (const payload of payloads)
      expect(await journal.append({ kind: 'request', payload })).toMatchObject({ ok: false })
    expect(journal.count()).toBe(0)
    await journal.close()
  })

  test('whatever is let through comes back the same, and never holds many numbers', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const payload = value as Json
        if (payloadFault(payload) !== null) return
        expect((JSON.stringify(payload).match(/[[,:]-?\d/g) ?? []).length).toBeLessThan(82)
      }),
    )
  })
})
