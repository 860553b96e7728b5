import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeThrough, type WriteSteps } from '../../../src/main/storage/atomicWrite'
import { POLICY_FOLDER } from '../../../src/main/storage/policyFiles'
import { install, signer } from './policyComputer'
import { bundleFile, newSigner, sha256, trusting } from './signedBundles'

describe('a bundle that is taken in', () => {
  test('is in force at once, byte for byte, and still at the next start', async () => {
    const computer = install()
    const first = await computer.start()
    expect(first.bundles.official('ja')).toEqual({ official: null, coming: null })
    const text = '\uFEFF第1条\r\n目的'
    expect(await first.import({ texts: { ja: text } })).toEqual({
      ok: true,
      value: { version: '2026-11-01', effectiveFrom: '2026-11-01', inForce: true, alreadyKnown: false },
    })
    const shown = first.bundles.official('ja')
    expect(shown).toEqual({
      official: {
        version: '2026-11-01',
        effectiveFrom: '2026-11-01',
        language: 'ja',
        text,
        sha256: sha256(Buffer.from(text)),
        signer: { id: signer.id, name: 'test' },
      },
      coming: null,
    })
    const again = await computer.start()
    expect(again.bundles.official('ja')).toEqual(shown)
    expect(again.happened).toEqual([])
    expect(readFileSync(join(computer.records, POLICY_FOLDER, '2026-11-01.json'))).toEqual(
      readFileSync(join(computer.downloads, 'policy.json')),
    )
  })

  test('is shown in the one language there is to people of the other', async () => {
    const { import: take, bundles } = await install().start()
    await take({ texts: { ja: '本文' } })
    expect(bundles.official('en').official).toMatchObject({ language: 'ja', text: '本文' })
  })

  test('stays readable and comparable when a later one takes its place', async () => {
    const computer = install()
    const { import: take, bundles } = await computer.start()
    const words = (second: string) => ({ ja: `第1条\n${second}\n`, en: `Article 1\n${second}\n` })
    await take({ version: '2026-11-01', effectiveFrom: '2026-11-01', texts: words('one') })
    await take({ version: '2026-11-05', effectiveFrom: '2026-11-05', texts: words('two') })
    await take({ version: '2026-11-20', effectiveFrom: '2026-12-01', texts: words('three') })
    expect(bundles.versions().map(({ version, state }) => [version, state])).toEqual([
      ['2026-11-20', 'coming'],
      ['2026-11-05', 'in-force'],
      ['2026-11-01', 'past'],
    ])
    expect(bundles.text('2026-11-20', 'en')).toMatchObject({
      text: words('three').en,
      effectiveFrom: '2026-12-01',
    })
    expect(bundles.text('2026-11-02', 'en')).toBeNull()
    // In either direction: what is older is for the person to say.
    const forward = bundles.compare('2026-11-01', '2026-11-20', 'en')
    expect(forward).toMatchObject({ kind: 'changed', language: 'en', from: { version: '2026-11-01' } })
    expect(forward?.kind === 'changed' && forward.changes.at(-1)).toMatchObject({
      kind: 'replaced',
      before: ['one\n'],
      after: ['three\n'],
    })
    expect(bundles.compare('2026-11-20', '2026-11-01', 'en')).toMatchObject({ to: { version: '2026-11-01' } })
    expect(bundles.compare('2026-11-20', '2021-01-01', 'en')).toBeNull()
  })

  test('is readable by its owner alone', async () => {
    const computer = install()
    await (await computer.start()).import({})
    if (process.platform === 'win32') return
    expect(statSync(join(computer.records, POLICY_FOLDER)).mode & 0o077).toBe(0)
    expect(statSync(join(computer.records, POLICY_FOLDER, '2026-11-01.json')).mode & 0o077).toBe(0)
  })

  test('a second time changes nothing and asks nobody again', async () => {
    const computer = install()
    const studio = await computer.start()
    await studio.import({})
    await studio.agree()
    const before = studio.happened.length
    expect(await studio.import({})).toMatchObject({ ok: true, value: { alreadyKnown: true, inForce: true } })
    expect(studio.happened).toHaveLength(before)
    expect(studio.allowed()).toBe(true)
  })
})

