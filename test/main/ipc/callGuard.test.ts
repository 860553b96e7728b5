import { describe, expect, test } from 'vitest'
import { CALLS, type CallName } from '../../../src/contracts/api'
import { CALL_NAMES } from '../../../src/contracts/names'
import { DEFAULT_SETTINGS } from '../../../src/contracts/settings'
import { emptyForm } from '../../../src/domain/privacy/request/form'
import { ok } from '../../../src/domain/result'
import { CALL_GATES, CALLS_AT_THE_DOOR } from '../../../src/main/ipc/callGates'
import { createCallGuard, type CallHandlers } from '../../../src/main/ipc/callGuard'
import type { ConsentGate } from '../../../src/main/privacy/gate'

const SECRET = 'a passphrase nobody may read'
const png = new Uint8Array([1, 2, 3])

/** One right argument for each call. */
const RIGHT: { readonly [Name in CallName]: Record<string, unknown> } = {
  'app:info': {},
  'settings:read': {},
  'settings:write': { theme: 'light' },
  'policy:read': { language: 'ja' },
  'policy:import': {},
  'policy:official': { language: 'ja' },
  'policy:changes': { language: 'en' },
  'policy:versions': {},
  'policy:text': { version: '2026-11-01', language: 'ja' },
  'policy:compare': { from: '2026-11-01', to: '2026-12-01', language: 'ja' },
  'poster:preview': { poster: 'face-data', language: 'ja' },
  'poster:deliver': { poster: 'face-data', language: 'ja', as: 'save' },
  'text:copy': { text: 'Ohashi' },
  'data:inventory': {},
  'data:export': {},
  'data:erase': {},
  'data:erasure': {},
  'data:put-away-erasure': {},
  'consent:read': {},
  'consent:present': { language: 'ja', sha256: 'a'.repeat(64), actor: 'guardian' },
  'consent:answer': { answer: 'given' },
  'consent:withdraw': {},
  'consent:list': { language: 'en' },
  'consent:decide': { purpose: 'news', answer: 'given', language: 'ja', sha256: 'a'.repeat(64) },
  'consent:receipt': { id: 'C-7Q4M-20K9', as: 'json', language: 'ja' },
  'session:end': {},
  'news:read': { language: 'ja' },
  'questionnaire:save': { answers: { fit: 'well', ease: null, wish: '' }, language: 'en' },
  'records:protect': { passphrase: SECRET },
  'records:unlock': { passphrase: SECRET },
  'vision:status': {},
  'vision:connect': { nonce: 'n'.repeat(32) },
  'vision:stop': {},
  'picture:open': {},
  'picture:admit': { files: [{ name: 'a.png', bytes: png }] },
  'picture:paste': {},
  'picture:save': { suggestedName: 'a', format: 'png', bytes: png },
  'picture:reveal': {},
  'privacy:read': {},
  'desk:status': {},
  'desk:set-up': { name: 'Sato', pin: '271828' },
  'desk:unlock': { name: 'Sato', pin: '271828' },
  'desk:lock': {},
  'desk:stay': {},
  'desk:add-member': { name: 'Sato', pin: '271828' },
  'desk:remove-member': { name: 'Sato' },
  'desk:settings': {},
  'desk:save-settings': {
    contact: { name: '', address: '', telephone: '', email: '' },
    fees: { 'notice-of-purposes': 0, disclosure: 300, 'disclosure-of-provision-records': 0 },
  },
  'desk:public': {},
  'desk:inbox': { filter: 'open', search: { text: '', kinds: [] }, from: 0, count: 50 },
  'desk:case': { id: 'R-7Q4M-20K9' },
  'desk:import': {},
  'desk:enter': { letter: { kind: 'code', text: '{}' }, receivedBy: 'post' },
  'desk:move': { id: 'R-7Q4M-20K9', move: { kind: 'close' }, approval: { kind: 'alone' } },
  'desk:assign': { id: 'R-7Q4M-20K9', member: 'Sato' },
  'desk:search': { query: 'Yamada', reason: { kind: 'request', id: 'R-7Q4M-20K9' } },
  'desk:letter': {
    id: 'R-7Q4M-20K9',
    language: 'ja',
    as: 'preview',
    letter: { kind: 'draft', outcome: { kind: 'fulfilled', done: 'a' } },
  },
  'desk:answer-file': { id: 'R-7Q4M-20K9' },
  'request:list': {},
  'request:read': { id: 'R-7Q4M-20K9' },
  'request:save-draft': { draftId: 'D-7Q4M-20K9', form: emptyForm('ja') },
  'request:read-draft': { draftId: 'D-7Q4M-20K9' },
  'request:delete-draft': { draftId: 'D-7Q4M-20K9' },
  'request:seal': { draftId: 'D-7Q4M-20K9', form: emptyForm('ja') },
  'request:preview': { source: { kind: 'form', form: emptyForm('en') }, language: 'en' },
  'request:letter': { id: 'R-7Q4M-20K9', language: 'ja', as: 'save' },
  'request:file': { id: 'R-7Q4M-20K9' },
  'request:hand-over': { id: 'R-7Q4M-20K9', by: 'mailed' },
  'request:withdraw': { id: 'R-7Q4M-20K9', why: 'It is settled.' },
  'request:import-answer': {},
  'batch:next': {},
  'batch:deliver': { kind: 'picture', id: 'job-0', faces: 1, bytes: png },
  'provision:list': { from: 0, count: 100 },
  'provision:add': {
    draft: {
      providedAtMs: 0,
      recipient: { name: 'a', address: 'b', representative: '' },
      person: 'c',
      items: ['d'],
      basis: { kind: 'law', citation: 'e' },
      corrects: null,
    },
  },
  'entrustment:public': {},
  'entrustment:list': {},
  'entrustment:propose': { proposal: { name: 'a', address: 'b', work: 'c', items: 'd' } },
  'entrustment:step': { id: 'E-7Q4M-20K9', step: { kind: 'supervise', findings: 'a' } },
  'duty:list': {},
  'duty:review': { review: { findings: 'a' } },
  'purpose:list': {},
  'purpose:register': {
    draft: {
      title: { ja: 'a', en: 'b' },
      text: { ja: 'c', en: 'd' },
      writtenConsent: { reference: 'e', signedDay: '2026-11-23', keptAt: 'f' },
    },
  },
  'purpose:end': { id: 'N-7Q4M-20K9', ending: { why: 'a' } },
  'register:policies': {},
  'register:take-policy': {},
  'register:csv': { table: 'provisions' },
  'register:evidence': { scope: { kind: 'case', id: 'R-7Q4M-20K9' } },
  'diagnostics:read': {},
  'diagnostics:check': {},
  'diagnostics:take-back': { id: 'A-7Q4M-20K9' },
  'diagnostics:guard': {},
  'kiosk:status': {},
  'kiosk:accept': { name: 'Sato', pin: '271828', seen: 'a'.repeat(64) },
  'kiosk:quit': {},
}

