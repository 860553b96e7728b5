import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkOf, type Check } from '../../../src/domain/diagnostics/checks'
import { ok } from '../../../src/domain/result'
import { ACCEPTANCES_FILE, createAcceptanceFile } from '../../../src/main/diagnostics/acceptanceFile'
import { createKioskDoor } from '../../../src/main/diagnostics/kioskDoor'
import { createDeskAccess } from '../../../src/main/privacy/deskAccess'
import { createDeskMembersFile } from '../../../src/main/privacy/deskMembersFile'
import { hashPin } from '../../../src/main/privacy/pinHash'
import { freshDirectory, manualClock } from '../support'

const PIN = '271828'
const swap = (totalBytes = 2048) =>
  checkOf('swap', 'swap-disk', { devices: 1, totalBytes, usedBytes: 0 }, true)
const dumps = checkOf('core-dumps', 'dumps-handler', { handler: 'apport', limit: 0 }, true)
const calm = checkOf('swap', 'swap-none', {}, true)
const noPage = checkOf('sandbox', 'sandbox-unknown', { reason: 'absent' }, true)

class Refused extends Error {}

interface RigOptions {
  readonly withDesk?: boolean
  readonly directory?: string
  /** Where acceptances go, if not to the members' directory. */
  readonly folder?: string
}

async function rig(options: RigOptions = {}) {
  const { withDesk = true, directory = freshDirectory() } = options
  const { folder = directory } = options
  const clock = manualClock()
  const setAside: string[] = []
  const members = createDeskMembersFile({
    directory,
    now: clock.now,
    onSetAside: (name) => setAside.push(name),
  })
  if (withDesk && (await members.read()).kind === 'none') {
    const sato = { name: 'Sato Hajime', addedAtMs: 1, ...(await hashPin(PIN)) }
    await members.write({ members: [sato], tries: { wrong: 0, lastAtMs: 0 } })
  }
  const acceptances = createAcceptanceFile({
    directory: folder,
    now: clock.now,
    onSetAside: (name) => setAside.push(name),
  })
  let checks: readonly Check[] = [calm]
  let number = 0
  const door = createKioskDoor({
    look: () => Promise.resolve(checks),
    acceptances,
    access: createDeskAccess({
      file: members,
      now: clock.now,
      steadyNow: clock.now,
      after: clock.after,
      storage: () => 'kept',
      wasSetUp: () => Promise.resolve(false),
      tell: () => Promise.resolve(ok(undefined)),
      onChange: () => undefined,
    }),
    now: clock.now,
    newId: () => `A-0000-000${++number}`,
    refuse: (sentence) => {
      throw new Refused(sentence)
    },
  })
  const seen = async () => {
    const status = await door.status()
    if (status.state !== 'shut') throw new Error('the door is open')
    return status.seen
  }
  return {
    directory,
    door,
    clock,
    acceptances,
    setAside,
    seen,
    find: (...found: Check[]) => (checks = found),
    lines: () => readFileSync(join(directory, ACCEPTANCES_FILE), 'utf8').trim().split('\n'),
  }
}

