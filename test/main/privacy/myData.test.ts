import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import {
  DATA_CATEGORIES,
  dataInventorySchema,
  type DataCategoryId,
} from '../../../src/contracts/calls/myData'
import { myRecordsFileSchema } from '../../../src/contracts/privacy/myRecordsFile'
import { DEFAULT_SETTINGS, settingsSchema } from '../../../src/contracts/settings'
import { JOURNAL_KINDS } from '../../../src/domain/privacy/journal'
import { replaceHere } from '../../../src/main/export/chosenFile'
import { createFileSaver } from '../../../src/main/export/saveFile'
import { describedCategories, PAYLOAD_FIELDS } from '../../../src/main/privacy/dataInventory'
import { createMyData } from '../../../src/main/privacy/myData'
import { listRecords } from '../../../src/main/privacy/recordsListing'
import { writeThrough } from '../../../src/main/storage/atomicWrite'
import { createSettingsStore } from '../../../src/main/storage/settingsStore'
import { freshDirectory } from '../support'
import { install, TODAY } from './policyComputer'

/** A person's computer with real records on a real disk. */
async function computer(computerInstalled = install()) {
  const { records, downloads, clock } = computerInstalled
  const started = await computerInstalled.start()
  const happened: string[] = []
  const path = join(records, 'settings.json')
  const settings = createSettingsStore({
    open: () => ({
      path,
      get store() {
        return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>) : {}
      },
      set store(value) {
        writeFileSync(path, JSON.stringify(value))
      },
    }),
    path,
    now: clock.now,
    onSetAside: () => undefined,
    onChange: () => undefined,
  })
  let place: string | null = join(downloads, 'mine.json')
  let isFull = false
  const files = createFileSaver({
    choose: () => Promise.resolve(place),
    documentsDirectory: () => downloads,
    replaceFile: replaceHere({
      fill: (file, bytes) =>
        isFull
          ? Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }))
          : writeThrough(file, bytes),
      replace: rename,
    }),
  })
  const myData = createMyData({
    vault: started.vault,
    consent: started.consent,
    policyBundles: started.bundles,
    settings,
    files,
    deskMembers: () => 0,
    recordsDirectory: records,
    appVersion: '0.1.0',
    visionRunning: () => false,
    forgetLetters: () => happened.push('letters forgotten'),
    reload: () => happened.push('page loaded anew'),
    now: clock.now,
  })
  const count = async (id: DataCategoryId) => {
    const inventory = await myData.inventory()
    return inventory.ok ? inventory.value.categories.find((category) => category.id === id)?.count : undefined
  }
  return {
    ...started,
    installed: computerInstalled,
    records,
    downloads,
    settings,
    myData,
    count,
    order: () => [...started.happened, ...happened],
    chooseFor: (chosen: string | null) => (place = chosen),
    fillDisk: () => (isFull = true),
  }
}

const readOnly: string[] = []
afterEach(() => {
  for (const directory of readOnly.splice(0)) chmodSync(directory, 0o700)
})

