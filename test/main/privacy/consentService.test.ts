import { appendFileSync, existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pairPolicies } from '../../../src/main/privacy/policyText'
import { createKioskVault } from '../../../src/main/privacy/kioskVault'
import { JOURNAL_FILE, JOURNAL_HEAD_FILE } from '../../../src/main/storage/journal'
import { extendFile, type JournalSteps } from '../../../src/main/storage/journalFile'
import english from '../../../resources/policy/2021-01-01/en.json'
import japanese from '../../../resources/policy/2021-01-01/ja.json'
import { freshDirectory, testKeychain } from '../support'
import { agree, consentComputer, decide, present } from './consentComputer'

const PASSPHRASE = 'eight or more'
const newer = (policy: typeof english) => ({ ...policy, version: '2030-01-01' })
const newerPolicies = () => pairPolicies(newer(japanese), newer(english))
const withoutKeychain = () => consentComputer(freshDirectory(), testKeychain(false))

const fullDisk: JournalSteps = {
  extend: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })),
}

describe('asking and answering', () => {
  test('a fresh install has no record, and the gate is shut', async () => {
    const { service } = await consentComputer().start()
    expect(service.view()).toMatchObject({
      state: 'none',
      allowed: false,
      receiptId: null,
      recordSha256: null,
      answeredAtMs: null,
      storage: 'keychain',
    })
  })

  test('a yes opens the gate at once and still holds at the next start', async () => {
    const computer = consentComputer()
    const { service, views } = await computer.start()
    const answered = await agree(service)
    expect(answered).toMatchObject({ ok: true, value: { state: 'given', allowed: true } })
    expect(views.map((view) => view.state)).toEqual(['presented', 'given'])
    const before = service.view()
    const again = (await computer.start()).service
    expect(again.view()).toEqual(before)
    expect(again.gate.allows('face-decoration')).toBe(true)
  })

  test('nothing can be answered that is not on screen', async () => {
    const { service } = await consentComputer().start()
    expect(await service.answer('given')).toMatchObject({ ok: false })
    await agree(service)
    expect(await service.answer('refused')).toMatchObject({ ok: false })
    expect(service.gate.allows('face-decoration')).toBe(true)
  })

  test('a text that is not the one in force cannot be what was shown', async () => {
    const { service } = await consentComputer().start()
    expect(await service.present('ja', service.textSha256('en'))).toEqual({
      ok: false,
      error: { code: 'policy-changed' },
    })
    expect(service.view().state).toBe('none')
  })

  test('a yes in one language is a yes, whatever language is chosen later', async () => {
    const { service } = await consentComputer().start()
    await agree(service)
    await present(service, 'en')
    expect(service.view()).toMatchObject({ state: 'given', allowed: true })
  })

  test('who answered is part of the record; another person is shown a notice of their own', async () => {
    const { service } = await consentComputer().start()
    await present(service)
    await service.present('ja', service.textSha256('ja'), 'guardian')
    await service.answer('given')
    expect(service.records().map(({ actor, events }) => [actor, events.at(-1)?.kind])).toEqual([
      ['guardian', 'given'],
      ['self', 'expired'],
    ])
  })

  test('a new text of the policy shuts the gate until it was answered; both sums are told', async () => {
    const computer = consentComputer()
    const first = (await computer.start()).service
    await agree(first)
    const old = first.textSha256('ja')
    const { service } = await computer.start({ policies: newerPolicies() })
    expect(service.view()).toMatchObject({
      state: 'superseded',
      allowed: false,
      recordSha256: old,
      policySha256: service.textSha256('ja'),
    })
    expect(service.textSha256('ja')).not.toBe(old)
    expect(service.gate.answered()).toBe(false)
    await agree(service)
    expect(service.view()).toMatchObject({ state: 'given', allowed: true, policyVersion: '2030-01-01' })
  })
})

