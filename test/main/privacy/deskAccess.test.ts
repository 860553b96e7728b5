import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AUTO_LOCK_MS } from '../../../src/main/privacy/deskAccess'
import type { WriteSteps } from '../../../src/main/storage/atomicWrite'
import { deskRig, PIN, SECOND_PIN } from './deskRig'

type Rig = Awaited<ReturnType<typeof deskRig>>
const NAME = '佐藤 一'
const WRONG = '314159'
/** A disk without room. */
const FULL: WriteSteps = {
  fill: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })),
  replace: () => Promise.resolve(),
}
const code = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? 'ok' : result.error?.code)
const membersFile = ({ directory }: Pick<Rig, 'directory'>) => join(directory, 'desk-access.json')

/** The app is closed and started again on the same records. */
async function restart(rig: Rig): Promise<Rig> {
  await rig.vault.close()
  return deskRig({ directory: rig.directory, keychain: rig.keychain })
}

async function tryWrong(rig: Rig, times: number): Promise<(string | undefined)[]> {
  const codes: (string | undefined)[] = []
  for (let index = 0; index < times; index++) codes.push(code(await rig.desk.access.unlock(NAME, WRONG)))
  return codes
}

describe('setting up', () => {
  test('the first member has a name and a PIN of their own, and the desk is open for them', async () => {
    const rig = await deskRig()
    expect(await rig.desk.access.status()).toMatchObject({ state: 'not-set-up', members: [], member: null })
    const done = await rig.desk.access.setUp(`  ${NAME} `, PIN)
    expect(done).toMatchObject({ ok: true, value: { state: 'open', member: NAME, members: [NAME] } })
    expect(code(await rig.desk.access.setUp('Mallory', PIN))).toBe('desk-set-up-already')
  })

  test.each([
    ['12345', 'too-short'],
    ['000000', 'obvious'],
    ['123456', 'obvious'],
    ['６５４３２１', 'obvious'],
    ['121212', 'obvious'],
    ['password', 'obvious'],
    ['kazari2026', 'obvious'],
    ['佐藤 一', 'too-short'],
    ['x'.repeat(101), 'too-long'],
  ])('no PIN like %s', async (pin, fault) => {
    const rig = await deskRig()
    expect(await rig.desk.access.setUp(NAME, pin)).toEqual({
      ok: false,
      error: { code: 'desk-pin-weak', params: { fault } },
    })
    expect(readdirSync(rig.directory)).not.toContain('desk-access.json')
  })

  test('what is kept of a PIN is a salted hash that only this user can read, and not in the book', async () => {
    const rig = await deskRig()
    await rig.openWithSecond()
    expect(statSync(membersFile(rig)).mode & 0o777).toBe(0o600)
    const text = readFileSync(membersFile(rig), 'utf8')
    expect(text).not.toContain(PIN)
    const { members } = JSON.parse(text) as { members: { salt: string; hash: string }[] }
    expect(new Set(members.flatMap(({ salt, hash }) => [salt, hash])).size).toBe(4)
    const entries = await rig.vault.book('desk').read(0, 10)
    expect(entries.ok && entries.value.map(({ kind, payload }) => ({ kind, payload }))).toEqual([
      { kind: 'desk', payload: { what: 'set-up', name: NAME, by: NAME } },
      { kind: 'desk', payload: { what: 'member-added', name: 'Suzuki Aya', by: NAME } },
    ])
  })

  test('where nothing can be written nobody is let in', async () => {
    const rig = await deskRig({ steps: FULL })
    expect(code(await rig.desk.access.setUp(NAME, PIN))).toBe('desk-not-kept')
    expect(rig.desk.access.member()).toBeNull()
  })
})

