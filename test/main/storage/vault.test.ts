import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeThrough } from '../../../src/main/storage/atomicWrite'
import { DRAFTS_FILE } from '../../../src/main/storage/draftStore'
import { JOURNAL_FILE, JOURNAL_HEAD_FILE } from '../../../src/main/storage/journal'
import { extendFile } from '../../../src/main/storage/journalFile'
import { BOOKS } from '../../../src/main/storage/vault'
import { freshDirectory, testKeychain } from '../support'
import { everything, NOW_MS } from './journalRig'
import { draft, openVault, PASSPHRASE, record, recorded } from './vaultRig'

const bytesOf = (directory: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path, readFileSync(path, 'latin1')]),
  )

const fails = (code: string) => () => Promise.reject(Object.assign(new Error(), { code }))

describe('with a keychain', () => {
  test('both books and the drafts are there at the next start, sealed', async () => {
    const directory = join(freshDirectory(), 'made', 'when needed')
    const keychain = testKeychain()
    const first = await openVault(directory, keychain)
    expect(first.vault.storage()).toBe('keychain')
    await record(first.vault, 'personal', 'mine')
    await record(first.vault, 'desk', 'of the desk')
    expect(await first.vault.drafts().put(draft('D-7Q4M-20K9', { reason: '理由' }))).toEqual({ ok: true })
    await first.vault.close()
    expect(Object.values(bytesOf(directory)).join()).not.toMatch(/mine|of the desk|reason|D-7Q4M/)
    const second = await openVault(directory, keychain)
    expect(second.vault.findings()).toEqual([])
    expect([await recorded(second.vault, 'personal'), await recorded(second.vault, 'desk')]).toEqual([
      ['mine'],
      ['of the desk'],
    ])
    expect(second.vault.drafts().list()).toEqual([draft('D-7Q4M-20K9', { reason: '理由' })])
    expect(await second.vault.protect(PASSPHRASE)).toEqual({ ok: false, error: { code: 'not-available' } })
    expect(await second.vault.unlock(PASSPHRASE)).toEqual({ ok: false, error: { code: 'not-available' } })
    await second.vault.close()
  })

  test('that is away today leaves the books alone; what is recorded stays in memory', async () => {
    const directory = freshDirectory()
    const keychain = testKeychain()
    const first = await openVault(directory, keychain)
    await record(first.vault, 'personal', 'kept')
    await first.vault.close()
    const before = bytesOf(directory)
    const { vault } = await openVault(directory, testKeychain(false))
    expect(vault.storage()).toBe('locked')
    await record(vault, 'personal', 'in memory')
    expect(await vault.unlock(PASSPHRASE)).toEqual({ ok: false, error: { code: 'not-available' } })
    expect(await vault.protect(PASSPHRASE)).toEqual({ ok: false, error: { code: 'records-locked' } })
    await vault.close()
    expect(bytesOf(directory)).toEqual(before)
  })

  test('of another computer: the books are put aside whole and told, and new ones begun', async () => {
    const directory = freshDirectory()
    const first = await openVault(directory, testKeychain())
    await record(first.vault, 'personal', 'sealed elsewhere')
    await first.vault.drafts().put(draft('D-0000-0001'))
    await first.vault.close()
    const before = readFileSync(join(directory, 'personal', JOURNAL_FILE))
    const { vault, aside } = await openVault(directory, testKeychain())
    expect(vault.findings().map(({ book, finding }) => [book, finding.kind])).toEqual([
      ['personal', 'foreign-key'],
      ['personal', 'drafts-damaged'],
      ['desk', 'foreign-key'],
    ])
    const [name = ''] = aside
    expect(name).toMatch(/^personal\/journal\.sealed\.unreadable-/)
    expect(readFileSync(join(directory, name))).toEqual(before)
    expect(vault.storage()).toBe('damaged')
    await record(vault, 'personal', 'begun anew')
    expect(vault.storage()).toBe('keychain')
    await vault.close()
  })
})

