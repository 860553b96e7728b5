import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DRAFTS_FILE } from '../../../src/main/storage/draftStore'
import { JOURNAL_FILE, JOURNAL_HEAD_FILE, JOURNAL_LOCK_FILE } from '../../../src/main/storage/journal'
import { freshDirectory, testKeychain } from '../support'
import { NOW_MS } from './journalRig'
import { draft, openVault, PASSPHRASE, record, recorded } from './vaultRig'

const everyFile = (directory: string) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))

describe('erasing everything of the person’s own', () => {
  test('removes every file of it, proves it, and begins an empty book; the desk’s stays', async () => {
    const directory = freshDirectory()
    const keychain = testKeychain()
    const { vault, readings } = await openVault(directory, keychain)
    await record(vault, 'personal', 'mine')
    await record(vault, 'desk', 'of the desk')
    await vault.drafts().put(draft('D-0000-0001'))
    const own = join(directory, 'personal')
    const old = readFileSync(join(own, JOURNAL_FILE), 'latin1')
    writeFileSync(join(own, 'journal.sealed.damaged-2026.log'), 'put aside earlier')
    mkdirSync(join(own, '.drafts.sealed.json.0123456789ab.kazari-tmp'))
    writeFileSync(join(own, '.drafts.sealed.json.0123456789ab.kazari-tmp', 'inside'), 'a leftover')
    const left = join(directory, '.personal.0123456789ab.kazari-gone')
    mkdirSync(left)
    writeFileSync(join(left, JOURNAL_FILE), 'of an erasing that was killed')
    expect(await vault.erasePersonal()).toEqual({
      ok: true,
      value: {
        erasedAtMs: NOW_MS,
        entriesBefore: 1,
        draftsBefore: 1,
        files: [
          join('.drafts.sealed.json.0123456789ab.kazari-tmp', 'inside'),
          DRAFTS_FILE,
          JOURNAL_HEAD_FILE,
          'journal.sealed.damaged-2026.log',
          JOURNAL_FILE,
        ],
        left: [],
        entriesNow: 0,
        draftsNow: 0,
      },
    })
    expect(readdirSync(directory).sort()).toEqual(['desk', 'personal'])
    expect(readdirSync(own).sort()).toEqual([JOURNAL_HEAD_FILE, JOURNAL_LOCK_FILE, JOURNAL_FILE].sort())
    for (const line of old.split('\n').filter(Boolean))
      expect(everyFile(directory).join('')).not.toContain(line.slice(-40))
    expect([readings(), vault.storage(), vault.findings()]).toEqual([1, 'keychain', []])
    expect([await recorded(vault, 'personal'), await recorded(vault, 'desk')]).toEqual([[], ['of the desk']])
    await record(vault, 'personal', 'begun anew')
    await vault.close()
    const next = await openVault(directory, keychain)
    expect([next.vault.findings(), await recorded(next.vault, 'personal')]).toEqual([[], ['begun anew']])
    await next.vault.close()
  })

  test('under a passphrase goes on under it', async () => {
    const directory = freshDirectory()
    const { vault } = await openVault(directory)
    await vault.protect(PASSPHRASE)
    await record(vault, 'personal', 'mine')
    expect(await vault.erasePersonal()).toMatchObject({ ok: true, value: { entriesBefore: 1 } })
    expect(vault.storage()).toBe('passphrase')
    await record(vault, 'personal', 'begun anew')
    await vault.close()
    const next = await openVault(directory)
    expect(await next.vault.unlock(PASSPHRASE)).toEqual({ ok: true })
    expect(await recorded(next.vault, 'personal')).toEqual(['begun anew'])
    await next.vault.close()
  })

  test('needs no passphrase: one that was forgotten keeps nobody’s records for ever', async () => {
    const directory = freshDirectory()
    const first = await openVault(directory)
    await record(first.vault, 'personal', 'mine')
    await record(first.vault, 'desk', 'of the desk')
    await first.vault.protect(PASSPHRASE)
    await first.vault.close()
    const { vault } = await openVault(directory)
    await record(vault, 'personal', 'of this session')
    const erased = await vault.erasePersonal()
    expect(erased).toMatchObject({ ok: true, value: { entriesBefore: null, entriesNow: 0 } })
    expect(readdirSync(directory)).toEqual(['desk'])
    expect(vault.storage()).toBe('locked')
    expect(await vault.unlock(PASSPHRASE)).toEqual({ ok: true })
    expect([await recorded(vault, 'personal'), await recorded(vault, 'desk')]).toEqual([[], ['of the desk']])
    await vault.close()
  })

  test('in memory leaves nothing there, and writes nothing', async () => {
    const directory = freshDirectory()
    const { vault } = await openVault(directory)
    await record(vault, 'personal', 'mine')
    await vault.drafts().put(draft('D-0000-0001'))
    expect(await vault.erasePersonal()).toMatchObject({
      ok: true,
      value: { entriesBefore: 1, draftsBefore: 1, files: [], left: [], entriesNow: 0, draftsNow: 0 },
    })
    expect([await recorded(vault, 'personal'), vault.drafts().list()]).toEqual([[], []])
    expect(readdirSync(directory)).toEqual([])
  })

  test('says which files are still there when one cannot be removed, and is finished later', async () => {
    const directory = freshDirectory()
    const keychain = testKeychain()
    let isStuck = true
    const remove = async (path: string): Promise<void> => {
      if (!isStuck) return rm(path, { recursive: true })
      for (const name of readdirSync(path)) if (name !== DRAFTS_FILE) await rm(join(path, name))
      throw Object.assign(new Error(), { code: 'EBUSY' })
    }
    const { vault } = await openVault(directory, keychain, { steps: { remove } })
    await record(vault, 'personal', 'mine')
    await vault.drafts().put(draft('D-0000-0001'))
    expect(await vault.erasePersonal()).toEqual({
      ok: false,
      error: { code: 'data-not-erased', params: { files: DRAFTS_FILE } },
    })
    expect([await recorded(vault, 'personal'), vault.drafts().list()]).toEqual([[], []])
    isStuck = false
    expect(await vault.erasePersonal()).toMatchObject({ ok: true, value: { left: [] } })
    expect(readdirSync(directory).sort()).toEqual(['desk', 'personal'])
    await vault.close()
  })
})
