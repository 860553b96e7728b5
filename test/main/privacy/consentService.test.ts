import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ConsentView } from '../../../src/contracts/api'
import { createConsentService, type ConsentStore } from '../../../src/main/privacy/consentService'
import { currentPolicies, pairPolicies } from '../../../src/main/privacy/policyText'
import { newReceiptId, newSubject } from '../../../src/main/privacy/receipt'
import type { WriteSteps } from '../../../src/main/storage/atomicWrite'
import { writeThrough } from '../../../src/main/storage/atomicWrite'
import { createRecordStore, RECORDS_FILE } from '../../../src/main/storage/recordStore'
import english from '../../../resources/policy/2021-01-01/en.json'
import japanese from '../../../resources/policy/2021-01-01/ja.json'
import { rename } from 'node:fs/promises'
import { freshDirectory, manualClock, testKeychain } from '../support'

const clock = manualClock()
const PASSPHRASE = 'eight or more'

function install(directory = freshDirectory(), keychain = testKeychain()) {
  return {
    directory,
    /** Starts Kazari on this computer, again or for the first time. */
    start(
      change: {
        policies?: ReturnType<typeof currentPolicies>
        steps?: WriteSteps
        stopVision?: () => Promise<void>
      } = {},
    ) {
      const happened: string[] = []
      const views: ConsentView[] = []
      const real = createRecordStore({
        directory,
        keychain,
        now: clock.now,
        onSetAside: (name) => happened.push(`set aside ${name}`),
        readOnly: false,
        ...(change.steps ? { steps: change.steps } : {}),
      })
      const store: ConsentStore = {
        ...real,
        save: (journal) => {
          happened.push('write')
          return real.save(journal)
        },
      }
      const service = createConsentService({
        policies: change.policies ?? currentPolicies(),
        store,
        now: () => {
          clock.advance(1)
          return clock.now()
        },
        newReceiptId,
        newSubject,
        appVersion: '0.1.0',
        stopVision:
          change.stopVision ??
          (() => {
            happened.push('vision killed')
            return Promise.resolve()
          }),
        onChange: (view) => views.push(view),
      })
      return { service, happened, views }
    },
  }
}

async function agree(service: ReturnType<ReturnType<typeof install>['start']>['service']) {
  await service.present('ja')
  return service.answer('given')
}

describe('asking and answering', () => {
  test('before anything was read the gate is shut, and a fresh install has no record', async () => {
    const { service } = install().start()
    expect(service.gate.allows('face-decoration')).toBe(false)
    await service.open()
    expect(service.view()).toMatchObject({
      state: 'none',
      allowed: false,
      receiptId: null,
      answeredAtMs: null,
      storage: 'keychain',
    })
  })

  test('a yes opens the gate at once and still holds at the next start', async () => {
    const computer = install()
    const { service, views } = computer.start()
    await service.open()
    const answered = await agree(service)
    expect(answered).toMatchObject({ ok: true, value: { state: 'given', allowed: true } })
    expect(views.map((view) => view.state)).toEqual(['presented', 'given'])
    const again = computer.start().service
    await again.open()
    expect(again.view()).toEqual(service.view())
    expect(again.gate.allows('face-decoration')).toBe(true)
  })

  test('nothing can be answered that is not on screen', async () => {
    const { service } = install().start()
    await service.open()
    expect(await service.answer('given')).toMatchObject({ ok: false })
    await agree(service)
    expect(await service.answer('refused')).toMatchObject({ ok: false })
    expect(service.gate.allows('face-decoration')).toBe(true)
  })

  test('a yes in one language is a yes, whatever language is chosen later', async () => {
    const computer = install()
    const { service } = computer.start()
    await service.open()
    await agree(service)
    await service.present('en')
    expect(service.view()).toMatchObject({ state: 'given', allowed: true })
  })

  test('a new text of the policy shuts the gate until it was answered', async () => {
    const computer = install()
    const first = computer.start().service
    await first.open()
    await agree(first)
    const newer = (policy: typeof english) => ({ ...policy, version: '2030-01-01' })
    const { service } = computer.start({ policies: pairPolicies(newer(japanese), newer(english)) })
    await service.open()
    expect(service.view()).toMatchObject({ state: 'superseded', allowed: false })
    expect(service.gate.answered()).toBe(false)
    await agree(service)
    expect(service.view()).toMatchObject({ state: 'given', allowed: true, policyVersion: '2030-01-01' })
  })
})

