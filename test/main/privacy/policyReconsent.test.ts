import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CALLS } from '../../../src/contracts/api'
import { startOfDayInJapanMs } from '../../../src/domain/privacy/policy/policyVersion'
import { createPolicyBundles } from '../../../src/main/privacy/policyBundles'
import { currentPolicies } from '../../../src/main/privacy/policyText'
import { POLICY_FOLDER } from '../../../src/main/storage/policyFiles'
import { DAY_MS, install, settled, signer, TODAY } from './policyComputer'
import { bundleFile, trusting } from './signedBundles'

describe('what was agreed to before', () => {
  test.each(['ja', 'en'] as const)(
    'in %s no longer counts: gate, vision, then the record',
    async (language) => {
      const computer = install()
      const studio = await computer.start()
      await studio.agree(language)
      studio.happened.length = 0
      await studio.import({ texts: { ja: '本文' } })
      expect(studio.happened).toEqual(['vision killed', 'write'])
      expect(studio.allowed()).toBe(false)
      expect(studio.consent.gate.answered()).toBe(false)
      expect(studio.views.at(-1)).toMatchObject({
        state: 'superseded',
        allowed: false,
        policyVersion: '2026-11-01',
      })
      const again = await computer.start()
      expect(again.consent.view()).toMatchObject({ state: 'superseded', allowed: false })
      await again.agree(language)
      expect(again.consent.view()).toMatchObject({
        state: 'given',
        allowed: true,
        policyVersion: '2026-11-01',
        policySha256: again.bundles.policies.read(language).sha256,
      })
      expect((await computer.start()).allowed()).toBe(true)
    },
  )

  test('does not come back with the text of the plain policy alone', async () => {
    const computer = install()
    const studio = await computer.start()
    await studio.agree()
    await studio.import({})
    rmSync(join(computer.records, POLICY_FOLDER), { recursive: true })
    expect((await computer.start()).allowed()).toBe(false)
  })

  test('a no is asked again too, and stays a no until then', async () => {
    const studio = await install().start()
    await studio.consent.present('ja', studio.consent.textSha256('ja'))
    await studio.consent.answer('refused')
    await studio.import({})
    expect(studio.consent.view()).toMatchObject({ state: 'superseded', allowed: false })
    expect(studio.consent.gate.answered()).toBe(false)
  })

  test('a notice that was on screen cannot be answered for the new text', async () => {
    const studio = await install().start()
    await studio.consent.present('ja', studio.consent.textSha256('ja'))
    await studio.import({})
    expect(await studio.consent.answer('given')).toMatchObject({ ok: false, error: { code: 'bad-request' } })
    expect(studio.allowed()).toBe(false)
  })
})

describe('a version of a later day', () => {
  const LATER = {
    version: '2026-11-02',
    effectiveFrom: '2026-12-01',
    texts: { ja: '新しい本文', en: 'New text' },
  }

  test('is announced, and comes into force at midnight in Japan while Kazari runs', async () => {
    const { clock, start } = install()
    const studio = await start()
    await studio.import({})
    await studio.agree()
    expect(await studio.import(LATER)).toMatchObject({ value: { inForce: false, version: '2026-11-02' } })
    expect(studio.bundles.official('en')).toMatchObject({
      official: { version: '2026-11-01' },
      coming: { version: '2026-11-02', effectiveFrom: '2026-12-01' },
    })
    studio.happened.length = 0
    clock.advance(startOfDayInJapanMs('2026-12-01') - clock.now() - 1)
    await settled()
    expect([studio.allowed(), studio.happened]).toEqual([true, []])
    clock.advance(1)
    expect(studio.allowed()).toBe(false)
    await expect
      .poll(() => studio.views.at(-1))
      .toMatchObject({ state: 'superseded', policyVersion: '2026-11-02' })
    expect(studio.happened).toEqual(['vision killed', 'write'])
    expect(studio.bundles.official('en')).toMatchObject({ official: { text: 'New text' }, coming: null })
    expect(clock.waiting()).toBe(0)
  })

  test('shuts the gate even when the computer slept over its timer', async () => {
    const { start } = install()
    let nowMs = TODAY
    const studio = await start()
    await studio.import({})
    const sleeping = createPolicyBundles({
      plain: currentPolicies(),
      trustedKeys: trusting(signer),
      files: {
        load: () =>
          Promise.resolve({
            ok: true,
            value: [
              { version: '2026-11-01', bytes: bundleFile(signer, {}) },
              { version: '2026-11-02', bytes: bundleFile(signer, LATER) },
            ],
          }),
        keep: () => Promise.reject(new Error('unused')),
        putAside: () => undefined,
      },
      choose: () => Promise.resolve(null),
      now: () => nowMs,
      after: () => () => undefined,
      versionsShown: () => [],
      onInForce: () => Promise.resolve(),
      log: () => undefined,
    })
    await sleeping.open()
    const { texts } = sleeping.policies
    nowMs += 30 * DAY_MS
    expect(sleeping.policies.texts).not.toEqual(texts)
    expect(sleeping.policies.version).toBe('2026-11-02')
    // Nor does a clock that is set back bring the old text back.
    nowMs = TODAY
    expect(sleeping.policies.version).toBe('2026-11-02')
  })

  test('comes into force at the first start after its day', async () => {
    const computer = install()
    const studio = await computer.start()
    await studio.agree()
    await studio.import(LATER)
    expect(studio.allowed()).toBe(true)
    computer.clock.advance(40 * DAY_MS)
    const again = await computer.start()
    expect(again.consent.view()).toMatchObject({
      state: 'superseded',
      allowed: false,
      policyVersion: '2026-11-02',
    })
  })

  test('can be replaced by a newer one before its day, never by an older one', async () => {
    const studio = await install().start()
    await studio.import(LATER)
    expect(await studio.import({ version: '2026-11-01.9' })).toMatchObject({
      error: { code: 'policy-older' },
    })
    expect(
      await studio.import({ ...LATER, version: '2026-11-02.1', effectiveFrom: '2026-11-05' }),
    ).toMatchObject({
      value: { inForce: true },
    })
    expect(studio.bundles.official('ja').coming).toBeNull()
  })
})

