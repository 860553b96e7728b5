import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Letter } from '../../../src/domain/privacy/letters/letter'
import { ok } from '../../../src/domain/result'
import { createFileSaver } from '../../../src/main/export/saveFile'
import { createConsentCalls } from '../../../src/main/ipc/calls/consents'
import { endKioskSession } from '../../../src/main/privacy/kioskSession'
import { agree, consentComputer } from '../privacy/consentComputer'
import { freshDirectory } from '../support'

/** The real calls over the real service; letters are caught, files go where a person would put them. */
async function callsOn(change: { deskIsOpen?: boolean; chosen?: string | null; isKiosk?: boolean } = {}) {
  const computer = consentComputer()
  const { service, vault, happened } = await computer.start()
  const letters: Letter[] = []
  const calls = createConsentCalls({
    consent: service,
    letters: {
      preview: () => Promise.reject(new Error('unused')),
      pdf: () => Promise.reject(new Error('unused')),
      deliver: (letter) => {
        letters.push(letter)
        return Promise.resolve(ok({ name: 'receipt.pdf' }))
      },
    },
    files: createFileSaver({
      choose: () => Promise.resolve(change.chosen ?? null),
      documentsDirectory: () => computer.directory,
    }),
    newPurposes: () => [],
    deskIsOpen: () => change.deskIsOpen ?? false,
    endSession:
      change.isKiosk === true
        ? () =>
            endKioskSession({
              consent: service,
              vault,
              wipe: () => Promise.resolve(void happened.push('wiped')),
              resetSettings: () => void happened.push('settings back'),
              forget: () => void happened.push('letters and places forgotten'),
              renewPage: () => Promise.resolve(void happened.push('page renewed')),
              endPictureProcesses: () => void happened.push('camera service ended'),
            })
        : null,
    now: computer.clock.now,
  })
  return { service, calls, letters, happened }
}

test('an operator answers only with the desk open; that they did is on the record', async () => {
  const notice = (sha256: string) => ({ language: 'ja', sha256, actor: 'operator' }) as const
  const locked = await callsOn()
  expect(await locked.calls['consent:present'](notice(locked.service.textSha256('ja')))).toEqual({
    ok: false,
    error: { code: 'desk-locked' },
  })
  expect(locked.service.records()).toEqual([])
  const open = await callsOn({ deskIsOpen: true })
  await open.calls['consent:present'](notice(open.service.textSha256('ja')))
  await open.calls['consent:answer']({ answer: 'given' })
  expect(open.service.records()[0]).toMatchObject({ actor: 'operator' })
})

test('a receipt is a letter, or a file for programs; one that is not there is refused', async () => {
  const file = join(freshDirectory(), 'receipt.json')
  const { service, calls, letters } = await callsOn({ chosen: file })
  await agree(service)
  const id = service.records()[0]?.id ?? ''
  expect(await calls['consent:receipt']({ id, as: 'print', language: 'ja' })).toMatchObject({ ok: true })
  expect(letters).toMatchObject([{ kind: 'consent-receipt', number: id, language: 'ja' }])
  expect(await calls['consent:receipt']({ id, as: 'json', language: 'en' })).toEqual(
    ok({ name: 'receipt.json' }),
  )
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ id, purpose: 'face-decoration' })
  expect(await calls['consent:receipt']({ id: 'C-0000-0000', as: 'json', language: 'en' })).toMatchObject({
    error: { code: 'bad-request' },
  })
})

test('nothing is saved when the person changes their mind', async () => {
  const { calls } = await callsOn()
  const answers = { fit: 'well', ease: null, wish: '' } as const
  expect(await calls['questionnaire:save']({ answers, language: 'en' })).toEqual({
    ok: false,
    error: { code: 'cancelled' },
  })
})

test('what is new is told in both languages, item by item', async () => {
  const { calls } = await callsOn()
  const ja = await calls['news:read']({ language: 'ja' })
  const en = await calls['news:read']({ language: 'en' })
  if (!ja.ok || !en.ok) throw new Error('no news')
  expect(ja.value.items.map(({ version, day }) => [version, day])).toEqual(
    en.value.items.map(({ version, day }) => [version, day]),
  )
  for (const { title, text } of ja.value.items) expect(title + text).toMatch(/[ぁ-ん]/)
})

test('a session ends only at a kiosk: vision first, then everything, then the page', async () => {
  expect(await (await callsOn()).calls['session:end']({})).toMatchObject({ error: { code: 'not-available' } })
  const { service, calls, happened } = await callsOn({ isKiosk: true })
  await agree(service)
  happened.length = 0
  expect(await calls['session:end']({})).toMatchObject({ ok: true })
  expect(happened).toEqual([
    'vision killed',
    'wiped',
    'settings back',
    'letters and places forgotten',
    'page renewed',
    'camera service ended',
  ])
  expect([service.records(), service.gate.allows('face-decoration')]).toEqual([[], false])
})
