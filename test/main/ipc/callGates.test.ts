import { describe, expect, test } from 'vitest'
import { CALL_NAMES } from '../../../src/contracts/names'
import type { CallName } from '../../../src/contracts/api'
import type { ConsentEvent } from '../../../src/domain/privacy/consent'
import type { ConsentEntry } from '../../../src/domain/privacy/consentJournal'
import type { Json } from '../../../src/domain/privacy/journal'
import type { OptionalPurposeId } from '../../../src/domain/privacy/purposes'
import { ok } from '../../../src/domain/result'
import { CALL_GATES } from '../../../src/main/ipc/callGates'
import { createCallGuard, type CallHandlers } from '../../../src/main/ipc/callGuard'
import { consentComputer } from '../privacy/consentComputer'
import { recordOf } from '../support'

/** Every call that needs a purpose, with the purpose and a right argument: written down a second time, on purpose. */
const NEEDING: Readonly<
  Record<string, { readonly purpose: 'face-decoration' | OptionalPurposeId; readonly argument: object }>
> = {
  'vision:connect': { purpose: 'face-decoration', argument: { nonce: 'n'.repeat(32) } },
  'picture:open': { purpose: 'face-decoration', argument: {} },
  'picture:admit': {
    purpose: 'face-decoration',
    argument: { files: [{ name: 'a.png', bytes: new Uint8Array([1]) }] },
  },
  'picture:paste': { purpose: 'face-decoration', argument: {} },
  'news:read': { purpose: 'news', argument: { language: 'en' } },
  'questionnaire:save': {
    purpose: 'questionnaires',
    argument: { answers: { fit: null, ease: null, wish: '' }, language: 'en' },
  },
}
const needingPurpose = CALL_NAMES.filter((name) => !['none', 'desk'].includes(CALL_GATES[name]))

/** States a purpose can be in, by what the journal says of it. */
const STATES = {
  none: [],
  presented: ['presented'],
  given: ['presented', 'given'],
  refused: ['presented', 'refused'],
  withdrawn: ['presented', 'given', 'withdrawn'],
  superseded: ['presented', 'given', 'superseded'],
  expired: ['presented', 'given', 'expired'],
} as const satisfies Readonly<Record<string, readonly ConsentEvent['kind'][]>>
type State = keyof typeof STATES | 'given to another text' | 'unreadable'
const ALL_STATES: readonly State[] = [
  ...(Object.keys(STATES) as (keyof typeof STATES)[]),
  'given to another text',
  'unreadable',
]

/** Pictures may be decorated by hand after a no; everything else needs a yes that holds. */
const runsIn = (name: string, state: State): boolean =>
  name.startsWith('picture:') ? ['given', 'refused', 'withdrawn'].includes(state) : state === 'given'

/** The real guard and the real gate over the real service and journal, with the purpose in this state. */
async function guardIn(purpose: 'face-decoration' | OptionalPurposeId, state: State) {
  const computer = consentComputer()
  let readable = true
  const { service, vault, policies } = await computer.start({
    book: (book) => ({
      ...book,
      read: (from, count) =>
        readable ? book.read(from, count) : Promise.resolve({ ok: false, error: 'changed' }),
    }),
  })
  const kinds = STATES[state === 'given to another text' || state === 'unreadable' ? 'given' : state]
  const [first, ...later] = recordOf([...kinds], {
    purpose,
    policySha256: state === 'given to another text' ? 'f'.repeat(64) : policies.texts.en,
  }).events
  const record = recordOf([], {
    purpose,
    policySha256: state === 'given to another text' ? 'f'.repeat(64) : policies.texts.en,
  })
  const entries: ConsentEntry[] =
    first === undefined
      ? []
      : [
          { what: 'presented', record: { ...record, events: [first] } },
          ...later.map((event): ConsentEntry => ({ what: 'event', id: record.id, event })),
        ]
  await vault.book('personal').appendAll(
    entries.map((entry) => ({
      kind: 'consent',
      payload: JSON.parse(JSON.stringify(entry)) as Json,
    })),
  )
  readable = state !== 'unreadable'
  await vault.refresh()
  const ran: CallName[] = []
  const handlers = Object.fromEntries(
    CALL_NAMES.map((name) => [
      name,
      () => {
        ran.push(name)
        return ok({})
      },
    ]),
  ) as unknown as CallHandlers
  const guard = createCallGuard({
    handlers,
    gate: service.gate,
    deskIsOpen: () => false,
    log: () => undefined,
    checkReplies: false,
  })
  return { ran, call: (name: CallName, argument: object) => guard(name, { ownPage: true }, argument) }
}

test('the calls that need a purpose are these, and no other', () => {
  expect([...needingPurpose].sort()).toEqual(Object.keys(NEEDING).sort())
})

test('every call of the desk’s work is locked; what is open of the desk is its door, and what it says in public', () => {
  const open = CALL_NAMES.filter((name) => name.startsWith('desk:') && CALL_GATES[name] !== 'desk')
  expect([...open].sort()).toEqual(['desk:lock', 'desk:public', 'desk:set-up', 'desk:status', 'desk:unlock'])
  const registers = CALL_NAMES.filter((name) => /^(provision|entrustment|duty|purpose|register):/.test(name))
  // Who is entrusted is for everybody to see (Article 5).
  expect(registers.filter((name) => CALL_GATES[name] !== 'desk')).toEqual(['entrustment:public'])
})

describe.each(ALL_STATES)('while the purpose is %s', (state) => {
  test.each(needingPurpose)(`%s runs only with what it needs`, async (name) => {
    const need = NEEDING[name]
    if (!need) throw new Error(`${name} is missing in the table of this test`)
    const { ran, call } = await guardIn(need.purpose, state)
    const answer = await call(name, need.argument)
    if (runsIn(name, state)) {
      expect([answer.ok, ran]).toEqual([true, [name]])
    } else {
      const code = need.purpose === 'face-decoration' ? 'consent-needed' : 'purpose-not-given'
      expect([answer, ran]).toEqual([{ ok: false, error: { code } }, []])
    }
  })
})

test('a yes to one purpose opens nothing of another', async () => {
  for (const given of ['face-decoration', 'news', 'questionnaires'] as const) {
    const { ran, call } = await guardIn(given, 'given')
    for (const name of needingPurpose) {
      const need = NEEDING[name]
      if (need) await call(name, need.argument)
    }
    expect(ran).toEqual(needingPurpose.filter((name) => NEEDING[name]?.purpose === given))
  }
})
