import { expect, test } from 'vitest'
import { createConsentGate } from '../../../src/main/privacy/gate'
import { recordOf, TEXTS } from '../support'

const given = recordOf(['presented', 'given'])
const fail = () => {
  throw new Error('cannot be read')
}

test('the gate compares with the text that is current when it is asked', () => {
  let texts = TEXTS
  const gate = createConsentGate(
    () => given,
    () => texts,
  )
  expect([gate.allows('face-decoration'), gate.answered()]).toEqual([true, true])
  texts = { ...TEXTS, en: 'c'.repeat(64) }
  expect([gate.allows('face-decoration'), gate.answered()]).toEqual([false, false])
})

test('the gate is shut when the record or the text cannot be read', () => {
  for (const gate of [createConsentGate(fail, () => TEXTS), createConsentGate(() => given, fail)])
    expect([gate.allows('face-decoration'), gate.answered()]).toEqual([false, false])
})