describe('the inventory', () => {
  test('has a row for every category and the fields of every kind of entry', () => {
    expect(describedCategories().map(({ id }) => id)).toEqual([...DATA_CATEGORIES])
    for (const kind of JOURNAL_KINDS) {
      expect(PAYLOAD_FIELDS[kind].length, kind).toBeGreaterThan(0)
      const rows = describedCategories().filter(({ fields }) =>
        PAYLOAD_FIELDS[kind].every((field) => fields.includes(field)),
      )
      expect(rows.length, kind).toBeGreaterThan(0)
    }
  })

  test('reads the fields of settings and drafts from their schemas', () => {
    const fieldsOf = (id: DataCategoryId) =>
      describedCategories().find((category) => category.id === id)?.fields ?? []
    for (const key of Object.keys(settingsSchema.shape))
      expect(fieldsOf('settings').some((field) => field.startsWith(key))).toBe(true)
    expect(fieldsOf('drafts')).toEqual(expect.arrayContaining(['draftId', 'form.name', 'form.evidence[]']))
  })

  test('no field anywhere could hold a face: nothing on disk is made of bytes or coordinates', () => {
    for (const { place, fields, id } of describedCategories()) {
      if (place === 'memory') continue
      expect(
        fields.filter((field) => /pixel|landmark|point|face|photo|image|descriptor/i.test(field)),
        id,
      ).toEqual([])
    }
  })

  test('counts what is really there, and knows every field of it', async () => {
    const here = await computer()
    expect(await here.count('consents')).toBe(0)
    await here.agree()
    await here.consent.withdraw()
    const inventory = await here.myData.inventory()
    expect(await here.count('consents')).toBe(3)
    expect(await here.count('settings')).toBe(0)
    here.settings.write({ theme: 'light' })
    expect(await here.count('settings')).toBe(1)
    expect(await here.count('policies')).toBe(0)
    await here.import({ version: '2026-11-01', effectiveFrom: '2026-11-01' })
    expect(await here.count('policies')).toBe(1)
    expect(inventory.ok && inventory.value.unlisted).toEqual([])
    expect(inventory.ok && dataInventorySchema.safeParse(inventory.value).success).toBe(true)
  })

  test('says so when something is kept that no schema knows', async () => {
    const here = await computer()
    const added = await here.vault.book('personal').append({ kind: 'consent', payload: { smuggled: 'x' } })
    expect(added.ok).toBe(true)
    const inventory = await here.myData.inventory()
    expect(inventory.ok && inventory.value.unlisted).toEqual(['consent.smuggled'])
  })

  test('counts files that were set aside', async () => {
    const here = await computer()
    writeFileSync(join(here.records, 'settings.damaged-2026-11-10T00-00-00-000Z.json'), '{')
    expect(await here.count('set-aside')).toBe(1)
  })
})

describe('the export', () => {
  test('holds every record, readable, under a schema', async () => {
    const here = await computer()
    await here.agree('en')
    here.settings.write({ theme: 'light' })
    expect(await here.myData.export()).toEqual({ ok: true, value: { name: 'mine.json' } })
    const file = myRecordsFileSchema.parse(
      JSON.parse(readFileSync(join(here.downloads, 'mine.json'), 'utf8')),
    )
    expect(file.records.entries.map(({ kind }) => kind)).toEqual(['consent', 'consent'])
    expect(file.records.headSha256).toBe(here.vault.book('personal').headSha256())
    expect(file.settings.theme).toBe('light')
    expect(file.writtenAt).toBe(new Date(TODAY).toISOString())
    expect(JSON.stringify(file.records.entries)).toContain(here.consent.view().receiptId)
  })

  test('a changed mind, a folder in the way, a place that is not there and a full disk leave nothing behind', async () => {
    const here = await computer()
    await here.agree()
    here.chooseFor(null)
    expect(await here.myData.export()).toEqual({ ok: false, error: { code: 'cancelled' } })
    const folder = join(here.downloads, 'folder.json')
    mkdirSync(folder)
    here.chooseFor(folder)
    expect(await here.myData.export()).toEqual({ ok: false, error: { code: 'not-writable' } })
    here.chooseFor(join(here.downloads, 'nowhere', 'mine.json'))
    expect(await here.myData.export()).toEqual({ ok: false, error: { code: 'not-writable' } })
    here.chooseFor(join(here.downloads, 'mine.json'))
    here.fillDisk()
    expect(await here.myData.export()).toEqual({ ok: false, error: { code: 'disk-full' } })
    expect(readdirSync(here.downloads)).toEqual(['folder.json'])
  })
})