describe('without a keychain', () => {
  test('nothing is written until a passphrase is chosen; then what this session holds is carried over', async () => {
    const directory = freshDirectory()
    const { vault, readings } = await openVault(directory)
    expect(vault.storage()).toBe('session-only')
    await record(vault, 'personal', 'mine')
    await record(vault, 'desk', 'of the desk')
    await vault.drafts().put(draft('D-0000-0001', { step: 2 }))
    expect(readdirSync(directory)).toEqual([])
    expect(await vault.protect(PASSPHRASE)).toEqual({ ok: true })
    expect(vault.storage()).toBe('passphrase')
    expect(readings()).toBe(1)
    await record(vault, 'personal', 'later')
    await vault.drafts().put(draft('D-0000-0002'))
    await vault.close()
    const next = await openVault(directory)
    expect(next.vault.storage()).toBe('locked')
    expect([await recorded(next.vault, 'personal'), next.vault.drafts().list()]).toEqual([[], []])
    expect(await next.vault.unlock(PASSPHRASE)).toEqual({ ok: true })
    expect([next.vault.storage(), next.readings()]).toEqual(['passphrase', 1])
    expect(await recorded(next.vault, 'personal')).toEqual(['mine', 'later'])
    expect(await recorded(next.vault, 'desk')).toEqual(['of the desk'])
    expect(next.vault.drafts().list()).toHaveLength(2)
    await next.vault.close()
  })

  test('a wrong passphrase touches nothing, and what was recorded meanwhile joins when the right one comes', async () => {
    const directory = freshDirectory()
    const first = await openVault(directory)
    await record(first.vault, 'personal', 'before')
    await first.vault.drafts().put(draft('D-0000-0001', { step: 1 }))
    await first.vault.protect(PASSPHRASE)
    await first.vault.close()
    const before = bytesOf(directory)
    let nowMs = NOW_MS + 1000
    const { vault, readings } = await openVault(directory, testKeychain(false), { now: () => nowMs })
    await record(vault, 'personal', 'meanwhile')
    await vault.drafts().put(draft('D-0000-0001', { step: 3 }, nowMs))
    for (const wrong of ['', 'correct horse batterY', `${PASSPHRASE} `])
      expect(await vault.unlock(wrong)).toEqual({ ok: false, error: { code: 'records-locked' } })
    expect(bytesOf(directory)).toEqual(before)
    expect([vault.storage(), readings()]).toEqual(['locked', 0])
    expect(await vault.protect(PASSPHRASE)).toEqual({ ok: false, error: { code: 'records-locked' } })
    nowMs += 60_000
    expect(await vault.unlock(PASSPHRASE)).toEqual({ ok: true })
    expect(await recorded(vault, 'personal')).toEqual(['before', 'meanwhile'])
    expect((await everything(vault.book('personal'))).map(({ atMs }) => atMs)).toEqual([
      NOW_MS,
      NOW_MS + 1000,
    ])
    expect(vault.drafts().list()).toEqual([draft('D-0000-0001', { step: 3 }, NOW_MS + 1000)])
    expect(await vault.unlock(PASSPHRASE)).toEqual({ ok: false, error: { code: 'not-available' } })
    await vault.close()
  })

  test('a passphrase that a kill left on one book alone opens that one and begins the other', async () => {
    const directory = freshDirectory()
    const first = await openVault(directory)
    await record(first.vault, 'personal', 'mine')
    await first.vault.protect(PASSPHRASE)
    await first.vault.close()
    for (const name of [JOURNAL_FILE, JOURNAL_HEAD_FILE])
      await rename(join(directory, 'desk', name), join(directory, name))
    const { vault } = await openVault(directory)
    expect(vault.storage()).toBe('locked')
    expect(await vault.unlock('not this one')).toMatchObject({ ok: false })
    expect(existsSync(join(directory, 'desk', JOURNAL_FILE))).toBe(false)
    expect(await vault.unlock(PASSPHRASE)).toEqual({ ok: true })
    expect([vault.storage(), await recorded(vault, 'personal')]).toEqual(['passphrase', ['mine']])
    await vault.close()
  })

  test.each(['personal', 'desk'] as const)(
    'a disk that is full while “%s” is sealed leaves nothing behind and loses nothing',
    async (failing) => {
      const directory = freshDirectory()
      let extended = 0
      const { vault } = await openVault(directory, testKeychain(false), {
        steps: {
          journal: {
            extend: (file, bytes, position) =>
              ++extended === (failing === 'personal' ? 1 : 2)
                ? fails('ENOSPC')()
                : extendFile(file, bytes, position),
          },
        },
      })
      await record(vault, 'personal', 'mine')
      await record(vault, 'desk', 'of the desk')
      expect(await vault.protect(PASSPHRASE)).toEqual({ ok: false, error: { code: 'disk-full' } })
      expect(vault.storage()).toBe('session-only')
      expect(readdirSync(directory)).toEqual([])
      expect(await recorded(vault, 'personal')).toEqual(['mine'])
      extended = 2
      expect(await vault.protect(PASSPHRASE)).toEqual({ ok: true })
      expect(await recorded(vault, 'desk')).toEqual(['of the desk'])
      await vault.close()
    },
  )

  test('a disk that is full while what came meanwhile is added keeps it in memory, once', async () => {
    const directory = freshDirectory()
    const first = await openVault(directory)
    await first.vault.protect(PASSPHRASE)
    await first.vault.close()
    let isFull = true
    const { vault } = await openVault(directory, testKeychain(false), {
      steps: {
        journal: {
          extend: (file, bytes, position) => (isFull ? fails('ENOSPC')() : extendFile(file, bytes, position)),
        },
      },
    })
    await record(vault, 'desk', 'meanwhile')
    expect(await vault.unlock(PASSPHRASE)).toEqual({ ok: false, error: { code: 'disk-full' } })
    expect([vault.storage(), await recorded(vault, 'desk')]).toEqual(['locked', ['meanwhile']])
    isFull = false
    expect(await vault.unlock(PASSPHRASE)).toEqual({ ok: true })
    expect([vault.storage(), await recorded(vault, 'desk')]).toEqual(['passphrase', ['meanwhile']])
    await vault.close()
  })
})