describe('opening', () => {
  test('with the right PIN, however its digits were typed', async () => {
    const rig = await deskRig()
    await rig.open()
    await rig.desk.access.lock()
    expect(code(await rig.desk.access.unlock(NAME, '２７１８２８'))).toBe('ok')
    expect(rig.desk.access.member()).toBe(NAME)
  })

  test('a wrong PIN, another member’s PIN and a name nobody has are all the same', async () => {
    const rig = await deskRig()
    await rig.openWithSecond()
    await rig.desk.access.lock()
    for (const [name, pin] of [
      [NAME, WRONG],
      [NAME, SECOND_PIN],
      ['Mallory', PIN],
    ] as const)
      expect(code(await rig.desk.access.unlock(name, pin))).toBe('desk-wrong-pin')
    expect(rig.desk.access.member()).toBeNull()
  })

  test('five wrong PINs, then waits that double up to a quarter of an hour', async () => {
    const rig = await deskRig()
    await rig.open()
    await rig.desk.access.lock()
    for (const left of [4, 3, 2, 1, 0])
      expect(await rig.desk.access.unlock(NAME, WRONG)).toEqual({
        ok: false,
        error: { code: 'desk-wrong-pin', params: { left } },
      })
    for (const seconds of [30, 60, 120, 240, 480, 900, 900]) {
      expect(await rig.desk.access.unlock(NAME, PIN)).toEqual({
        ok: false,
        error: { code: 'desk-wait', params: { seconds } },
      })
      rig.advance(seconds * 1000 - 1)
      expect(code(await rig.desk.access.unlock(NAME, PIN))).toBe('desk-wait')
      rig.advance(1)
      expect(code(await rig.desk.access.unlock(NAME, WRONG))).toBe('desk-wrong-pin')
    }
    rig.advance(900_000)
    expect(code(await rig.desk.access.unlock(NAME, PIN))).toBe('ok')
    await rig.desk.access.lock()
    expect((await rig.desk.access.status()).triesLeft).toBe(5)
  })

  test('trying another member, or approving for one, does not get around the wait', async () => {
    const rig = await deskRig()
    await rig.openWithSecond()
    await rig.desk.access.lock()
    await tryWrong(rig, 3)
    await rig.desk.access.verify('Suzuki Aya', WRONG)
    await rig.desk.access.unlock('Suzuki Aya', WRONG)
    expect(code(await rig.desk.access.unlock('Suzuki Aya', SECOND_PIN))).toBe('desk-wait')
    expect(code(await rig.desk.access.verify('Suzuki Aya', SECOND_PIN))).toBe('desk-wait')
  })

  test('tries made at once are counted one by one', async () => {
    const rig = await deskRig()
    await rig.open()
    await rig.desk.access.lock()
    const pins = [...Array.from({ length: 8 }, (_, index) => `31415${index}`), PIN]
    const codes = await Promise.all(pins.map((pin) => rig.desk.access.unlock(NAME, pin)))
    expect(codes.map(code)).toEqual([
      ...Array.from({ length: 5 }, () => 'desk-wrong-pin'),
      ...Array.from({ length: 4 }, () => 'desk-wait'),
    ])
  })

  test('the wait and the count outlive a restart', async () => {
    const first = await deskRig()
    await first.open()
    await first.desk.access.lock()
    await tryWrong(first, 6 - 1)
    const again = await restart(first)
    expect(await again.desk.access.status()).toMatchObject({ state: 'locked', triesLeft: 0, waitMs: 30_000 })
    expect(code(await again.desk.access.unlock(NAME, PIN))).toBe('desk-wait')
    again.advance(30_000)
    expect(code(await again.desk.access.unlock(NAME, WRONG))).toBe('desk-wrong-pin')
    expect((await again.desk.access.status()).waitMs).toBe(60_000)
  })

  test('no clock that is set brings the end of a wait nearer', async () => {
    const rig = await deskRig()
    await rig.open()
    await rig.desk.access.lock()
    await tryWrong(rig, 5)
    for (const byMs of [-86_400_000, 2 * 86_400_000]) {
      rig.setClockBy(byMs)
      expect(code(await rig.desk.access.unlock(NAME, PIN))).toBe('desk-wait')
    }
    await rig.vault.close()
    // Set back while Kazari was closed: the whole wait begins again.
    const again = await deskRig({ directory: rig.directory, keychain: rig.keychain, clockByMs: -3_600_000 })
    expect((await again.desk.access.status()).waitMs).toBe(30_000)
    expect(code(await again.desk.access.unlock(NAME, PIN))).toBe('desk-wait')
  })

  test('a try that cannot be counted is not made', async () => {
    const rig = await deskRig()
    await rig.open()
    await rig.desk.access.lock()
    const fails = await deskRig({
      directory: rig.directory,
      vault: rig.vault,
      steps: FULL,
    })
    expect(code(await fails.desk.access.unlock(NAME, PIN))).toBe('desk-not-kept')
    expect(fails.desk.access.member()).toBeNull()
  })

  test('the book is told when the wrong PINs begin to cost time', async () => {
    const rig = await deskRig()
    await rig.open()
    await rig.desk.access.lock()
    await tryWrong(rig, 5)
    const entries = await rig.vault.book('desk').read(0, 10)
    expect(entries.ok && entries.value.at(-1)?.payload).toEqual({ what: 'wrong-pins', wrong: 5, by: null })
  })
})

describe('locking itself', () => {
  test('after ten minutes without a call, and not before', async () => {
    const rig = await deskRig()
    await rig.open()
    rig.advance(AUTO_LOCK_MS - 1)
    expect(rig.desk.access.touch()).toBe(true)
    rig.advance(AUTO_LOCK_MS - 1)
    expect(rig.desk.access.member()).toBe(NAME)
    rig.advance(1)
    expect(rig.statuses.at(-1)).toMatchObject({ state: 'locked', member: null, locksInMs: null })
    expect(rig.desk.access.touch()).toBe(false)
    expect(await rig.desk.cases.get('R-7Q4M-20K9')).toEqual({ ok: false, error: { code: 'desk-locked' } })
  })

  test('a computer that slept, and a clock that was set back, keep nobody in', async () => {
    const slept = await deskRig()
    await slept.open()
    slept.setClockBy(AUTO_LOCK_MS)
    expect(slept.desk.access.member()).toBeNull()

    const setBack = await deskRig()
    await setBack.open()
    setBack.setClockBy(-86_400_000)
    setBack.advance(AUTO_LOCK_MS)
    expect(setBack.desk.access.member()).toBeNull()
  })
})