describe('erasing', () => {
  test('stops vision first, leaves nothing on disk and begins the page anew', async () => {
    const here = await computer()
    await here.agree()
    here.settings.write({ theme: 'light', favourites: ['cat'] })
    writeFileSync(join(here.records, 'settings.damaged-2026-11-10T00-00-00-000Z.json'), '{"camera":"mine"}')
    expect(here.allowed()).toBe(true)
    const before = here.order().length
    expect(await here.myData.erase()).toEqual({ ok: true, value: undefined })

    const steps = here.order().slice(before)
    expect(steps.indexOf('vision killed')).toBe(0)
    expect(steps.indexOf('write')).toBeGreaterThan(0)
    expect(steps.slice(-2)).toEqual(['letters forgotten', 'page loaded anew'])
    expect(here.allowed()).toBe(false)
    expect(here.settings.read()).toEqual(DEFAULT_SETTINGS)
    expect(here.vault.book('personal').count()).toBe(0)

    const left = await listRecords(here.records)
    // Both books are there again, begun anew: the person's, and the desk's, which nobody used.
    expect(left.filter(({ why }) => why !== 'new-book' && why !== 'desk')).toEqual([])
    expect(here.vault.book('desk').count()).toBe(0)
    for (const { name } of left)
      expect(readFileSync(join(here.records, name), 'utf8'), name).not.toContain('mine')
  })

  test('the proof counts what was and what is, and looks at the disk each time', async () => {
    const here = await computer()
    await here.agree()
    expect(await here.myData.erasure()).toBeNull()
    await here.myData.erase()
    const proof = await here.myData.erasure()
    expect(proof).toMatchObject({
      entriesBefore: 3,
      draftsBefore: 0,
      entriesNow: 0,
      draftsNow: 0,
      visionRunning: false,
      cameraAllowed: false,
      directory: here.records,
    })
    expect(proof?.removed.length).toBeGreaterThan(0)
    for (const name of proof?.removed ?? []) expect(name.startsWith('personal/')).toBe(true)
    writeFileSync(join(here.records, 'stray'), 'x')
    const again = await here.myData.erasure()
    expect(again?.files).toContainEqual({ name: 'stray', bytes: 1, why: 'other' })
    here.myData.putAwayErasure()
    expect(await here.myData.erasure()).toBeNull()
  })

  test("the owner's policy and the desk's book stay", async () => {
    const here = await computer()
    await here.import({ version: '2026-11-01', effectiveFrom: '2026-11-01' })
    await here.vault.book('desk').append({ kind: 'desk', payload: { what: 'set-up', name: 'A', by: null } })
    await here.agree()
    await here.myData.erase()
    expect(here.vault.book('desk').count()).toBe(1)
    const left = await listRecords(here.records)
    expect(left.map(({ name }) => name)).toContain('policy/2026-11-01.json')
    expect(left.some(({ why }) => why === 'desk')).toBe(true)
  })

  test('after a start nothing of it comes back', async () => {
    const here = await computer()
    await here.agree()
    await here.myData.erase()
    const next = await computer(here.installed)
    expect(next.consent.view().state).toBe('none')
    expect(next.vault.book('personal').count()).toBe(0)
  })

  test('what could not be removed is named, the yes is taken back all the same', async () => {
    const here = await computer()
    await here.agree()
    // A folder of that name cannot be removed as a file.
    mkdirSync(join(here.records, 'settings.damaged-x'), { recursive: true })
    writeFileSync(join(here.records, 'settings.damaged-x', 'inside.json'), '')
    here.settings.write({ theme: 'light' })
    chmodSync(join(here.records, 'settings.damaged-x'), 0o500)
    readOnly.push(join(here.records, 'settings.damaged-x'))
    const erased = await here.myData.erase()
    // The administrator's account may remove anything anywhere.
    if (process.getuid?.() !== 0)
      expect(erased).toMatchObject({ ok: false, error: { code: 'data-not-erased' } })
    expect(here.allowed()).toBe(false)
    expect((await computer(here.installed)).consent.gate.allows('face-decoration')).toBe(false)
  })
})

test('the listing of a directory that is not there is empty', async () => {
  expect(await listRecords(join(freshDirectory(), 'nowhere'))).toEqual([])
})