describe('what cannot be believed', () => {
  test.each(BOOKS)('in the book “%s” is told, and put aside with its name', async (book) => {
    const directory = freshDirectory()
    const keychain = testKeychain()
    const first = await openVault(directory, keychain)
    for (const text of ['first', 'second']) await record(first.vault, book, text)
    await first.vault.close()
    const path = join(directory, book, JOURNAL_FILE)
    const changed = readFileSync(path)
    changed[changed.length - 20] = (changed[changed.length - 20] ?? 0) ^ 1
    writeFileSync(path, changed)
    const { vault, aside } = await openVault(directory, keychain)
    expect(vault.findings().map(({ book: of, finding }) => [of, finding.kind])).toEqual([
      [book, 'damaged-tail'],
      [book, 'entries-missing'],
    ])
    expect(aside.map((name) => existsSync(join(directory, name)))).toEqual([true])
    expect(aside[0]).toContain(`${book}/journal`)
    expect(await recorded(vault, book)).toEqual(['first'])
    expect(vault.storage()).toBe(book === 'personal' ? 'damaged' : 'keychain')
    await vault.close()
  })

  test('a damaged file without any key stays where it is until there is one', async () => {
    const directory = freshDirectory()
    mkdirSync(join(directory, 'personal'))
    const path = join(directory, 'personal', JOURNAL_FILE)
    writeFileSync(path, 'damaged\n')
    const { vault, aside } = await openVault(directory)
    expect([vault.storage(), aside, readFileSync(path, 'utf8')]).toEqual(['damaged', [], 'damaged\n'])
    await record(vault, 'personal', 'anew')
    expect(await vault.protect(PASSPHRASE)).toEqual({ ok: true })
    expect(readFileSync(join(directory, aside[0] ?? ''), 'utf8')).toBe('damaged\n')
    expect(await recorded(vault, 'personal')).toEqual(['anew'])
    await vault.close()
  })

  test('drafts that are damaged are put aside; the records beside them are there', async () => {
    const directory = freshDirectory()
    const keychain = testKeychain()
    const first = await openVault(directory, keychain)
    await record(first.vault, 'personal', 'mine')
    await first.vault.drafts().put(draft('D-0000-0001'))
    await first.vault.close()
    writeFileSync(join(directory, 'personal', DRAFTS_FILE), '{}')
    const { vault, aside } = await openVault(directory, keychain)
    expect(aside[0]).toMatch(/^personal\/drafts\.sealed\.damaged-/)
    expect([vault.drafts().list(), await recorded(vault, 'personal')]).toEqual([[], ['mine']])
    expect(await vault.drafts().put(draft('D-0000-0002'))).toEqual({ ok: true })
    await vault.close()
  })
})