describe('members', () => {
  test('who is removed cannot open it any more; the last one stays', async () => {
    const rig = await deskRig()
    await rig.openWithSecond()
    expect(code(await rig.desk.access.addMember('suzuki  aya', '161803'))).toBe('desk-name-taken')
    expect(code(await rig.desk.access.removeMember('Mallory'))).toBe('desk-unknown-member')
    expect(code(await rig.desk.access.removeMember(NAME))).toBe('ok')
    expect(rig.desk.access.member()).toBeNull()
    expect(code(await rig.desk.access.unlock(NAME, PIN))).toBe('desk-wrong-pin')
    expect(code(await rig.desk.access.unlock('Suzuki Aya', SECOND_PIN))).toBe('ok')
    expect(code(await rig.desk.access.removeMember('Suzuki Aya'))).toBe('desk-last-member')
  })

  test('a change the book cannot be told of is not made', async () => {
    const rig = await deskRig()
    await rig.open()
    await rig.vault.close()
    expect(code(await rig.desk.access.addMember('Suzuki Aya', SECOND_PIN))).toBe('desk-not-kept')
    expect(rig.desk.access.members()).toEqual([NAME])
    expect(readFileSync(membersFile(rig), 'utf8')).not.toContain('Suzuki')
  })
})

describe('a members’ file that is not what was written', () => {
  const spoilt: readonly [string, (text: string) => string][] = [
    ['cut short', (text) => text.slice(0, 40)],
    ['empty', () => ''],
    [
      'a flipped bit in a hash',
      (text) => text.replace(/"hash":"(.)/, (_, sign: string) => `"hash":"${sign === 'A' ? 'B' : 'A'}`),
    ],
    ['nobody in it', (text) => text.replace(/"members":\[.*\],"tries"/, '"members":[],"tries"')],
    ['fewer tries than were made', (text) => text.replace(/"wrong":\d+/, '"wrong":-1')],
    ['huge', (text) => text + ' '.repeat(300 * 1024)],
  ]
  test.each(spoilt)('%s: set aside, reported, and the desk stays shut', async (_name, spoil) => {
    const rig = await deskRig()
    await rig.open()
    writeFileSync(membersFile(rig), spoil(readFileSync(membersFile(rig), 'utf8')))
    const again = await restart(rig)
    const status = await again.desk.access.status()
    expect(status).toMatchObject({ state: 'shut', members: [] })
    expect(status.setAside).toMatch(/^desk-access\.damaged-.+\.json$/)
    expect(again.setAside).toEqual([status.setAside])
    expect(readdirSync(rig.directory)).toContain(status.setAside)
    for (const attempt of [again.desk.access.setUp(NAME, PIN), again.desk.access.unlock(NAME, PIN)])
      expect(code(await attempt)).toBe('desk-shut')
    expect(again.desk.access.isSetUp()).toBe(true)

    // Nor does a second start forget that there was a desk.
    const third = await restart(again)
    expect((await third.desk.access.status()).state).toBe('shut')
  })

  test('one that was taken away leaves the desk shut: its book knows that there was one', async () => {
    const rig = await deskRig()
    await rig.open()
    rmSync(membersFile(rig))
    const again = await restart(rig)
    expect((await again.desk.access.status()).state).toBe('shut')
    expect(code(await again.desk.access.setUp('Mallory', PIN))).toBe('desk-shut')
  })

  test('a copy that is put back opens it again', async () => {
    const rig = await deskRig()
    await rig.open()
    const copy = readFileSync(membersFile(rig))
    writeFileSync(membersFile(rig), '{}')
    const shut = await restart(rig)
    expect((await shut.desk.access.status()).state).toBe('shut')
    writeFileSync(membersFile(rig), copy)
    const again = await restart(shut)
    expect(code(await again.desk.access.unlock(NAME, PIN))).toBe('ok')
  })

  test('who may write to the records folder may have it set up anew, and the book says so', async () => {
    const rig = await deskRig()
    await rig.open()
    writeFileSync(membersFile(rig), '{}')
    writeFileSync(join(rig.directory, 'desk-set-up-again'), '')
    const again = await restart(rig)
    expect((await again.desk.access.status()).state).toBe('not-set-up')
    expect(code(await again.desk.access.setUp('Suzuki Aya', SECOND_PIN))).toBe('ok')
    expect(readdirSync(rig.directory)).not.toContain('desk-set-up-again')
    const entries = await again.vault.book('desk').read(0, 10)
    expect(entries.ok && entries.value.at(-1)?.payload).toMatchObject({ what: 'set-up-again' })
  })

  test('one that this user may not read opens nothing', async () => {
    if (process.getuid?.() === 0) return
    const rig = await deskRig()
    await rig.open()
    chmodSync(membersFile(rig), 0)
    const again = await restart(rig)
    expect((await again.desk.access.status()).state).toBe('shut')
  })
})

test('before the members were read nobody is taken for the first', async () => {
  const rig = await deskRig()
  expect(rig.desk.access.isSetUp()).toBe(true)
  await rig.desk.access.status()
  expect(rig.desk.access.isSetUp()).toBe(false)
})