describe('what changed since the last yes', () => {
  const V1 = { version: '2026-11-01', texts: { ja: '第1条\n目的\n', en: 'Article 1\nPurpose\n' } }
  const V2 = { version: '2026-11-02', texts: { ja: '第1条\n新しい目的\n', en: 'Article 1\nNew purpose\n' } }

  test('is nothing before the first yes, and nothing while it holds', async () => {
    const studio = await install().start()
    expect(studio.changes('ja')).toEqual({ kind: 'none' })
    await studio.agree()
    expect(studio.changes('ja')).toEqual({ kind: 'none' })
    await studio.import(V1)
    await studio.agree()
    expect(studio.changes('ja')).toEqual({ kind: 'none' })
  })

  test('is the first official text for who agreed to the plain one, even under the same version', async () => {
    for (const version of ['2021-01-01', '2026-11-01']) {
      const studio = await install().start()
      await studio.agree()
      await studio.import({ ...V1, version })
      expect(studio.changes('en')).toEqual({
        kind: 'first-official',
        to: { version, effectiveFrom: '2026-11-01' },
      })
    }
  })

  test('is the difference between the two texts, also after a withdrawal, a no and a restart', async () => {
    const computer = install()
    const studio = await computer.start()
    await studio.import(V1)
    await studio.agree('ja')
    await studio.consent.withdraw()
    await studio.import(V2)
    await studio.consent.present('ja', studio.consent.textSha256('ja'))
    await studio.consent.answer('refused')
    const again = await computer.start()
    const changes = again.changes('en')
    expect(changes).toEqual({
      kind: 'changed',
      from: { version: '2026-11-01', effectiveFrom: '2026-11-01' },
      to: { version: '2026-11-02', effectiveFrom: '2026-11-01' },
      language: 'en',
      changes: [
        { kind: 'same', beforeLine: 1, afterLine: 1, lines: ['Article 1\n'] },
        { kind: 'replaced', beforeLine: 2, afterLine: 2, before: ['Purpose\n'], after: ['New purpose\n'] },
      ],
    })
    expect(CALLS['policy:changes'].reply.parse(changes)).toEqual(changes)
    expect(CALLS['policy:official'].reply.safeParse(again.bundles.official('ja')).success).toBe(true)
  })

  test('is shown in a language that both have', async () => {
    const studio = await install().start()
    await studio.import({ ...V1, texts: { ja: V1.texts.ja } })
    await studio.agree()
    await studio.import(V2)
    expect(studio.changes('en')).toMatchObject({ kind: 'changed', language: 'ja' })
  })

  test('is unknown when the text that was agreed to is gone', async () => {
    const computer = install()
    const studio = await computer.start()
    await studio.import(V1)
    await studio.agree()
    await studio.import(V2)
    rmSync(join(computer.records, POLICY_FOLDER, '2026-11-01.json'))
    expect((await computer.start()).changes('ja')).toEqual({
      kind: 'unknown-before',
      fromVersion: '2026-11-01',
      to: { version: '2026-11-02', effectiveFrom: '2026-11-01' },
    })
  })
})