const open: ConsentGate = { allows: () => true, answered: () => true }

function guardWith(
  gate: ConsentGate = open,
  handlers: Partial<Record<CallName, () => unknown>> = {},
  deskIsOpen = true,
  isOpen = true,
) {
  const ran: CallName[] = []
  const lines: string[] = []
  const all = Object.fromEntries(
    CALL_NAMES.map((name) => [
      name,
      () => {
        ran.push(name)
        return handlers[name]?.() ?? ok({})
      },
    ]),
  ) as unknown as CallHandlers
  const guard = createCallGuard({
    handlers: all,
    gate,
    deskIsOpen: () => deskIsOpen,
    isOpen: () => isOpen,
    log: (line) => lines.push(line),
    checkReplies: Object.keys(handlers).length > 0,
  })
  return {
    ran,
    lines,
    call: (name: CallName, argument: unknown, ownPage = true) => guard(name, { ownPage }, argument),
  }
}

const refusal = { ok: false, error: { code: 'bad-request' } }

describe.each(CALL_NAMES)('%s', (name) => {
  test('runs for a right argument from Kazari’s own page', async () => {
    const { call, ran } = guardWith()
    await call(name, RIGHT[name])
    expect(ran).toEqual([name])
  })

  test('is refused to any other page or frame', async () => {
    const { call, ran } = guardWith()
    expect(await call(name, RIGHT[name], false)).toEqual(refusal)
    expect(ran).toEqual([])
  })

  const wrong: readonly unknown[] = [
    undefined,
    null,
    0,
    'text',
    [],
    [RIGHT[name]],
    { ...RIGHT[name], surprise: 1 },
    JSON.parse(`{"__proto__": {"x": 1}, "constructor": 1}`),
  ]
  test.each(wrong.map((value) => [value]))('is refused with %j and nothing runs', async (value) => {
    const { call, ran } = guardWith()
    expect(await call(name, value)).toEqual(refusal)
    expect(ran).toEqual([])
  })

  test('asks the gate as its table says, and never runs without', async () => {
    const shut = guardWith({ allows: () => false, answered: () => false }, {}, false)
    const answered = await shut.call(name, RIGHT[name])
    const need = CALL_GATES[name]
    if (need !== 'none') {
      const asked = { given: 'consent-needed', answered: 'consent-needed', desk: 'desk-locked' } as const
      const code = need in asked ? asked[need as keyof typeof asked] : 'purpose-not-given'
      expect(answered).toEqual({ ok: false, error: { code } })
      expect(shut.ran).toEqual([])
    } else {
      expect(shut.ran).toEqual([name])
    }
  })
})

