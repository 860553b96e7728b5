import { describe, expect, test } from 'vitest'
import {
  purposesInUse,
  takePurposeEvent,
  type PurposeEvent,
  type PurposeOnFile,
} from '../../../../src/domain/privacy/desk/newPurposes'
import type { NewPurpose } from '../../../../src/domain/privacy/purposes'

const AT = Date.parse('2026-11-23T00:30:00+09:00')
const EXHIBITION: NewPurpose = {
  id: 'N-7Q4M-20K9',
  title: { ja: '作品展での紹介', en: 'Show in an exhibition' },
  text: { ja: '作品を展示します。', en: 'Pictures are shown at an exhibition.' },
  writtenConsent: { reference: '同意書 2026-3', signedDay: '2026-11-23', keptAt: '本社 書庫 A-2' },
}
const register = (change: Partial<NewPurpose> = {}): PurposeEvent => ({
  step: 'register',
  atMs: AT,
  by: '佐藤',
  purpose: { ...EXHIBITION, ...change },
})
const end = (why = '展示の終了'): PurposeEvent => ({
  step: 'end',
  atMs: AT + 1,
  by: '鈴木',
  id: EXHIBITION.id,
  why,
})

function after(...events: readonly PurposeEvent[]): readonly PurposeOnFile[] {
  return events.reduce<readonly PurposeOnFile[]>((onFile, event) => {
    const taken = takePurposeEvent(onFile, event)
    if (!taken.ok) throw new Error(JSON.stringify(taken.error))
    return taken.value
  }, [])
}
const faultsOf = (onFile: readonly PurposeOnFile[], event: PurposeEvent) => {
  const taken = takePurposeEvent(onFile, event)
  return taken.ok ? [] : taken.error.map(({ field, code }) => `${field}: ${code}`)
}

test('a purpose is in use from its registration to its end, and stays on file after that', () => {
  expect(purposesInUse(after(register()))).toEqual([EXHIBITION])
  const ended = after(register(), end())
  expect(purposesInUse(ended)).toEqual([])
  expect(ended).toEqual([
    {
      purpose: EXHIBITION,
      registeredAtMs: AT,
      registeredBy: '佐藤',
      ended: { atMs: AT + 1, by: '鈴木', why: '展示の終了' },
    },
  ])
})

describe('without its signed written consent a purpose is not on file', () => {
  const consent = EXHIBITION.writtenConsent
  test.each([
    [{ reference: '' }, 'reference: missing'],
    [{ reference: 'consent.jpg' }, 'reference: file-name'],
    [{ keptAt: ' \u3000' }, 'keptAt: missing'],
    [{ signedDay: '' }, 'signedDay: not-a-day'],
    [{ signedDay: '2026-02-30' }, 'signedDay: not-a-day'],
    [{ signedDay: '2026-11-24' }, 'signedDay: in-the-future'],
  ])('%j', (change, fault) => {
    expect(faultsOf([], register({ writtenConsent: { ...consent, ...change } }))).toEqual([fault])
  })
})

test('both languages say what it is, and every fault is told at once', () => {
  const empty = { ja: '', en: '<script>' }
  expect(
    faultsOf([], register({ title: empty, text: { ja: 'あ'.repeat(1024 * 1024), en: '\u0007' } })),
  ).toEqual(['titleJa: missing', 'titleEn: markup', 'textJa: too-long', 'textEn: control-characters'])
})

test('a number is used once, also after the end; what is not on file cannot be ended, and ends once', () => {
  expect(faultsOf(after(register()), register())).toEqual(['id: taken'])
  expect(faultsOf(after(register(), end()), register())).toEqual(['id: taken'])
  expect(faultsOf([], register({ id: 'R-7Q4M-20K9' as NewPurpose['id'] }))).toEqual(['id: unknown'])
  expect(faultsOf([], end())).toEqual(['id: unknown'])
  expect(faultsOf(after(register(), end()), end())).toEqual(['id: ended'])
  expect(faultsOf(after(register()), end(''))).toEqual(['why: missing'])
})