describe('a bundle that is refused', () => {
  test.each([
    ['huge', new Uint8Array(1_100_000), 'policy-too-large', 'too-large'],
    ['no JSON', Buffer.from('policy'), 'policy-not-a-bundle', 'not-json'],
    ['of a stranger', bundleFile(newSigner()), 'policy-unknown-signer', 'unknown-signer'],
    ['older than the one in force', { version: '2026-10-31' }, 'policy-older', 'older-version'],
    ['older than Kazari itself', { version: '2020-12-31' }, 'policy-older', 'older-version'],
    [
      'the same version with another text',
      { texts: { ja: 'x', en: 'y' } },
      'policy-conflict',
      'same-version-different-text',
    ],
    [
      'without a language that is read here',
      { version: '2026-11-02', texts: { en: 'x' } },
      'policy-language-missing',
      'language-missing',
    ],
  ] as const)(
    '%s: leaves text, gate and disk as they were and says why',
    async (_what, bytes, code, refusal) => {
      const computer = install()
      const studio = await computer.start()
      await studio.import({})
      await studio.agree()
      const before = [studio.bundles.official('ja'), studio.happened.length, computer.kept()]
      expect(await studio.import(bytes, 'from the owner.json')).toEqual({
        ok: false,
        error: { code, params: { name: 'from the owner.json', refusal } },
      })
      expect([studio.bundles.official('ja'), studio.happened.length, computer.kept()]).toEqual(before)
      expect(studio.allowed()).toBe(true)
    },
  )

  test('because an update of Kazari knows a newer version than was ever imported', async () => {
    const { import: take } = await install().start()
    expect(await take({ version: '2020-12-31' })).toMatchObject({ error: { code: 'policy-older' } })
    expect(await take({ version: '2021-01-01' })).toMatchObject({ ok: true })
  })

  test('because it cannot be read, or because nobody chose one', async () => {
    const computer = install()
    const { importPath } = await computer.start()
    const device = process.platform === 'win32' ? 'NUL' : '/dev/zero'
    expect(await importPath(device)).toMatchObject({ error: { code: 'file-unreadable' } })
    expect(await importPath(null)).toEqual({ ok: false, error: { code: 'cancelled' } })
    for (const path of [join(computer.downloads, 'gone.json'), computer.downloads])
      expect(await importPath(path)).toMatchObject({ error: { code: 'file-unreadable' } })
  })

  test('because the disk is full: at every step of the write, nothing is in force and nothing is left', async () => {
    const full = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
    const steps: readonly WriteSteps[] = [
      { fill: full, replace: rename },
      {
        fill: async (file, bytes) => {
          await writeThrough(file, bytes.subarray(0, 9))
          await full()
        },
        replace: rename,
      },
      { fill: writeThrough, replace: full },
    ]
    for (const broken of steps) {
      const computer = install()
      const studio = await computer.start({ steps: broken })
      await studio.agree()
      expect(await studio.import({})).toMatchObject({
        ok: false,
        error: { code: 'policy-not-kept', params: { reason: 'disk-full' } },
      })
      expect(studio.bundles.official('ja').official).toBeNull()
      expect(studio.allowed()).toBe(true)
      expect(computer.kept()).toEqual([])
    }
  })

  test('in a run without a window, which changes nothing on disk', async () => {
    const computer = install()
    const { import: take } = await computer.start({ readOnly: true })
    expect(await take({})).toMatchObject({ error: { code: 'policy-not-kept' } })
    expect(existsSync(join(computer.records, POLICY_FOLDER))).toBe(false)
  })
})