test('a kiosk that is shut answers its door and nothing else, whatever was agreed to before', async () => {
  const { call, ran } = guardWith(open, {}, true, false)
  const answered: CallName[] = []
  for (const name of CALL_NAMES) {
    const result = await call(name, RIGHT[name])
    if (result.ok) answered.push(name)
    else expect(result).toEqual({ ok: false, error: { code: 'kiosk-shut' } })
  }
  expect(answered.toSorted()).toEqual([...CALLS_AT_THE_DOOR].toSorted())
  expect(ran).toEqual(answered)
  expect(answered).not.toContain('vision:connect')
  expect(answered).not.toContain('consent:answer')
  expect(answered).not.toContain('picture:open')
})

const namesWithFields = CALL_NAMES.filter((name) => Object.keys(RIGHT[name]).length > 0)

test.each(namesWithFields)('%s is refused when a field is missing or of another type', async (name) => {
  const { call, ran } = guardWith()
  for (const field of Object.keys(RIGHT[name])) {
    const rest = Object.fromEntries(Object.entries(RIGHT[name]).filter(([key]) => key !== field))
    // A change of settings may leave fields out.
    if (name !== 'settings:write') expect(await call(name, rest)).toEqual(refusal)
    for (const value of [null, 1.5, Number.NaN, true, {}, [], 'x'.repeat(10_000)]) {
      expect(await call(name, { ...RIGHT[name], [field]: value })).toEqual(refusal)
    }
  }
  expect(ran).toEqual([])
})

test('vision needs a yes; pictures need an answer, and a no is one', async () => {
  const { call } = guardWith({ allows: () => false, answered: () => true })
  expect(await call('vision:connect', RIGHT['vision:connect'])).toMatchObject({ ok: false })
  for (const name of ['picture:open', 'picture:admit', 'picture:paste'] as const) {
    expect(await call(name, RIGHT[name])).toMatchObject({ ok: true })
  }
})

test('what is refused is logged with channel and place, never with what it held', async () => {
  const { call, lines } = guardWith()
  await call('records:unlock', { passphrase: SECRET, more: SECRET })
  await call('settings:write', { cameraLabel: SECRET.repeat(50) })
  await call('records:unlock', SECRET)
  expect(lines).toHaveLength(3)
  expect(lines.join('\n')).toContain('records:unlock')
  expect(lines.join('\n')).toContain('cameraLabel')
  expect(lines.join('\n')).not.toContain(SECRET)
})

test('a fault of a handler becomes one error without its words', async () => {
  const { call, lines } = guardWith(open, {
    'consent:read': () => {
      throw new Error(SECRET)
    },
  })
  expect(await call('consent:read', {})).toEqual({ ok: false, error: { code: 'internal' } })
  expect(lines.join()).toContain('consent:read')
  expect(lines.join()).not.toContain(SECRET)
})

test('a reply that is not in the contract does not get out', async () => {
  const { call } = guardWith(open, { 'settings:read': () => ok({ ...DEFAULT_SETTINGS, face: [1, 2, 3] }) })
  expect(await call('settings:read', {})).toEqual({ ok: false, error: { code: 'internal' } })
})

test('bytes are counted: no empty picture and none beyond the limit is taken for saving', () => {
  const { argument } = CALLS['picture:save']
  expect(argument.safeParse({ ...RIGHT['picture:save'], bytes: new Uint8Array() }).success).toBe(false)
  expect(argument.safeParse({ ...RIGHT['picture:save'], bytes: [1, 2, 3] }).success).toBe(false)
  const files = Array.from({ length: 61 }, () => ({ name: 'a', bytes: png }))
  expect(CALLS['picture:admit'].argument.safeParse({ files }).success).toBe(false)
})
