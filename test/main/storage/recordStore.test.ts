import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeThrough, type WriteSteps } from '../../../src/main/storage/atomicWrite'
import { createRecordStore, RECORDS_FILE } from '../../../src/main/storage/recordStore'
import { readEnvelope } from '../../../src/main/storage/sealedEnvelope'
import { freshDirectory, recordOf, testKeychain } from '../support'

const GIVEN = [recordOf(['presented', 'given'])]
const PASSPHRASE = 'correct horse battery'

function storeIn(directory: string, keychain = testKeychain(), steps?: WriteSteps, readOnly = false) {
  const aside: string[] = []
  const store = createRecordStore({
    directory,
    keychain,
    now: () => 1_700_000_000_000,
    onSetAside: (name) => aside.push(name),
    readOnly,
    ...(steps ? { steps } : {}),
  })
  return { store, aside }
}

async function kept(directory: string, keychain: ReturnType<typeof testKeychain>) {
  const { store } = storeIn(directory, keychain)
  await store.load()
  expect(await store.save(GIVEN)).toEqual({ ok: true })
  return readFileSync(join(directory, RECORDS_FILE))
}

describe('sealed by the keychain', () => {
  test('what is saved comes back, and the file shows nothing of it', async () => {
    const directory = join(freshDirectory(), 'made', 'when needed')
    const keychain = testKeychain()
    const file = await kept(directory, keychain)
    const { store } = storeIn(directory, keychain)
    expect(await store.load()).toEqual(GIVEN)
    expect(store.storage()).toBe('keychain')
    for (const word of ['face-decoration', 'given', GIVEN[0]?.id ?? '', GIVEN[0]?.policySha256 ?? '']) {
      expect(file.includes(word)).toBe(false)
      expect(file.includes(Buffer.from(word).toString('base64').slice(0, -3))).toBe(false)
    }
    expect(statSync(join(directory, RECORDS_FILE)).mode & 0o777).toBe(0o600)
  })

  test('a leftover that cannot be removed does not keep Kazari from starting', async () => {
    const directory = freshDirectory()
    const keychain = testKeychain()
    await kept(directory, keychain)
    mkdirSync(join(directory, '.consent.sealed.json.0123456789ab.kazari-tmp'))
    expect(await storeIn(directory, keychain).store.load()).toEqual(GIVEN)
  })

  test('any byte that is changed, missing or added makes it damaged: set aside whole, never believed', async () => {
    const directory = freshDirectory()
    const keychain = testKeychain()
    const good = await kept(directory, keychain)
    const path = join(directory, RECORDS_FILE)
    const bad: Buffer[] = [
      Buffer.alloc(0),
      good.subarray(0, -1),
      Buffer.concat([good, Buffer.from(' ')]),
      Buffer.concat([good, good]),
    ]
    for (let at = 0; at < good.length; at++) {
      const changed = Buffer.from(good)
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 7))
      expect(readEnvelope(changed.toString('utf8'))).toEqual({ ok: false, error: 'damaged' })
      if (at % 40 === 0) bad.push(changed)
    }
    for (const bytes of bad) {
      writeFileSync(path, bytes)
      const { store, aside } = storeIn(directory, keychain)
      expect(await store.load()).toEqual([])
      expect(store.storage()).toBe('damaged')
      expect(aside).toHaveLength(1)
      expect(readFileSync(join(directory, aside[0] ?? ''))).toEqual(bytes)
    }
  })

  test('a box that opens onto anything but records is damaged', async () => {
    const directory = freshDirectory()
    const keychain = testKeychain()
    const { store } = storeIn(directory, keychain)
    await store.load()
    const landmarks = Array.from({ length: 82 }, (_, index) => index)
    for (const record of [
      { ...GIVEN[0], landmarks },
      { ...GIVEN[0], subject: 'A Name' },
      { ...GIVEN[0], events: [] },
    ]) {
      expect((await store.save([record as never])).ok).toBe(true)
      expect(await storeIn(directory, keychain).store.load()).toEqual([])
    }
  })

  test('another computer’s keychain opens nothing and loses nothing', async () => {
    const directory = freshDirectory()
    const file = await kept(directory, testKeychain())
    const { store, aside } = storeIn(directory, testKeychain())
    expect(await store.load()).toEqual([])
    expect(store.storage()).toBe('damaged')
    expect(readFileSync(join(directory, aside[0] ?? ''))).toEqual(file)
  })

  test('a keychain that is away today leaves the file alone', async () => {
    const directory = freshDirectory()
    const keychain = testKeychain()
    const file = await kept(directory, keychain)
    const { store } = storeIn(directory, testKeychain(false))
    expect(await store.load()).toEqual([])
    expect(store.storage()).toBe('locked')
    expect(await store.save(GIVEN)).toMatchObject({ ok: false })
    expect(await store.erase()).toBe(false)
    expect(readFileSync(join(directory, RECORDS_FILE))).toEqual(file)
    expect(await storeIn(directory, keychain).store.load()).toEqual(GIVEN)
  })
})

