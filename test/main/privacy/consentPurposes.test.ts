import { describe, expect, test } from 'vitest'
import type { NewPurpose } from '../../../src/domain/privacy/purposes'
import { pairPolicies } from '../../../src/main/privacy/policyText'
import english from '../../../resources/policy/2021-01-01/en.json'
import japanese from '../../../resources/policy/2021-01-01/ja.json'
import { consentComputer, decide, type present } from './consentComputer'

const newer = (policy: typeof english) => ({ ...policy, version: '2030-01-01' })
const newerPolicies = () => pairPolicies(newer(japanese), newer(english))

describe('optional purposes', () => {
  test('are off, are given and taken back with one decision each, and stand alone', async () => {
    const computer = consentComputer()
    const { service } = await computer.start()
    expect(service.gate.allows('news')).toBe(false)
    await decide(service, 'news', 'given')
    expect([service.gate.allows('news'), service.gate.allows('questionnaires')]).toEqual([true, false])
    expect(service.gate.allows('face-decoration')).toBe(false)
    const again = (await computer.start()).service
    expect(again.gate.allows('news')).toBe(true)
    await decide(again, 'news', 'withdrawn')
    await decide(again, 'questionnaires', 'refused')
    const { rows } = (await computer.start()).service.list('en')
    const stateOf = (purpose: string) => rows.find((row) => row.purpose === purpose)?.state
    expect([stateOf('news'), stateOf('questionnaires'), stateOf('face-decoration')]).toEqual([
      'withdrawn',
      'refused',
      'none',
    ])
  })

  test('are decided on the text in force alone, and end with it', async () => {
    const computer = consentComputer()
    const { service } = await computer.start()
    expect(
      await service.decide({ purpose: 'news', answer: 'given', language: 'en', sha256: 'f'.repeat(64) }),
    ).toMatchObject({ error: { code: 'policy-changed' } })
    await decide(service, 'news', 'given')
    const later = (await computer.start({ policies: newerPolicies() })).service
    expect([later.gate.allows('news'), later.list('ja').rows[2]?.state]).toEqual([false, 'superseded'])
  })

  test('a yes cannot be turned into a no that was never asked', async () => {
    const { service } = await consentComputer().start()
    expect(await decide(service, 'news', 'withdrawn')).toMatchObject({ ok: false })
    await decide(service, 'news', 'given')
    expect(await decide(service, 'news', 'given')).toMatchObject({ ok: true })
    expect(service.records()).toHaveLength(1)
  })
})

describe('a purpose beyond the nine', () => {
  const purpose: NewPurpose = {
    id: 'N-7Q4M-20K9',
    title: { ja: '店内の掲示', en: 'Shown in the shop' },
    text: { ja: '写真を掲示します。', en: 'The picture is put up.' },
    writtenConsent: { reference: 'W-12', signedDay: '2026-11-01', keptAt: 'Folder 3' },
  }
  const give = (service: Parameters<typeof present>[0], sha256: string) =>
    service.decide({ purpose: purpose.id, answer: 'given', language: 'en', sha256 })

  test('is refused without its written consent on file', async () => {
    const { service } = await consentComputer().start()
    expect(await give(service, service.textSha256('en'))).toMatchObject({
      error: { code: 'purpose-unknown' },
    })
    expect(service.gate.allows(purpose.id)).toBe(false)
  })

  test('is given on its own words and paper, and holds only while they are on file', async () => {
    let filed: readonly NewPurpose[] = [purpose]
    const { service } = await consentComputer().start({ newPurposes: () => filed })
    expect(await give(service, service.textSha256('en'))).toMatchObject({
      error: { code: 'policy-changed' },
    })
    const row = service.list('en').rows.at(-1)
    expect(row).toMatchObject({ purpose: purpose.id, use: 'new', words: { reference: 'W-12' } })
    await give(service, row?.sha256 ?? '')
    expect(service.gate.allows(purpose.id)).toBe(true)
    filed = [{ ...purpose, text: { ...purpose.text, en: 'Something else.' } }]
    expect(service.gate.allows(purpose.id)).toBe(false)
    filed = []
    expect(service.gate.allows(purpose.id)).toBe(false)
    expect(service.list('en').rows.at(-1)).toMatchObject({ purpose: purpose.id, words: null })
  })
})
