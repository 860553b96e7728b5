import { describe, expect, test } from 'vitest'
import { admitBatch } from '../../../src/main/batch/batchConsent'
import { bundledPictures } from '../../../src/main/batch/bundledPictures'
import { sha256Of, type JobsFile } from '../../../src/main/batch/jobs'
import type { ConsentService } from '../../../src/main/privacy/consentService'
import { JOURNAL_FILE } from '../../../src/main/storage/journal'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { agree, consentComputer, present } from '../privacy/consentComputer'
import { freshDirectory, testKeychain } from '../support'

const demo = join(import.meta.dirname, '../../../resources/demo')

const jobsOver = (paths: readonly string[], consent: JobsFile['consent']): JobsFile => ({
  jobs: paths.map((path) => ({ in: path, look: 'cat', out: '/tmp/out.png', format: 'png' })),
  consent,
})

/** What a computer answers to a batch, after somebody used the studio on it as `before` says. */
async function batchAfter(
  before: (service: ConsentService) => Promise<unknown>,
  file: JobsFile,
  keychain = testKeychain(),
) {
  const computer = consentComputer(freshDirectory(), keychain)
  const studio = await computer.start()
  await before(studio.service)
  await studio.vault.close()
  const files = filesIn(computer.directory)
  const { service: consent } = await computer.start({ readOnly: true })
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
  expect(filesIn(computer.directory)).toEqual(files)
  return { admitted, consent }
}

const filesIn = (directory: string) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'latin1')])

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
      await present(service)
      await service.answer(answer === 'refused' ? 'refused' : 'given')
      if (answer === 'withdrawn') await service.withdraw()
    }, file)
    expect(admitted).toMatchObject({ ok: false, error: expect.stringContaining(answer) as string })
  })

  test('goes by a yes that is on record', async () => {
    const { admitted, consent } = await batchAfter(async (service) => {
      await agree(service)
    }, file)
    expect(admitted.ok).toBe(true)
    expect(consent.view().state).toBe('given')
  })

  test('does nothing where a no cannot be ruled out', async () => {
    const { admitted } = await batchAfter(
      async (service) => {
        await present(service)
        await service.answer('refused')
        await service.protect('a long passphrase')
      },
      file,
      testKeychain(false),
    )
    expect(admitted).toMatchObject({ ok: false, error: expect.stringContaining('locked') as string })
    const computer = consentComputer()
    await agree((await computer.start()).service)
    await computer.start()
    writeFileSync(join(computer.personal, JOURNAL_FILE), 'damaged')
    const { service: consent } = await computer.start({ readOnly: true })
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
        await present(service)
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