describe('withdrawing', () => {
  test('the gate is shut and vision is dead before a byte is written', async () => {
    const computer = install()
    let writtenWhenKilled = ''
    const { service, happened } = computer.start({
      stopVision: () => {
        happened.push('vision killed')
        expect(service.gate.allows('face-decoration')).toBe(false)
        writtenWhenKilled = readFileSync(join(computer.directory, RECORDS_FILE), 'utf8')
        return Promise.resolve()
      },
    })
    await service.open()
    await agree(service)
    const before = readFileSync(join(computer.directory, RECORDS_FILE), 'utf8')
    await service.withdraw()
    expect(writtenWhenKilled).toBe(before)
    expect(happened.slice(-2)).toEqual(['vision killed', 'write'])
    const again = computer.start().service
    await again.open()
    expect(again.view()).toMatchObject({ state: 'withdrawn', allowed: false })
  })

  test('vision is killed even when there is nothing to withdraw', async () => {
    const { service, happened } = install().start()
    await service.open()
    expect(await service.withdraw()).toMatchObject({ ok: true })
    expect(happened).toEqual(['vision killed'])
  })

  test('a withdrawal that cannot be written leaves no yes behind', async () => {
    const computer = install()
    const fine = computer.start().service
    await fine.open()
    await agree(fine)
    const full: WriteSteps = {
      fill: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })),
      replace: rename,
    }
    const { service } = computer.start({ steps: full })
    await service.open()
    expect(service.gate.allows('face-decoration')).toBe(true)
    expect(await service.withdraw()).toMatchObject({ ok: true, value: { allowed: false } })
    const again = computer.start().service
    await again.open()
    expect(again.gate.allows('face-decoration')).toBe(false)
  })
})

describe('where there is no keychain', () => {
  test('a yes holds for the session alone and nothing is written', async () => {
    const computer = install(freshDirectory(), testKeychain(false))
    const { service } = computer.start()
    await service.open()
    expect(await agree(service)).toMatchObject({ value: { allowed: true, storage: 'session-only' } })
    const again = computer.start().service
    await again.open()
    expect(again.view()).toMatchObject({ state: 'none', allowed: false })
  })

  test('a passphrase keeps it; a wrong one opens nothing; the right one brings it back', async () => {
    const computer = install(freshDirectory(), testKeychain(false))
    const { service } = computer.start()
    await service.open()
    await agree(service)
    expect(await service.protect(PASSPHRASE)).toMatchObject({ ok: true, value: { storage: 'passphrase' } })
    const again = computer.start().service
    await again.open()
    expect(again.view()).toMatchObject({ state: 'none', allowed: false, storage: 'locked' })
    expect(await again.unlock('not this one')).toMatchObject({ ok: false, error: { code: 'records-locked' } })
    expect(again.gate.allows('face-decoration')).toBe(false)
    expect(await again.unlock(PASSPHRASE)).toMatchObject({
      ok: true,
      value: { allowed: true, storage: 'passphrase' },
    })
  })

  test('what was answered while the records were locked is newer than what they hold', async () => {
    const computer = install(freshDirectory(), testKeychain(false))
    const { service } = computer.start()
    await service.open()
    await agree(service)
    await service.protect(PASSPHRASE)
    const { service: locked } = computer.start()
    await locked.open()
    await locked.present('en')
    await locked.answer('refused')
    expect(await locked.unlock(PASSPHRASE)).toMatchObject({ value: { state: 'refused', allowed: false } })
    const { service: again } = computer.start()
    await again.open()
    expect(await again.unlock(PASSPHRASE)).toMatchObject({ value: { state: 'refused', allowed: false } })
  })

  test('a notice that was left for one in another language, without an answer, ends no yes of the locked records', async () => {
    const computer = install(freshDirectory(), testKeychain(false))
    const { service } = computer.start()
    await service.open()
    await agree(service)
    await service.protect(PASSPHRASE)
    const { service: locked } = computer.start()
    await locked.open()
    await locked.present('ja')
    await locked.present('en')
    expect(await locked.unlock(PASSPHRASE)).toMatchObject({ value: { state: 'given', allowed: true } })
  })

  test('a withdrawal that locked records cannot take in is said aloud, and holds', async () => {
    const computer = install(freshDirectory(), testKeychain(false))
    const { service } = computer.start()
    await service.open()
    await agree(service)
    await service.protect(PASSPHRASE)
    const { service: locked } = computer.start()
    await locked.open()
    await agree(locked)
    expect(await locked.withdraw()).toMatchObject({ ok: false, error: { code: 'records-locked' } })
    expect(locked.gate.allows('face-decoration')).toBe(false)
  })
})

test('damaged records are set aside and say so; the gate stays shut', async () => {
  const computer = install()
  const first = computer.start().service
  await first.open()
  await agree(first)
  writeFileSync(join(computer.directory, RECORDS_FILE), 'not what was written')
  const { service, happened } = computer.start()
  await service.open()
  expect(service.view()).toMatchObject({ state: 'none', allowed: false, storage: 'damaged' })
  expect(happened.some((line) => line.startsWith('set aside'))).toBe(true)
})

test('answers are written in the order they were given, however slow the disk is', async () => {
  const computer = install()
  const slow: WriteSteps = {
    fill: async (file, bytes) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 5))
      await writeThrough(file, bytes)
    },
    replace: rename,
  }
  const { service } = computer.start({ steps: slow })
  await service.open()
  await Promise.all([
    service.present('en'),
    service.answer('given'),
    service.withdraw(),
    service.present('ja'),
    service.answer('refused'),
  ])
  const again = computer.start().service
  await again.open()
  expect(again.view()).toMatchObject({ state: 'refused', receiptId: service.view().receiptId })
})
