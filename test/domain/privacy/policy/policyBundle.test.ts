import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bundleInForce,
  checkSuccession,
  newestBundle,
  nextBundle,
  officialText,
  shownWithOfficial,
  type PolicyBundle,
} from '../../../../src/domain/privacy/policy/policyBundle'
import {
  comparePolicyVersions,
  dayInJapan,
  isCalendarDay,
  isPolicyVersion,
  startOfDayInJapanMs,
} from '../../../../src/domain/privacy/policy/policyVersion'
import { shownText, type PolicyText } from '../../../../src/domain/privacy/policy'

const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const version = fc
  .tuple(day, fc.nat({ max: 12 }))
  .map(([date, number]) => (number === 0 ? date : `${date}.${number}`))

const bundle = (
  of: string,
  effectiveFrom: string,
  languages: readonly ('ja' | 'en')[] = ['ja', 'en'],
): PolicyBundle => ({
  version: of,
  effectiveFrom,
  texts: languages.map((language) => ({ language, text: `${of} ${language}`, sha256: '' })),
  signer: '',
  payloadSha256: `sum of ${of} ${effectiveFrom}`,
})

describe('versions', () => {
  test('are a real day, with a number or without', () => {
    fc.assert(fc.property(version, (value) => isPolicyVersion(value)))
    for (const wrong of [
      '',
      '2026-02-30',
      '2026-13-01',
      '2026-1-1',
      '2026-11-01.0',
      '2026-11-01.01',
      '2026-11-01.1000',
      '2026-11-01.1.1',
      ' 2026-11-01',
      '2026-11-01\n',
      '2026-11-01.-1',
      '２０２６-11-01',
      'v1',
    ])
      expect(isPolicyVersion(wrong), wrong).toBe(false)
    expect(isCalendarDay('2024-02-29')).toBe(true)
    expect(isCalendarDay('2023-02-29')).toBe(false)
    expect(isCalendarDay('2026-11-01.1')).toBe(false)
  })

  test('have one order: the day first, then the number as a number', () => {
    const sorted = ['2026-12-01', '2026-11-01.10', '2026-11-01', '2026-11-01.2', '2025-12-31.999'].sort(
      comparePolicyVersions,
    )
    expect(sorted).toEqual(['2025-12-31.999', '2026-11-01', '2026-11-01.2', '2026-11-01.10', '2026-12-01'])
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(Math.sign(comparePolicyVersions(a, b))).toBe(0 - Math.sign(comparePolicyVersions(b, a)))
        expect(comparePolicyVersions(a, b) === 0).toBe(a === b)
        if (comparePolicyVersions(a, b) < 0 && comparePolicyVersions(b, c) < 0)
          expect(comparePolicyVersions(a, c)).toBeLessThan(0)
      }),
    )
  })
})

test('a day begins at midnight in Japan, in summer and in winter', () => {
  fc.assert(
    fc.property(day, (value) => {
      const startMs = startOfDayInJapanMs(value)
      expect(dayInJapan(startMs)).toBe(value)
      expect(dayInJapan(startMs - 1) < value).toBe(true)
      expect(new Date(startMs).toISOString()).toMatch(/T15:00:00\.000Z$/)
    }),
  )
})

describe('which version is valid', () => {
  const bundles = fc
    .uniqueArray(fc.tuple(version, day), { selector: ([one]) => one, maxLength: 8 })
    .map((pairs) => pairs.map(([one, from]) => bundle(one, from)))

  test('is the newest whose day has come; it never goes back to an older one', () => {
    fc.assert(
      fc.property(bundles, day, day, (all, one, other) => {
        const [earlier = '', later = ''] = [one, other].sort()
        const before = bundleInForce(all, earlier)
        const after = bundleInForce(all, later)
        if (before)
          expect(comparePolicyVersions(after?.version ?? '', before.version)).toBeGreaterThanOrEqual(0)
        for (const candidate of all) {
          if (candidate.effectiveFrom > later) continue
          expect(comparePolicyVersions(after?.version ?? '', candidate.version)).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })

  test('stays valid until the day of the next one, and that one is valid then', () => {
    fc.assert(
      fc.property(bundles, day, (all, today) => {
        const current = bundleInForce(all, today)
        const next = nextBundle(all, today)
        const changes = all
          .map((candidate) => candidate.effectiveFrom)
          .filter((date) => date > today && bundleInForce(all, date) !== current)
          .sort()
        expect(next?.effectiveFrom).toBe(changes[0])
        if (next) expect(bundleInForce(all, next.effectiveFrom)).toBe(next)
      }),
    )
  })

  test('is none before the first', () => {
    const coming = bundle('2026-11-01', '2027-04-01')
    expect(bundleInForce([coming], '2027-03-31')).toBeNull()
    expect(nextBundle([coming], '2027-03-31')).toBe(coming)
    expect(newestBundle([])).toBeNull()
    expect(
      newestBundle([bundle('2026-11-01', '2026-11-01'), coming, bundle('2026-11-01.1', '2026-11-01')]),
    ).toMatchObject({
      version: '2026-11-01.1',
    })
  })
})

test('a bundle may follow only what is older, and takes no language away', () => {
  const next = bundle('2026-11-01', '2026-11-01', ['ja'])
  const newest = (change: object) => ({
    version: '2026-11-01',
    payloadSha256: next.payloadSha256,
    languages: ['ja' as const],
    ...change,
  })
  expect(checkSuccession(next, null)).toBeNull()
  expect(checkSuccession(next, newest({}))).toBeNull()
  expect(checkSuccession(next, newest({ payloadSha256: null }))).toBeNull()
  expect(checkSuccession(next, newest({ version: '2026-10-31.9', payloadSha256: 'other' }))).toBeNull()
  expect(checkSuccession(next, newest({ version: '2026-11-01.1' }))).toBe('older-version')
  expect(checkSuccession(next, newest({ payloadSha256: 'other' }))).toBe('same-version-different-text')
  expect(checkSuccession(next, newest({ version: '2026-10-31', languages: ['en'] }))).toBe('language-missing')
  expect(checkSuccession({ ...next, texts: [] }, null)).toBe('language-missing')
})

describe('the text a person can read', () => {
  const plain: PolicyText = {
    version: '2021-01-01',
    effectiveFrom: '2021-01-01',
    language: 'en',
    plainLanguageNote: 'note',
    notice: { title: 't', lead: 'l', facts: [], after: 'a', refuse: 'r', give: 'g', refusedHint: 'h' },
    articles: [{ number: 1, title: 'one', paragraphs: ['p'] }],
  }

  test('is in the language asked for, else in the one there is', () => {
    expect(officialText(bundle('2026-11-01', '2026-11-01'), 'en').language).toBe('en')
    expect(officialText(bundle('2026-11-01', '2026-11-01', ['ja']), 'en').language).toBe('ja')
  })

  test('changes with the plain text, the official text, its version and its day', () => {
    const official = bundle('2026-11-01', '2026-11-01')
    const all = [
      shownText(plain),
      shownWithOfficial(plain, official),
      shownWithOfficial({ ...plain, plainLanguageNote: 'other' }, official),
      shownWithOfficial(plain, { ...official, version: '2026-11-01.1' }),
      shownWithOfficial(plain, { ...official, effectiveFrom: '2026-11-02' }),
      shownWithOfficial(plain, { ...official, texts: [{ language: 'en', text: 'new', sha256: '' }] }),
    ]
    expect(new Set(all).size).toBe(all.length)
  })
})