describe('a place that cannot be written', () => {
  test('that is a file: records are in memory, and it is said', async () => {
    const file = join(freshDirectory(), 'file')
    writeFileSync(file, '')
    const { vault } = await openVault(join(file, 'records'), testKeychain())
    expect(vault.storage()).toBe('not-writable')
    await record(vault, 'personal', 'in memory')
    expect(await recorded(vault, 'personal')).toEqual(['in memory'])
    const other = await openVault(join(file, 'records'))
    expect(await other.vault.protect(PASSPHRASE)).toEqual({ ok: false, error: { code: 'not-writable' } })
  })

  test('a disk that is full later: the entry is refused, the state says so, and it recovers', async () => {
    let isFull = false
    const { vault } = await openVault(freshDirectory(), testKeychain(), {
      steps: {
        journal: {
          extend: (file, bytes, position) => (isFull ? fails('ENOSPC')() : extendFile(file, bytes, position)),
        },
        drafts: {
          fill: (file, bytes) => (isFull ? fails('ENOSPC')() : writeThrough(file, bytes)),
          replace: rename,
        },
      },
    })
    await record(vault, 'personal', 'kept')
    await vault.drafts().put(draft('D-0000-0001', { step: 1 }))
    isFull = true
    await expect(record(vault, 'personal', 'lost')).rejects.toThrow('disk-full')
    expect(vault.storage()).toBe('not-writable')
    expect(await vault.drafts().put(draft('D-0000-0001', { step: 2 }))).toEqual({
      ok: false,
      error: { code: 'disk-full' },
    })
    expect(vault.drafts().list()).toEqual([draft('D-0000-0001', { step: 1 })])
    isFull = false
    await record(vault, 'personal', 'kept too')
    expect([vault.storage(), await recorded(vault, 'personal')]).toEqual(['keychain', ['kept', 'kept too']])
    await vault.close()
  })
})

describe('a batch run', () => {
  test('reads the person’s book beside an open studio, and writes nothing', async () => {
    const directory = freshDirectory()
    const keychain = testKeychain()
    const studio = await openVault(directory, keychain)
    await record(studio.vault, 'personal', 'agreed')
    await record(studio.vault, 'desk', 'not its business')
    const before = bytesOf(directory)
    const batch = await openVault(directory, keychain, { readOnly: true })
    expect(batch.vault.storage()).toBe('keychain')
    expect(await recorded(batch.vault, 'personal')).toEqual(['agreed'])
    expect(await recorded(batch.vault, 'desk')).toEqual([])
    await record(batch.vault, 'personal', 'of this run')
    expect(await batch.vault.protect(PASSPHRASE)).toMatchObject({ ok: false })
    expect(await batch.vault.erasePersonal()).toMatchObject({ ok: false })
    await batch.vault.close()
    expect(bytesOf(directory)).toEqual(before)
    await record(studio.vault, 'personal', 'the studio goes on')
    await studio.vault.close()
  })

  test('makes no directory, sees damage without touching it, and is told what is locked', async () => {
    const directory = freshDirectory()
    const keychain = testKeychain()
    const empty = await openVault(directory, keychain, { readOnly: true })
    expect([empty.vault.storage(), readdirSync(directory)]).toEqual(['session-only', []])
    const studio = await openVault(directory, keychain)
    await record(studio.vault, 'personal', 'agreed')
    await record(studio.vault, 'personal', 'withdrawn')
    await studio.vault.close()
    const locked = await openVault(directory, testKeychain(false), { readOnly: true })
    expect(locked.vault.storage()).toBe('locked')
    const path = join(directory, 'personal', JOURNAL_FILE)
    const lines = readFileSync(path, 'utf8').split(/(?<=\n)/)
    writeFileSync(path, lines.slice(0, 2).join(''))
    const before = bytesOf(directory)
    const cut = await openVault(directory, keychain, { readOnly: true })
    expect([cut.vault.storage(), await recorded(cut.vault, 'personal')]).toEqual(['damaged', []])
    expect(bytesOf(directory)).toEqual(before)
  })
})
