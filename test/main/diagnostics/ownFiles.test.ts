import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ok } from '../../../src/domain/result'
import { DEFAULT_SETTINGS } from '../../../src/contracts/settings'
import { FUSE_SENTINEL } from '../../../src/domain/diagnostics/fuseCheck'
import { createAcceptanceFile } from '../../../src/main/diagnostics/acceptanceFile'
import { createDiagnostics } from '../../../src/main/diagnostics/diagnostics'
import { findFuseWire } from '../../../src/main/diagnostics/fuseWire'
import { describedHost, realHost } from '../../../src/main/diagnostics/hostReader'
import { compareProgramFiles } from '../../../src/main/diagnostics/programFiles'
import { isSavedFile } from '../../../src/main/diagnostics/savedFiles'
import { createDeskMembersFile } from '../../../src/main/privacy/deskMembersFile'
import { hashPin } from '../../../src/main/privacy/pinHash'
import { createVault } from '../../../src/main/storage/vault'
import { freshDirectory, manualClock, testKeychain } from '../support'

describe('the fuse wire', () => {
  const MEGABYTE = 1024 * 1024
  const wire = Buffer.concat([
    Buffer.from(FUSE_SENTINEL, 'latin1'),
    Buffer.from([1, 8]),
    Buffer.from('01001100'),
  ])

  it.each([
    ['at the very beginning', 0],
    ['across the end of a piece', MEGABYTE - 16],
    ['with only its length across', MEGABYTE - 33],
    ['with its last fuse across', MEGABYTE - wire.byteLength + 1],
    ['in the third piece', 2 * MEGABYTE + 4711],
  ])('is found %s', async (_name, at) => {
    const file = join(freshDirectory(), 'program')
    const bytes = Buffer.alloc(3 * MEGABYTE + 5, 0x20)
    wire.copy(bytes, at)
    writeFileSync(file, bytes)
    expect(await findFuseWire(file)).toEqual({ kind: 'wire', version: 1, fuses: '01001100' })
  })

  it('is found at the very end, missed where there is none, and unreadable without a file', async () => {
    const file = join(freshDirectory(), 'program')
    writeFileSync(file, Buffer.concat([Buffer.alloc(MEGABYTE), wire]))
    expect(await findFuseWire(file)).toMatchObject({ kind: 'wire' })
    writeFileSync(file, Buffer.concat([Buffer.alloc(MEGABYTE), wire.subarray(0, 36)]))
    expect(await findFuseWire(file)).toEqual({ kind: 'unreadable' })
    writeFileSync(file, Buffer.alloc(2 * MEGABYTE))
    expect(await findFuseWire(file)).toEqual({ kind: 'missing' })
    expect(await findFuseWire(join(freshDirectory(), 'none'))).toEqual({ kind: 'unreadable' })
  })
})

describe('program files', () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

  function packaged() {
    const folder = freshDirectory()
    mkdirSync(join(folder, 'resources'))
    const contents = { kazari: 'the program', 'resources/app.asar': 'the app' }
    for (const [path, text] of Object.entries(contents)) writeFileSync(join(folder, path), text)
    const list = join(folder, 'resources/build.json')
    const files = Object.entries(contents).map(([path, text]) => ({
      path,
      bytes: text.length,
      sha256: sha256(text),
    }))
    writeFileSync(list, JSON.stringify({ files }))
    return { folder, list, files }
  }

  it('match their list, and one changed byte does not', async () => {
    const { folder, list } = packaged()
    expect(await compareProgramFiles(folder, list)).toEqual({ kind: 'compared', files: 2, differing: [] })
    writeFileSync(join(folder, 'resources/app.asar'), 'the APP')
    expect(await compareProgramFiles(folder, list)).toMatchObject({ differing: ['resources/app.asar'] })
    rmSync(join(folder, 'kazari'))
    expect(await compareProgramFiles(folder, list)).toMatchObject({
      differing: ['kazari', 'resources/app.asar'],
    })
  })

  it('outside the folder are not vouched for, and a list that cannot be read vouches for nothing', async () => {
    const { folder, list, files } = packaged()
    writeFileSync(list, JSON.stringify({ files: [...files, { ...files[0], path: '../../etc/hostname' }] }))
    expect(await compareProgramFiles(folder, list)).toMatchObject({ differing: ['../../etc/hostname'] })
    for (const broken of ['', '{}', '{"files":[]}', '{"files":[{"path":"a"}]}']) {
      writeFileSync(list, broken)
      expect(await compareProgramFiles(folder, list)).toEqual({ kind: 'no-list' })
    }
    expect(await compareProgramFiles(folder, join(folder, 'none.json'))).toEqual({ kind: 'no-list' })
  })
})