describe('sealed by a passphrase', () => {
  test('a wrong one is told from damage, and changes nothing', async () => {
    const directory = freshDirectory()
    const none = testKeychain(false)
    const { store } = storeIn(directory, none)
    await store.load()
    expect(await store.protect(PASSPHRASE, GIVEN)).toEqual({ ok: true })
    const file = readFileSync(join(directory, RECORDS_FILE))
    const again = storeIn(directory, none)
    expect(await again.store.load()).toEqual([])
    expect(again.store.storage()).toBe('locked')
    for (const wrong of ['', 'correct horse batterY', `${PASSPHRASE} `]) {
      expect(await again.store.unlock(wrong)).toEqual({ ok: false, error: { code: 'records-locked' } })
    }
    expect(readFileSync(join(directory, RECORDS_FILE))).toEqual(file)
    expect(await again.store.unlock(PASSPHRASE)).toEqual({ ok: true, value: GIVEN })
    expect(again.aside).toEqual([])
  })

  test('any changed byte is damage before anybody is asked for a passphrase', async () => {
    const directory = freshDirectory()
    const none = testKeychain(false)
    const { store } = storeIn(directory, none)
    await store.load()
    await store.protect(PASSPHRASE, GIVEN)
    const good = readFileSync(join(directory, RECORDS_FILE))
    for (let at = 0; at < good.length; at++) {
      const changed = Buffer.from(good)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(readEnvelope(changed.toString('utf8'))).toEqual({ ok: false, error: 'damaged' })
    }
    writeFileSync(join(directory, RECORDS_FILE), good.subarray(1))
    const { store: reading } = storeIn(directory, none)
    await reading.load()
    expect(reading.storage()).toBe('damaged')
  })

  test('is not offered where a keychain does the work', async () => {
    const { store } = storeIn(freshDirectory())
    await store.load()
    expect(await store.protect(PASSPHRASE, GIVEN)).toEqual({ ok: false, error: { code: 'not-available' } })
    expect(await store.unlock(PASSPHRASE)).toEqual({ ok: false, error: { code: 'not-available' } })
  })
})

describe('writing', () => {
  const killed = (at: 'fill' | 'replace'): WriteSteps => ({
    fill: async (file, bytes) => {
      await writeThrough(file, at === 'fill' ? bytes.subarray(0, 20) : bytes)
      if (at === 'fill') await new Promise(() => undefined)
    },
    replace: (from, to) => (at === 'replace' ? new Promise(() => undefined) : rename(from, to)),
  })

  test.each(['fill', 'replace'] as const)(
    'a process that dies during “%s” leaves the old records whole',
    async (at) => {
      const directory = freshDirectory()
      const keychain = testKeychain()
      const before = await kept(directory, keychain)
      const { store } = storeIn(directory, keychain, killed(at))
      await store.load()
      // Never settles: that is what being killed looks like from inside.
      void store.save([...GIVEN, recordOf(['presented'], { id: 'C-0000-0000' })])
      await expect.poll(() => readdirSync(directory).length).toBe(2)
      expect(readFileSync(join(directory, RECORDS_FILE))).toEqual(before)
      const next = storeIn(directory, keychain).store
      expect(await next.load()).toEqual(GIVEN)
      expect(readdirSync(directory)).toEqual([RECORDS_FILE])
    },
  )

  test('a full disk is reported, and the old records stay', async () => {
    const directory = freshDirectory()
    const keychain = testKeychain()
    await kept(directory, keychain)
    const full: WriteSteps = {
      fill: () => Promise.reject(Object.assign(new Error(), { code: 'ENOSPC' })),
      replace: rename,
    }
    const { store } = storeIn(directory, keychain, full)
    await store.load()
    expect(await store.save([])).toEqual({ ok: false, error: { code: 'disk-full' } })
    expect(store.storage()).toBe('session-only')
    expect(readdirSync(directory)).toEqual([RECORDS_FILE])
    expect(await storeIn(directory, keychain).store.load()).toEqual(GIVEN)
  })

  test('a batch run reads and never writes, not even to clean up', async () => {
    const directory = freshDirectory()
    const keychain = testKeychain()
    await kept(directory, keychain)
    const { store } = storeIn(directory, keychain, undefined, true)
    expect(await store.load()).toEqual(GIVEN)
    expect(await store.save([])).toEqual({ ok: true })
    expect(await store.protect(PASSPHRASE, [])).toMatchObject({ ok: false })
    expect(await store.erase()).toBe(false)
    expect(await storeIn(directory, keychain).store.load()).toEqual(GIVEN)
    writeFileSync(join(directory, RECORDS_FILE), 'damaged')
    const damaged = storeIn(directory, keychain, undefined, true)
    await damaged.store.load()
    expect(damaged.store.storage()).toBe('damaged')
    expect(readdirSync(directory)).toEqual([RECORDS_FILE])
  })

  test('a place where no directory can be made is reported', async () => {
    const file = join(freshDirectory(), 'file')
    writeFileSync(file, '')
    chmodSync(file, 0o600)
    const { store } = storeIn(join(file, 'records'))
    await store.load()
    expect(await store.save(GIVEN)).toMatchObject({ ok: false, error: { code: 'not-writable' } })
  })
})