describe('withdrawing', () => {
  test('the gate is shut and vision is dead before a byte is written', async () => {
    const computer = consentComputer()
    const happened: string[] = []
    let writtenWhenKilled = ''
    let allowedWhenKilled = true
    const journal = join(computer.personal, JOURNAL_FILE)
    const { service } = await computer.start({
      happened,
      stopVision: () => {
        happened.push('vision killed')
        allowedWhenKilled = service.gate.allows('face-decoration')
        writtenWhenKilled = readFileSync(journal, 'utf8')
        return Promise.resolve()
      },
    })
    await agree(service)
    const before = readFileSync(journal, 'utf8')
    await service.withdraw()
    expect([allowedWhenKilled, writtenWhenKilled === before]).toEqual([false, true])
    expect(readFileSync(journal, 'utf8').length).toBeGreaterThan(before.length)
    expect(happened.slice(-2)).toEqual(['vision killed', 'write'])
    const again = (await computer.start()).service
    expect(again.view()).toMatchObject({ state: 'withdrawn', allowed: false })
  })

  test('vision is killed even when there is nothing to withdraw', async () => {
    const { service, happened } = await consentComputer().start()
    expect(await service.withdraw()).toMatchObject({ ok: true })
    expect(happened).toEqual(['vision killed'])
  })

  test('one that cannot be written leaves no yes behind, and nothing else is lost', async () => {
    const computer = consentComputer()
    await agree((await computer.start()).service)
    const { service } = await computer.start({ steps: fullDisk })
    expect(service.gate.allows('face-decoration')).toBe(true)
    expect(await service.withdraw()).toMatchObject({
      ok: true,
      value: { allowed: false, storage: 'session-only' },
    })
    const again = (await computer.start()).service
    expect(again.view()).toMatchObject({ state: 'expired', allowed: false })
    expect(again.records()).toHaveLength(1)
  })

  test('one that can neither be written nor made doubtful says so, and holds', async () => {
    const computer = consentComputer()
    await agree((await computer.start()).service)
    const { service } = await computer.start({
      steps: fullDisk,
      distrustRecords: () => Promise.resolve(false),
    })
    expect(await service.withdraw()).toEqual({ ok: false, error: { code: 'disk-full' } })
    expect(service.view()).toMatchObject({ state: 'withdrawn', allowed: false })
  })

  test('one that could not be written is written as soon as there is room', async () => {
    const computer = consentComputer()
    let full = false
    const { service } = await computer.start({
      steps: {
        extend: (file, bytes, position) =>
          full
            ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
            : extendFile(file, bytes, position),
      },
    })
    await agree(service)
    full = true
    await service.withdraw()
    expect(service.view().storage).toBe('session-only')
    full = false
    computer.clock.advance(60_000)
    await expect.poll(() => service.view().storage).toBe('keychain')
    expect((await computer.start()).service.view().state).toBe('withdrawn')
  })
})

describe('where there is no keychain', () => {
  test('a yes holds for the session alone and nothing is written', async () => {
    const computer = withoutKeychain()
    const { service } = await computer.start()
    expect(await agree(service)).toMatchObject({ value: { allowed: true, storage: 'session-only' } })
    const again = (await computer.start()).service
    expect(again.view()).toMatchObject({ state: 'none', allowed: false })
  })

  test('a passphrase keeps it; a wrong one opens nothing; the right one brings it back', async () => {
    const computer = withoutKeychain()
    const { service } = await computer.start()
    await agree(service)
    expect(await service.protect(PASSPHRASE)).toMatchObject({ ok: true, value: { storage: 'passphrase' } })
    const again = (await computer.start()).service
    expect(again.view()).toMatchObject({ state: 'none', allowed: false, storage: 'locked' })
    expect(await again.unlock('not this one')).toMatchObject({ ok: false, error: { code: 'records-locked' } })
    expect(again.gate.allows('face-decoration')).toBe(false)
    expect(await again.unlock(PASSPHRASE)).toMatchObject({
      ok: true,
      value: { allowed: true, storage: 'passphrase' },
    })
  })

  test('what was answered while the records were locked is newer than what they hold', async () => {
    const computer = withoutKeychain()
    const { service } = await computer.start()
    await agree(service)
    await service.protect(PASSPHRASE)
    const { service: locked } = await computer.start()
    await present(locked, 'en')
    await locked.answer('refused')
    expect(await locked.unlock(PASSPHRASE)).toMatchObject({ value: { state: 'refused', allowed: false } })
    const { service: again } = await computer.start()
    expect(await again.unlock(PASSPHRASE)).toMatchObject({ value: { state: 'refused', allowed: false } })
  })

  test('a notice that was left for one in another language, without an answer, ends no yes of the locked records', async () => {
    const computer = withoutKeychain()
    const { service } = await computer.start()
    await agree(service)
    await service.protect(PASSPHRASE)
    const { service: locked } = await computer.start()
    await present(locked, 'ja')
    await present(locked, 'en')
    expect(await locked.unlock(PASSPHRASE)).toMatchObject({ value: { state: 'given', allowed: true } })
  })

  test('a withdrawal that locked records cannot take in holds at the next start, too', async () => {
    const computer = withoutKeychain()
    const { service } = await computer.start()
    await agree(service)
    await service.protect(PASSPHRASE)
    const { service: locked } = await computer.start()
    await agree(locked)
    expect(await locked.withdraw()).toMatchObject({ ok: true, value: { allowed: false } })
    expect(locked.gate.allows('face-decoration')).toBe(false)
    const { service: again } = await computer.start()
    await again.unlock(PASSPHRASE)
    expect(again.view()).toMatchObject({ state: 'expired', allowed: false })
  })

  test('and where even that is impossible, it is said aloud', async () => {
    const computer = withoutKeychain()
    const { service } = await computer.start()
    await agree(service)
    await service.protect(PASSPHRASE)
    const { service: locked } = await computer.start({ distrustRecords: () => Promise.resolve(false) })
    await agree(locked)
    expect(await locked.withdraw()).toMatchObject({ ok: false, error: { code: 'records-locked' } })
    expect(locked.gate.allows('face-decoration')).toBe(false)
  })
})

