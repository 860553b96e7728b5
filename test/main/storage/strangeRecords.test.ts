import Conf from 'conf'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../../src/contracts/settings'
import { createDeskMembersFile, DESK_MEMBERS_FILE } from '../../../src/main/privacy/deskMembersFile'
import { createDeskSettings, DEFAULT_DESK_SETTINGS } from '../../../src/main/privacy/deskSettings'
import { kioskSettingsFile } from '../../../src/main/privacy/kioskSettings'
import { readJobs } from '../../../src/main/batch/jobs'
import { DRAFTS_FILE } from '../../../src/main/storage/draftStore'
import { JOURNAL_FILE, JOURNAL_HEAD_FILE, JOURNAL_LOCK_FILE } from '../../../src/main/storage/journal'
import { createPolicyFiles, POLICY_FOLDER } from '../../../src/main/storage/policyFiles'
import { createSettingsStore } from '../../../src/main/storage/settingsStore'
import type { Vault } from '../../../src/main/storage/vault'
import {
  ENDLESS_FILE,
  mustEnd,
  NO_FILES,
  putInPlace,
  spoiltTexts,
  writeSpoilt,
} from '../../support/strangeFiles'
import { freshDirectory, testKeychain } from '../support'
import { openVault, record, recorded } from './vaultRig'

const open: Vault[] = []
afterEach(async () => {
  for (const vault of open.splice(0)) await vault.close()
})

const STRANGE = [...NO_FILES, ENDLESS_FILE].map((strange) => [strange.name, strange] as const)

/** Settings in a directory, with the same file as in the app. */
function settingsIn(directory: string) {
  const aside: string[] = []
  const store = createSettingsStore({
    open: () =>
      new Conf<Record<string, unknown>>({
        configName: 'settings',
        cwd: directory,
        clearInvalidConfig: false,
        configFileMode: 0o600,
      }),
    path: join(directory, 'settings.json'),
    now: () => 0,
    onSetAside: (name) => aside.push(name),
    onChange: () => undefined,
  })
  return { store, aside }
}

const members = (directory: string, aside: string[] = []) =>
  createDeskMembersFile({ directory, now: () => 0, onSetAside: (name) => aside.push(name) })

const deskSettings = (directory: string, aside: string[] = []) =>
  createDeskSettings({
    directory,
    now: () => 0,
    onSetAside: (name) => aside.push(name),
    tell: () => Promise.resolve({ ok: true, value: undefined }),
  })

describe.each(STRANGE)('%s in the place of a file of the records', (_name, strange) => {
  test('settings: set aside and reported, and the start goes on with the defaults', () => {
    const directory = freshDirectory()
    putInPlace(strange, join(directory, 'settings.json'))
    const { store, aside } = settingsIn(directory)
    expect(store.read()).toEqual(DEFAULT_SETTINGS)
    expect(aside).toHaveLength(1)
    expect(store.write({ theme: 'light' }).ok).toBe(true)
    expect(settingsIn(directory).store.read().theme).toBe('light')
  })

  test('settings of a kiosk: the defaults', () => {
    const path = join(freshDirectory(), 'settings.json')
    putInPlace(strange, path)
    expect(kioskSettingsFile(path).store).toEqual({})
  })

  test('the desk’s members: set aside, and the desk stays shut', async () => {
    const directory = freshDirectory()
    const aside: string[] = []
    putInPlace(strange, join(directory, DESK_MEMBERS_FILE))
    const found = await mustEnd('reading the members', members(directory, aside).read())
    expect(found.kind).toBe('damaged')
    expect(aside).toHaveLength(1)
  })

  test('the desk’s settings: set aside, and nothing is said', async () => {
    const directory = freshDirectory()
    const aside: string[] = []
    putInPlace(strange, join(directory, 'desk-settings.json'))
    expect(await mustEnd('reading', deskSettings(directory, aside).read())).toEqual(DEFAULT_DESK_SETTINGS)
    expect(aside).toHaveLength(1)
  })

  test.each([JOURNAL_FILE, JOURNAL_HEAD_FILE, JOURNAL_LOCK_FILE, DRAFTS_FILE])(
    '%s: the studio starts, and what is recorded is kept or held in memory',
    async (file) => {
      const directory = freshDirectory()
      const keychain = testKeychain()
      const before = await openVault(directory, keychain)
      await record(before.vault, 'personal', 'one')
      await before.vault.close()
      putInPlace(strange, join(directory, 'personal', file))
      const { vault } = await mustEnd('opening the vault', openVault(directory, keychain))
      open.push(vault)
      await mustEnd('recording', record(vault, 'personal', 'two'))
      expect(await recorded(vault, 'personal')).toContain('two')
      // The other book is as it was: one file that is none takes nothing else with it.
      await record(vault, 'desk', 'three')
      expect(await recorded(vault, 'desk')).toEqual(['three'])
    },
  )

  test('an accepted policy: read as none, and the others are there', async () => {
    const directory = freshDirectory()
    const files = createPolicyFiles({
      recordsDirectory: directory,
      now: () => 0,
      onSetAside: () => undefined,
      readOnly: false,
    })
    expect((await files.keep('2026-11-01', Buffer.from('{}'))).ok).toBe(true)
    putInPlace(strange, join(directory, POLICY_FOLDER, '2026-12-01.json'))
    const loaded = await mustEnd('reading the policies', files.load())
    if (!loaded.ok) throw new Error(loaded.error)
    expect(loaded.value.map(({ version }) => version)).toEqual(['2026-11-01', '2026-12-01'])
    // Of a file without an end a little is read, and no more than makes it too large for a policy.
    expect(loaded.value[1]?.bytes?.byteLength ?? 0).toBeLessThanOrEqual(1024 * 1024 + 1)
  })

  test('a list of jobs: one sentence', async () => {
    const path = join(freshDirectory(), 'jobs.json')
    putInPlace(strange, path)
    expect(await mustEnd('reading the jobs', readJobs(path))).toMatchObject({ ok: false })
  })
})