describe('the door of a kiosk', () => {
  it('is shut until somebody has looked, and opens on a computer that is as it must be', async () => {
    const { door } = await rig()
    expect(door.isOpen()).toBe(false)
    expect(await door.status()).toEqual({ state: 'open' })
    expect(door.isOpen()).toBe(true)
  })

  it('stays shut for what is wrong and for what nobody could see, and names who may accept it', async () => {
    const { door, find } = await rig()
    find(swap(), checkOf('print-spool', 'spool-unknown', { reason: 'unreadable' }, true))
    expect(await door.status()).toMatchObject({
      state: 'shut',
      conditions: [{ id: 'swap' }, { id: 'print-spool' }],
      members: ['Sato Hajime'],
      triesLeft: 5,
      waitMs: 0,
    })
    expect(door.isOpen()).toBe(false)
  })

  it('ends the start where nobody could accept it, before a window and after', async () => {
    const { door, find } = await rig({ withDesk: false })
    find(swap(), noPage)
    await expect(door.beforeWindow()).rejects.toThrow(/swap on a disk is on\./)
    await expect(door.status()).rejects.toThrow(Refused)
    // Before the window there is no page whose sandbox could be seen.
    find(noPage)
    await expect(door.beforeWindow()).resolves.toBeUndefined()
    await expect(door.status()).rejects.toThrow(/the sandbox could not be looked at/)
  })

  it('shuts again without ending anything when an open kiosk changes', async () => {
    const { door, find } = await rig({ withDesk: false })
    await door.status()
    find(swap())
    expect(await door.status()).toMatchObject({ state: 'shut', members: [] })
    expect(door.isOpen()).toBe(false)
  })

  it('opens for the PIN of a member, and remembers what was accepted, by whom, when and how it was', async () => {
    const { door, find, seen, lines, clock, directory } = await rig()
    find(swap(), dumps)
    expect(await door.accept('sato hajime', PIN, await seen())).toEqual(ok({ state: 'open' }))
    expect(door.isOpen()).toBe(true)
    expect(lines()).toHaveLength(2)
    expect(JSON.parse(lines()[0] ?? '')).toMatchObject({
      entry: {
        kind: 'accepted',
        id: 'A-0000-0001',
        atMs: clock.now(),
        by: 'Sato Hajime',
        condition: { check: 'swap' },
      },
    })
    expect(readFileSync(join(directory, ACCEPTANCES_FILE), 'utf8')).not.toContain(PIN)

    // The next start on the same computer, and then on one that changed.
    const next = await rig({ directory })
    next.find(swap(), dumps)
    expect(await next.door.status()).toEqual({ state: 'open' })
    next.find(swap(4096), dumps)
    expect(await next.door.status()).toMatchObject({ state: 'shut', conditions: [{ id: 'swap' }] })
  })

  it('does not open for a wrong PIN, a stranger, or conditions that were not on the screen', async () => {
    const { door, find, seen, directory } = await rig()
    find(swap())
    const shown = await seen()
    expect(await door.accept('Sato Hajime', '000000', shown)).toMatchObject({
      error: { code: 'desk-wrong-pin' },
    })
    expect(await door.accept('Nobody', PIN, shown)).toMatchObject({ error: { code: 'desk-wrong-pin' } })
    find(swap(), dumps)
    expect(await door.accept('Sato Hajime', PIN, shown)).toEqual({
      ok: false,
      error: { code: 'kiosk-changed' },
    })
    find(calm)
    expect(await door.accept('Sato Hajime', PIN, shown)).toEqual({
      ok: false,
      error: { code: 'kiosk-changed' },
    })
    expect(readdirSync(directory)).toEqual(['desk-access.json'])
  })

  it('keeps everybody waiting after five wrong PINs, in the next process too', async () => {
    const { door, find, seen, directory } = await rig()
    find(swap())
    const shown = await seen()
    const tries = Array.from({ length: 6 }, (_, index) => door.accept('Sato Hajime', `99990${index}`, shown))
    const codes = (await Promise.all(tries)).map((reply) => (reply.ok ? 'ok' : reply.error.code))
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'desk-wrong-pin'), 'desk-wait'])
    const next = await rig({ directory })
    next.find(swap())
    expect(await next.door.accept('Sato Hajime', PIN, shown)).toMatchObject({ error: { code: 'desk-wait' } })
    next.clock.advance(31_000)
    expect(await next.door.accept('Sato Hajime', PIN, shown)).toEqual(ok({ state: 'open' }))
  })

  it('stays shut when the acceptance cannot be written', async () => {
    const directory = freshDirectory()
    // A file stands where the folder would be: not even root can write into it.
    writeFileSync(join(directory, 'folder'), '')
    const { door, find, seen } = await rig({ directory, folder: join(directory, 'folder') })
    find(swap())
    expect(await door.accept('Sato Hajime', PIN, await seen())).toMatchObject({ ok: false })
    expect(door.isOpen()).toBe(false)
  })
})

describe('the file of acceptances', () => {
  it.each([
    ['a changed word', (text: string) => text.replace('Sato', 'Kato')],
    ['a line taken out', (text: string) => text.split('\n').slice(1).join('\n')],
    ['a line cut short', (text: string) => text.slice(0, -20)],
    ['a field that nobody knows', (text: string) => text.replace('"observed":{', '"face":[1],"observed":{')],
    ['another text', () => 'hello\n'],
  ])('is put aside with %s, and nothing in it counts', async (_name, change) => {
    const { door, find, seen, directory, setAside } = await rig()
    find(swap(), dumps)
    await door.accept('Sato Hajime', PIN, await seen())
    const path = join(directory, ACCEPTANCES_FILE)
    writeFileSync(path, change(readFileSync(path, 'utf8')))
    expect(await door.status()).toMatchObject({ state: 'shut' })
    expect(setAside).toHaveLength(1)
    expect(
      readdirSync(directory).filter((name) => name.startsWith('kiosk-acceptances.damaged-')),
    ).toHaveLength(1)
    // It begins anew.
    await door.accept('Sato Hajime', PIN, await seen())
    expect(door.isOpen()).toBe(true)
  })

  it('holds no line whose entry its schema does not know', async () => {
    const { acceptances, directory } = await rig()
    const bad = {
      kind: 'accepted',
      id: 'A-0000-0001',
      atMs: 1,
      by: 'Sato',
      condition: {},
      observed: { a: [1] },
    }
    await expect(acceptances.append([bad as never])).rejects.toThrow()
    expect(readdirSync(directory)).toEqual(['desk-access.json'])
    appendFileSync(join(directory, ACCEPTANCES_FILE), '')
    expect(await acceptances.read()).toEqual([])
  })
})