describe('the computer of a test build', () => {
  it('is the described one where it is described, and the real one elsewhere', async () => {
    const file = join(freshDirectory(), 'host.json')
    writeFileSync(
      file,
      JSON.stringify({ files: { '/proc/swaps': 'a', '/proc/self/status': false, '/etc/hostname': null } }),
    )
    const host = describedHost(file)
    expect(await host.readText('/proc/swaps')).toEqual({ kind: 'text', text: 'a' })
    expect(await host.readText('/proc/self/status')).toEqual({ kind: 'unreadable' })
    expect(await host.readText('/etc/hostname')).toEqual({ kind: 'missing' })
    expect(await host.exists('/etc/hostname')).toBe(false)
    expect(await host.readText('/proc/self/limits')).toEqual(await realHost.readText('/proc/self/limits'))
  })

  it('reads files of /proc, which say that they are empty', async () => {
    const read = await realHost.readText('/proc/self/limits')
    expect(read.kind === 'text' && read.text).toContain('Max core file size')
    expect(await realHost.readText('/proc/none')).toEqual({ kind: 'missing' })
    expect(await realHost.exists('/proc/self')).toBe(true)
    expect(await realHost.fileSystem('/dev/shm')).toBe('tmpfs')
  })
})

describe('what was written', () => {
  function rig(change: Partial<Parameters<typeof createDiagnostics>[0]> = {}) {
    const directory = freshDirectory()
    const clock = manualClock(Date.now())
    const told: unknown[] = []
    const begin = () =>
      createDiagnostics({
        look: () => Promise.resolve({ checks: [], processes: [] }),
        recordsDirectory: directory,
        acceptances: createAcceptanceFile({ directory, now: clock.now, onSetAside: () => undefined }),
        isKiosk: false,
        partitionInMemory: () => true,
        visionPulse: () => null,
        folderHarmless: true,
        now: clock.now,
        after: clock.after,
        onGuard: (count) => told.push(count),
        ...change,
      })
    return { directory, clock, told, begin }
  }
  const settle = () => new Promise((done) => setTimeout(done, 50))

  it('names files that are new or changed, with what they are, and not those from before', async () => {
    const { directory, begin } = rig()
    writeFileSync(
      join(directory, 'desk-settings.json'),
      JSON.stringify({
        contact: { name: '', address: '', telephone: '', email: '' },
        fees: { 'notice-of-purposes': 0, disclosure: 0, 'disclosure-of-provision-records': 0 },
      }),
    )
    const diagnostics = await begin()
    expect((await diagnostics.read()).written).toMatchObject({ files: [], doubts: [], strange: [] })
    writeFileSync(join(directory, 'settings.json'), JSON.stringify(DEFAULT_SETTINGS))
    const { written } = await diagnostics.read()
    expect(written.files).toMatchObject([{ name: 'settings.json', kind: 'settings', holding: 'schema' }])
    expect(written.doubts).toEqual([])
  })

  it('vouches for everything that Kazari itself writes', async () => {
    const { directory, begin } = rig()
    const diagnostics = await begin()
    const vault = createVault({
      directory,
      keychain: testKeychain(),
      now: Date.now,
      readOnly: false,
      onSetAside: () => undefined,
    })
    await vault.open()
    for (let index = 0; index < 3; index++)
      expect((await vault.book('personal').append({ kind: 'consent', payload: { index } })).ok).toBe(true)
    await vault.drafts().put({ draftId: 'D-7Q4M-20K9', savedAtMs: 1, form: { text: 'a' } })
    const members = createDeskMembersFile({ directory, now: Date.now, onSetAside: () => undefined })
    const sato = { name: 'Sato', addedAtMs: 1, ...(await hashPin('271828')) }
    await members.write({ members: [sato], tries: { wrong: 0, lastAtMs: 0 } })
    const { written } = await diagnostics.read()
    const holding = Object.fromEntries(written.files.map((file) => [file.name, file.holding]))
    expect(holding).toEqual({
      'desk-access.json': 'schema',
      'desk/journal.head.sealed.json': 'sealed',
      'desk/journal.lock': 'schema',
      'desk/journal.sealed.log': 'sealed',
      'personal/drafts.sealed.json': 'sealed',
      'personal/journal.head.sealed.json': 'sealed',
      'personal/journal.lock': 'schema',
      'personal/journal.sealed.log': 'sealed',
    })
    expect(written.doubts).toEqual([])
    await vault.close()
  })

  it.each([
    ['a picture', 'face.jpg', Buffer.from([0xff, 0xd8, 0xff])],
    ['points among the settings', 'settings.json', Buffer.from('{"points":[0.1,0.2]}')],
    ['a picture under a known name', 'personal/journal.sealed.log', Buffer.from('\x89PNG\n')],
    ['something in an empty sign', 'desk-set-up-again', Buffer.from('a face')],
  ])('does not vouch for %s, also when it was there before', async (_name, name, bytes) => {
    const { directory, begin } = rig()
    mkdirSync(join(directory, 'personal'), { recursive: true })
    writeFileSync(join(directory, name), bytes)
    const { written } = await (await begin()).read()
    expect(written.files).toEqual([])
    expect(written.strange).toEqual([name])
    expect(written.doubts).toEqual(['unknown-file'])
  })

  it('lets a file be written in peace, and finds what such a write left behind', async () => {
    const { directory, begin } = rig()
    const diagnostics = await begin()
    const left = join(directory, '.settings.json.0123456789ab.kazari-tmp')
    writeFileSync(left, 'half of')
    expect((await diagnostics.read()).written.files).toEqual([])
    utimesSync(left, 1, 1)
    expect((await diagnostics.read()).written.doubts).toEqual(['unknown-file'])
  })

  it('is told once after a call that wrote, and counts what people saved', async () => {
    const { directory, begin, clock, told } = rig()
    const diagnostics = await begin()
    diagnostics.answered('app:info', ok({}))
    writeFileSync(join(directory, 'settings.json'), '{}')
    diagnostics.answered('settings:write', ok({}))
    diagnostics.answered('picture:save', ok({ name: 'a.png' }))
    diagnostics.blocked()
    clock.advance(500)
    await settle()
    expect(told).toEqual([{ blockedRequests: 1, files: 1, saved: 1, doubts: [] }])
    diagnostics.answered('app:info', ok({}))
    clock.advance(500)
    await settle()
    expect(told).toHaveLength(1)
  })

  it('counts a file that was saved, not one that was printed, looked at or given up', () => {
    expect(isSavedFile('picture:save', ok({ name: 'a.png' }))).toBe(true)
    expect(isSavedFile('request:letter', ok({ name: null }))).toBe(false)
    expect(isSavedFile('desk:letter', ok({ url: 'app://a', name: null }))).toBe(false)
    expect(isSavedFile('picture:save', { ok: false, error: { code: 'cancelled' } })).toBe(false)
    expect(isSavedFile('desk:unlock', ok({ name: 'Sato' }))).toBe(false)
  })
})
