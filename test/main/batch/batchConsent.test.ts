import { describe, expect, test } from 'vitest'
import { admitBatch } from '../../../src/main/batch/batchConsent'
import { bundledPictures } from '../../../src/main/batch/bundledPictures'
import { sha256Of, type JobsFile } from '../../../src/main/batch/jobs'
import { createConsentService } from '../../../src/main/privacy/consentService'
import { currentPolicies } from '../../../src/main/privacy/policyText'
import { newReceiptId, newSubject } from '../../../src/main/privacy/receipt'
import { createRecordStore } from '../../../src/main/storage/recordStore'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freshDirectory, testKeychain } from '../support'

const demo = join(import.meta.dirname, '../../../resources/demo')

function serviceIn(directory: string, keychain: ReturnType<typeof testKeychain>, readOnly: boolean) {
  return createConsentService({
    policies: currentPolicies(),
    store: createRecordStore({ directory, keychain, now: Date.now, onSetAside: () => undefined, readOnly }),
    now: Date.now,
    newReceiptId,
    newSubject,
    appVersion: '0.1.0',
    stopVision: () => Promise.resolve(),
    onChange: () => undefined,
  })
}

const jobsOver = (paths: readonly string[], consent: JobsFile['consent']): JobsFile => ({
  jobs: paths.map((path) => ({ in: path, look: 'cat', out: '/tmp/out.png', format: 'png' })),
  consent,
})

/** What a computer answers to a batch, after somebody used the studio on it as `before` says. */
async function batchAfter(
  before: (service: ReturnType<typeof serviceIn>) => Promise<unknown>,
  file: JobsFile,
  keychain = testKeychain(),
) {
  const directory = freshDirectory()
  const studio = serviceIn(directory, keychain, false)
  await studio.open()
  await before(studio)
  const files = readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'))
  const consent = serviceIn(directory, keychain, true)
  await consent.open()
  const admitted = await admitBatch({
    file,
    consent,
    bundled: bundledPictures(),
    sha256: (path) => {
      try {
        return Promise.resolve(sha256Of(readFileSync(path)))
      } catch {
        return Promise.resolve(null)
      }
    },
  })
  expect(readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'))).toEqual(files)
  return { admitted, consent }
}

const nothing = () => Promise.resolve()

describe('the operator’s command', () => {
  const file = jobsOver(['/any.png'], 'operator')

  test('is a yes for this run, recorded as the operator’s, and kept nowhere', async () => {
    const { admitted, consent } = await batchAfter(nothing, file)
    expect(admitted.ok && admitted.value.allows('face-decoration')).toBe(true)
    expect(consent.view().state).toBe('given')
  })

  test.each(['refused', 'withdrawn'] as const)('does nothing where the answer was %s', async (answer) => {
    const { admitted } = await batchAfter(async (service) => {
      await service.present('ja')
      await service.answer(answer === 'refused' ? 'refused' : 'given')
      if (answer === 'withdrawn') await service.withdraw()
    }, file)
    expect(admitted).toMatchObject({ ok: false, error: expect.stringContaining(answer) as string })
  })

  test('goes by a yes that is on record', async () => {
    const { admitted, consent } = await batchAfter(async (service) => {
      await service.present('ja')
      await service.answer('given')
    }, file)
    expect(admitted.ok).toBe(true)
    expect(consent.view().state).toBe('given')
  })

  test('does nothing where a no cannot be ruled out', async () => {
    const { admitted } = await batchAfter(
      async (service) => {
        await service.present('ja')
        await service.answer('refused')
        await service.protect('a long passphrase')
      },
      file,
      testKeychain(false),
    )
    expect(admitted).toMatchObject({ ok: false, error: expect.stringContaining('locked') as string })
    const directory = freshDirectory()
    writeFileSync(join(directory, 'consent.sealed.json'), 'damaged')
    const consent = serviceIn(directory, testKeychain(), true)
    await consent.open()
    const damaged = await admitBatch({
      file,
      consent,
      bundled: new Set(),
      sha256: () => Promise.resolve(null),
    })
    expect(damaged).toMatchObject({ ok: false })
  })
})

describe('Kazari’s own demo pictures', () => {
  const { pictures } = JSON.parse(readFileSync(join(demo, 'demo.json'), 'utf8')) as {
    pictures: { file: string }[]
  }
  const paths = pictures.map(({ file }) => join(demo, file))

  test('need nobody’s agreement, even after a no: they show no visitor', async () => {
    const { admitted } = await batchAfter(
      async (service) => {
        await service.present('ja')
        await service.answer('refused')
      },
      jobsOver(paths, 'bundled'),
    )
    expect(admitted.ok && admitted.value.allows('face-decoration')).toBe(true)
  })

  test('cannot be a cover for another picture', async () => {
    const other = join(freshDirectory(), 'portrait.jpg')
    writeFileSync(other, 'somebody else')
    expect((await batchAfter(nothing, jobsOver([...paths, other], 'bundled'))).admitted.ok).toBe(false)
    expect((await batchAfter(nothing, jobsOver(['/missing.png'], 'bundled'))).admitted.ok).toBe(false)
  })
})