test('a file that is one is read as before: the check refuses by kind, not everything', async () => {
  const directory = freshDirectory()
  settingsIn(directory).store.write({ theme: 'contrast' })
  const { store, aside } = settingsIn(directory)
  expect(store.read().theme).toBe('contrast')
  expect(aside).toEqual([])
  expect(kioskSettingsFile(join(directory, 'settings.json')).store).toMatchObject({ theme: 'contrast' })
  expect((await members(directory).read()).kind).toBe('none')
  writeFileSync(join(directory, 'jobs.json'), '{"jobs":[],"consent":"operator"}')
  expect(await readJobs(join(directory, 'jobs.json'))).toMatchObject({
    error: expect.stringContaining('jobs') as string,
  })
})

describe('every wrong text in the place of', () => {
  const polluted = (): unknown => (({}) as { polluted?: number }).polluted

  test('the settings leaves the defaults or what was set, and is set aside', () => {
    const directory = freshDirectory()
    settingsIn(directory).store.write({ theme: 'light' })
    const right = JSON.stringify({ ...DEFAULT_SETTINGS, theme: 'light' })
    for (const [what, bytes] of spoiltTexts(right)) {
      writeSpoilt(join(directory, 'settings.json'), bytes)
      const { store, aside } = settingsIn(directory)
      // Their `__proto__` is dropped by the store of the package: what is left is right.
      if (what.includes('prototype')) expect(aside.length, what).toBeLessThanOrEqual(1)
      else expect(aside, what).toHaveLength(1)
      expect(['dark', 'light'], what).toContain(store.read().theme)
      expect(polluted(), what).toBeUndefined()
      for (const name of readdirSync(directory)) rmSync(join(directory, name), { recursive: true })
    }
  })

  test('the desk’s members lets nobody in', async () => {
    const directory = freshDirectory()
    const path = join(directory, DESK_MEMBERS_FILE)
    const member = { name: 'A', addedAtMs: 0, salt: 'a'.repeat(22) + '==', hash: 'a'.repeat(43) + '=' }
    const right = JSON.stringify({
      format: 1,
      members: [member],
      tries: { wrong: 0, lastAtMs: 0 },
      sha256: '',
    })
    for (const [what, bytes] of spoiltTexts(right)) {
      writeSpoilt(path, bytes)
      expect((await mustEnd(what, members(directory).read())).kind, what).toBe('damaged')
      expect(existsSync(path), what).toBe(false)
    }
    expect(polluted()).toBeUndefined()
  })

  test('the desk’s settings says nothing', async () => {
    const directory = freshDirectory()
    const path = join(directory, 'desk-settings.json')
    const right = JSON.stringify({
      ...DEFAULT_DESK_SETTINGS,
      contact: { ...DEFAULT_DESK_SETTINGS.contact, name: 'B' },
    })
    for (const [what, bytes] of spoiltTexts(right)) {
      writeSpoilt(path, bytes)
      const read = await mustEnd(what, deskSettings(directory).read())
      if (!what.includes('prototype')) expect(read, what).toEqual(DEFAULT_DESK_SETTINGS)
    }
    expect(polluted()).toBeUndefined()
  })

  test.each([JOURNAL_FILE, JOURNAL_HEAD_FILE, DRAFTS_FILE])(
    '%s is told and put aside, and records go on',
    async (file) => {
      const directory = freshDirectory()
      const keychain = testKeychain()
      mkdirSync(join(directory, 'personal'))
      for (const [what, bytes] of spoiltTexts('{"format":1,"seal":"keychain"}')) {
        if (what.startsWith('cut off') && !what.includes('16/32')) continue
        writeSpoilt(join(directory, 'personal', file), bytes)
        const { vault } = await mustEnd(what, openVault(directory, keychain))
        await record(vault, 'personal', what)
        expect(await recorded(vault, 'personal'), what).toContain(what)
        await vault.close()
        for (const name of readdirSync(join(directory, 'personal')))
          if (name.includes('damaged')) rmSync(join(directory, 'personal', name))
      }
      expect(polluted()).toBeUndefined()
    },
  )
})