describe('records that cannot be believed', () => {
  test('a damaged end is set aside and a yes before it is asked for again', async () => {
    const computer = consentComputer()
    await agree((await computer.start()).service)
    await computer.start()
    appendFileSync(join(computer.personal, JOURNAL_FILE), 'not what was written\n')
    const { service, happened } = await computer.start()
    expect(service.view()).toMatchObject({ state: 'expired', allowed: false })
    expect(happened.some((line) => line.startsWith('set aside'))).toBe(true)
    await agree(service)
    expect((await computer.start()).service.view()).toMatchObject({ state: 'given', allowed: true })
  })

  test('a book that cannot be read holds nothing', async () => {
    const computer = consentComputer()
    await agree((await computer.start()).service)
    const { service } = await computer.start({
      book: (book) => ({ ...book, read: () => Promise.resolve({ ok: false, error: 'changed' }) }),
    })
    expect(service.view()).toMatchObject({ state: 'none', allowed: false, storage: 'damaged' })
    expect(service.gate.answered()).toBe(false)
  })

  test('a head that is gone makes every yes doubtful', async () => {
    const computer = consentComputer()
    const { service } = await computer.start()
    await agree(service)
    await decide(service, 'news', 'given')
    expect(existsSync(join(computer.personal, JOURNAL_HEAD_FILE))).toBe(true)
    await computer.start({ distrustRecords: () => Promise.resolve(true) })
    const { distrustRecords } = await import('../../../src/main/privacy/distrustRecords')
    expect(await distrustRecords(computer.personal)).toBe(true)
    const again = (await computer.start()).service
    expect([again.gate.allows('face-decoration'), again.gate.allows('news')]).toEqual([false, false])
  })
})

test('answers are written in the order they were given, however slow the disk is', async () => {
  const computer = consentComputer()
  const { service } = await computer.start({
    steps: {
      extend: async (file, bytes, position) => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 5))
        await extendFile(file, bytes, position)
      },
    },
  })
  await Promise.all([
    present(service, 'en'),
    service.answer('given'),
    service.withdraw(),
    present(service, 'ja'),
    service.answer('refused'),
  ])
  const { receiptId } = service.view()
  const again = (await computer.start()).service
  expect(again.view()).toMatchObject({ state: 'refused', receiptId })
})

test('everything of the person can be erased: vision, gate, memory and disk', async () => {
  const computer = consentComputer()
  const { service, vault, happened } = await computer.start()
  await agree(service)
  await decide(service, 'news', 'given')
  const subject = service.records()[0]?.subject
  happened.length = 0
  await service.forget()
  expect(happened).toEqual(['vision killed'])
  await vault.erasePersonal()
  expect([service.view().state, service.gate.allows('news'), service.records()]).toEqual(['none', false, []])
  await agree(service)
  expect(service.records()[0]?.subject).not.toBe(subject)
})

test('a kiosk’s vault is empty again after a session, and has no way to a disk', async () => {
  const before = readdirSync(freshDirectory())
  const vault = createKioskVault(() => 1)
  await vault.book('personal').append({ kind: 'consent', payload: { what: 'anything' } })
  let told = 0
  vault.onReplaced(() => Promise.resolve(void told++))
  expect(await vault.erasePersonal()).toMatchObject({ ok: true, value: { entriesBefore: 1, entriesNow: 0 } })
  expect([vault.book('personal').count(), told, before]).toEqual([0, 1, []])
})
