import { describe, expect, test } from 'vitest'
import { COPY_LIMIT, POLICY_CALLS } from '../../../src/contracts/calls/policies'
import type { Letter } from '../../../src/domain/privacy/letters/letter'
import { err, ok } from '../../../src/domain/result'
import { createPolicyCalls, type PolicyCallParts } from '../../../src/main/ipc/calls/policies'
import { createDeskAccess } from '../../../src/main/privacy/deskAccess'
import { createDeskMembersFile } from '../../../src/main/privacy/deskMembersFile'
import { freshDirectory, manualClock } from '../support'
import { install } from '../privacy/policyComputer'

const PIN = '7391 4820 66'

/** Real policies and a real desk; letters and the clipboard are caught. */
async function calls(change: Partial<PolicyCallParts> = {}) {
  const clock = manualClock()
  const letters: Letter[] = []
  const copied: string[] = []
  const started = await install().start()
  const deskAccess = createDeskAccess({
    file: createDeskMembersFile({ directory: freshDirectory(), now: clock.now, onSetAside: () => undefined }),
    now: clock.now,
    steadyNow: clock.now,
    after: clock.after,
    storage: () => 'kept',
    wasSetUp: () => Promise.resolve(false),
    tell: () => Promise.resolve(ok(undefined)),
    onChange: () => undefined,
  })
  const made = createPolicyCalls({
    policyBundles: started.bundles,
    letters: {
      preview: (letter) => {
        letters.push(letter)
        return Promise.resolve(ok({ url: 'letter' }))
      },
      deliver: (letter, as, name) => {
        letters.push(letter)
        return Promise.resolve(ok({ name: as === 'save' ? `${name}.pdf` : null }))
      },
      pdf: () => Promise.resolve(err({ code: 'not-available' })),
    },
    deskAccess,
    ownDesk: () => Promise.resolve({ name: 'Hall desk', address: '', telephone: '', email: '' }),
    copyText: (text) => {
      copied.push(text)
      return Promise.resolve()
    },
    now: clock.now,
    isBatch: false,
    ...change,
  })
  return { made, deskAccess, letters, copied }
}

describe('taking in a policy', () => {
  test('needs nobody while there is no desk, and an open desk once there is one', async () => {
    const { made, deskAccess } = await calls()
    // The dialog is closed without a file: the call itself was allowed.
    expect(await made['policy:import']({})).toEqual({ ok: false, error: { code: 'cancelled' } })
    const setUp = await deskAccess.setUp('Sato', PIN)
    expect(setUp.ok).toBe(true)
    expect(await made['policy:import']({})).toEqual({ ok: false, error: { code: 'cancelled' } })
    await deskAccess.lock()
    expect(await made['policy:import']({})).toEqual({ ok: false, error: { code: 'desk-locked' } })
  })

  test('is not a batch run’s business', async () => {
    const { made } = await calls({ isBatch: true })
    expect(await made['policy:import']({})).toEqual({ ok: false, error: { code: 'not-available' } })
  })
})

test('a version that is not kept has no text and no comparison', async () => {
  const { made } = await calls()
  const missing = { ok: false, error: { code: 'not-available' } }
  expect(await made['policy:versions']({})).toEqual({ ok: true, value: { versions: [] } })
  expect(await made['policy:text']({ version: '2026-11-01', language: 'ja' })).toEqual(missing)
  expect(await made['policy:compare']({ from: '2026-11-01', to: '2026-12-01', language: 'ja' })).toEqual(
    missing,
  )
})

test('posters come in the language asked for, whatever the screen speaks, and name this desk', async () => {
  const { made, letters } = await calls()
  expect(await made['poster:deliver']({ poster: 'face-data', language: 'ja', as: 'save' })).toEqual({
    ok: true,
    value: { name: 'kazari-face-data-ja.pdf' },
  })
  await made['poster:preview']({ poster: 'customer-desk', language: 'en' })
  expect(letters.map(({ language }) => language)).toEqual(['ja', 'en'])
  expect(letters[1]?.paragraphs.join('\n')).toContain('Hall desk')
})

test('only short plain text goes to the clipboard', async () => {
  const { made, copied } = await calls()
  await made['text:copy']({ text: 'a\nb' })
  expect(copied).toEqual(['a\nb'])
  const { argument } = POLICY_CALLS['text:copy']
  for (const text of [
    '',
    'x'.repeat(COPY_LIMIT + 1),
    'rm\u0000',
    'bell\u0007',
    'tab\tseparated',
    '\u001b[2J',
  ])
    expect(argument.safeParse({ text }).success).toBe(false)
  expect(argument.safeParse({ text: '1SEC inc., 大橋一丁目 🏠' }).success).toBe(true)
})