describe('at every start what is on disk is verified again', () => {
  async function with2(): Promise<ReturnType<typeof install>> {
    const computer = install()
    const studio = await computer.start()
    await studio.import({})
    await studio.import({ version: '2026-11-02' })
    await studio.agree()
    return computer
  }

  test.each([
    [
      'one byte was changed',
      (bytes: Buffer) => {
        const middle = bytes.length >> 1
        bytes[middle] = (bytes[middle] ?? 0) ^ 1
        return bytes
      },
    ],
    ['it was cut short', (bytes: Buffer) => bytes.subarray(0, 300)],
    ['it is empty', () => Buffer.alloc(0)],
    ['it is another right bundle', () => bundleFile(signer, { version: '2026-11-03' })],
    ['a stranger signed it', () => bundleFile(newSigner(), { version: '2026-11-02' })],
    ['it has grown beyond every limit', () => Buffer.alloc(3_000_000)],
  ])('%s: it is set aside and reported, and no yes holds', async (_what, damage) => {
    const computer = await with2()
    const path = join(computer.records, POLICY_FOLDER, '2026-11-02.json')
    const damaged = damage(readFileSync(path))
    writeFileSync(path, damaged)
    const studio = await computer.start()
    expect(studio.happened.join('\n')).toMatch(/set aside 2026-11-02\.damaged-.*\.json/)
    expect(studio.bundles.official('ja').official).toMatchObject({ version: '2026-11-01' })
    expect(studio.allowed()).toBe(false)
    const aside = computer.kept().find((name) => name.includes('damaged')) ?? ''
    expect(readFileSync(join(computer.records, POLICY_FOLDER, aside)).equals(damaged)).toBe(true)
    expect(existsSync(path)).toBe(false)
    // The right file can be taken in again.
    expect(await studio.import({ version: '2026-11-02' })).toMatchObject({ value: { inForce: true } })
  })

  test('a key that is no longer trusted takes its bundles with it', async () => {
    const computer = await with2()
    const studio = await computer.start({ keys: trusting() })
    expect(studio.bundles.official('ja').official).toBeNull()
    expect(studio.allowed()).toBe(false)
    expect(studio.happened.filter((line) => line.startsWith('set aside'))).toHaveLength(2)
  })

  test('a run without a window renames nothing and uses nothing wrong', async () => {
    const computer = await with2()
    const path = join(computer.records, POLICY_FOLDER, '2026-11-02.json')
    writeFileSync(path, 'x')
    const studio = await computer.start({ readOnly: true })
    expect(studio.allowed()).toBe(false)
    expect(readFileSync(path, 'utf8')).toBe('x')
  })

  test('a folder that was emptied does not open the way back to an older version', async () => {
    const computer = await with2()
    rmSync(join(computer.records, POLICY_FOLDER), { recursive: true })
    const studio = await computer.start()
    expect(studio.allowed()).toBe(false)
    expect(await studio.import({})).toMatchObject({ error: { code: 'policy-older' } })
    expect(await studio.import({ version: '2026-11-02' })).toMatchObject({ value: { inForce: true } })
  })

  test('other files in the folder are left alone; what a killed process left is removed', async () => {
    const computer = await with2()
    const folder = join(computer.records, POLICY_FOLDER)
    writeFileSync(join(folder, 'notes.json'), 'mine')
    mkdirSync(join(folder, '2026-11-05.json'))
    writeFileSync(join(folder, '.2026-11-02.json.0123456789ab.kazari-tmp'), 'half')
    const studio = await computer.start()
    expect(studio.allowed()).toBe(true)
    expect(computer.kept()).toEqual([
      '2026-11-01.json',
      '2026-11-02.json',
      expect.stringMatching(/^2026-11-05\.damaged-/),
      'notes.json',
    ])
  })

  test('a folder that cannot be looked into is said, and no yes holds', async () => {
    const computer = await with2()
    const folder = join(computer.records, POLICY_FOLDER)
    rmSync(folder, { recursive: true })
    writeFileSync(folder, 'a file where the folder was')
    const studio = await computer.start()
    expect(studio.happened.join('\n')).toContain('cannot be read')
    expect(studio.allowed()).toBe(false)
    expect(await studio.import({ version: '2026-11-02' })).toMatchObject({
      error: { code: 'policy-not-kept' },
    })
  })
})

test('two files chosen at once are taken in one after the other: the older one comes too late', async () => {
  const studio = await install().start()
  const [newer, older] = await Promise.all([
    studio.import({ version: '2026-11-03' }, 'newer.json'),
    studio.import({ version: '2026-11-02' }, 'older.json'),
  ])
  expect([newer.ok, older]).toMatchObject([true, { error: { code: 'policy-older' } }])
  expect(studio.bundles.policies.version).toBe('2026-11-03')
})
