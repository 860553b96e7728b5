import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  allows,
  consentState,
  type ConsentEvent,
  type ConsentRecord,
  type ConsentState,
  type Language,
} from '../../../src/domain/privacy/consent'
import {
  answerNotice,
  currentRecord,
  expireDoubted,
  expireUnanswered,
  isAnswered,
  NO_CONSENTS,
  presentNotice,
  recordsOf,
  replayConsents,
  supersedeOutdated,
  takeEntries,
  takeEntry,
  wasAnswered,
  withdrawConsent,
  type ConsentEntry,
  type Consents,
  type CurrentTexts,
} from '../../../src/domain/privacy/consentJournal'
import type { ConsentPurpose } from '../../../src/domain/privacy/purposes'

const ASKED: readonly ConsentPurpose[] = ['face-decoration', 'news', 'N-7Q4M-20K9']

/** One step a person, a new policy version or a restart can take. */
type Step =
  | { readonly kind: 'present'; readonly purpose: ConsentPurpose; readonly language: Language }
  | { readonly kind: 'answer'; readonly purpose: ConsentPurpose; readonly answer: 'given' | 'refused' }
  | { readonly kind: 'withdraw'; readonly purpose: ConsentPurpose }
  | { readonly kind: 'new-policy' }
  | { readonly kind: 'restart' }
  /** An entry that cannot be read, at the next start. */
  | { readonly kind: 'damage' }

const purpose = fc.constantFrom(...ASKED)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('present' as const),
    purpose,
    language: fc.constantFrom<Language>('ja', 'en'),
  }),
  fc.record({
    kind: fc.constant('answer' as const),
    purpose,
    answer: fc.constantFrom('given' as const, 'refused' as const),
  }),
  fc.record({ kind: fc.constant('withdraw' as const), purpose }),
  fc.record({ kind: fc.constant('new-policy' as const) }),
  fc.record({ kind: fc.constant('restart' as const) }),
  fc.record({ kind: fc.constant('damage' as const) }),
)
const steps = fc.array(step, { maxLength: 40 })

const textsOf = (version: number) => (): CurrentTexts => ({ ja: `ja-${version}`, en: `en-${version}` })

interface World {
  /** As the journal keeps them; null is one that cannot be read. */
  readonly entries: readonly (ConsentEntry | null)[]
  readonly consents: Consents
  readonly version: number
  readonly atMs: number
}

const start: World = { entries: [], consents: NO_CONSENTS, version: 1, atMs: 1000 }

function opening(world: World, asked: ConsentPurpose, language: Language): Omit<ConsentRecord, 'events'> {
  return {
    format: 1,
    id: `C-${world.atMs}`,
    subject: 's',
    purpose: asked,
    policyVersion: String(world.version),
    policySha256: textsOf(world.version)()[language],
    language,
    shownAtMs: world.atMs,
    actor: 'self',
    appVersion: '1',
  }
}

const adding = (world: World, entries: readonly ConsentEntry[]): World => ({
  ...world,
  entries: [...world.entries, ...entries],
  consents: takeEntries(world.consents, entries),
})

/** What a start of the program makes of the journal. */
function restarted(world: World): World {
  const replayed = replayConsents(world.entries)
  const { atMs } = world
  let now = adding({ ...world, consents: replayed.consents }, expireDoubted(replayed, atMs))
  now = adding(now, supersedeOutdated(now.consents, textsOf(now.version), atMs))
  return adding(now, expireUnanswered(now.consents, atMs))
}

function take(before: World, next: Step): World {
  const world = { ...before, atMs: before.atMs + 1 }
  const { consents, atMs } = world
  const moved = (result: ReturnType<typeof withdrawConsent>) =>
    result.ok ? adding(world, result.value) : world
  switch (next.kind) {
    case 'present':
      return adding(
        world,
        presentNotice(consents, opening(world, next.purpose, next.language), textsOf(world.version)()),
      )
    case 'answer':
      return moved(answerNotice(consents, next.purpose, next.answer, atMs))
    case 'withdraw':
      return moved(withdrawConsent(consents, next.purpose, atMs))
    case 'new-policy':
      return adding(
        { ...world, version: world.version + 1 },
        supersedeOutdated(consents, textsOf(world.version + 1), atMs),
      )
    case 'restart':
      return restarted(world)
    case 'damage':
      return restarted({ ...world, entries: [...world.entries, null] })
  }
}

const isAllowed = ({ consents, version }: World, asked: ConsentPurpose) => {
  const record = currentRecord(consents, asked)
  return record !== null && allows(record, asked, textsOf(version)()[record.language])
}
const stateOf = ({ consents }: World, asked: ConsentPurpose) => consentState(currentRecord(consents, asked))

describe('whatever happens, in whatever order', () => {
  test('a gate opens only by a yes to its own text on screen, and stays open only until it is taken back', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        let world = start
        for (const next of taken) {
          const before = world
          world = take(world, next)
          for (const asked of ASKED) {
            const concerns = !('purpose' in next) || next.purpose === asked
            const shown = stateOf(before, asked) === 'presented'
            const saysYes = concerns && next.kind === 'answer' && next.answer === 'given' && shown
            if (isAllowed(world, asked) && !isAllowed(before, asked)) expect(saysYes).toBe(true)
            if (!concerns || next.kind === 'restart' || next.kind === 'present')
              expect(isAllowed(world, asked)).toBe(isAllowed(before, asked))
            else if (next.kind !== 'answer') expect(isAllowed(world, asked)).toBe(false)
          }
        }
      }),
    )
  })

  test('no record ever moves from one state to another that is not drawn', () => {
    const drawn: Readonly<Record<ConsentState, readonly ConsentState[]>> = {
      none: ['presented'],
      presented: ['given', 'refused', 'superseded', 'expired'],
      given: ['withdrawn', 'superseded', 'expired'],
      refused: ['superseded'],
      withdrawn: ['superseded'],
      superseded: [],
      expired: [],
    }
    fc.assert(
      fc.property(steps, (taken) => {
        const world = taken.reduce(take, start)
        for (const asked of ASKED) {
          for (const record of recordsOf(world.consents, asked)) {
            let state: ConsentState = 'none'
            for (const { kind } of record.events) {
              expect(drawn[state]).toContain(kind)
              state = kind
            }
          }
        }
      }),
    )
  })

  test('nobody is ever stuck: from every state a yes, and a no, are two steps away', () => {
    fc.assert(
      fc.property(steps, purpose, fc.constantFrom('given', 'refused'), (taken, asked, wanted) => {
        let world = taken.reduce(take, start)
        if (stateOf(world, asked) === 'given') world = take(world, { kind: 'withdraw', purpose: asked })
        world = take(world, { kind: 'present', purpose: asked, language: 'ja' })
        world = take(world, { kind: 'answer', purpose: asked, answer: wanted })
        expect([stateOf(world, asked), isAllowed(world, asked)]).toEqual([wanted, wanted === 'given'])
      }),
    )
  })

  test('what the journal adds up to is what holds in memory', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const world = taken.reduce(take, start)
        expect(replayConsents(world.entries).consents).toEqual(world.consents)
      }),
    )
  })

  test('nothing that was recorded is changed or forgotten: records only grow, in order of time', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        let world = start
        for (const next of taken) {
          const old = world
          world = take(world, next)
          for (const asked of ASKED) {
            const now = recordsOf(world.consents, asked).toReversed()
            for (const [index, record] of recordsOf(old.consents, asked).toReversed().entries()) {
              expect({ ...now[index], events: [] }).toEqual({ ...record, events: [] })
              expect(now[index]?.events.slice(0, record.events.length)).toEqual(record.events)
            }
            const times = now.flatMap((record) => record.events.map((event) => event.atMs))
            expect(times).toEqual([...times].sort((a, b) => a - b))
          }
        }
      }),
    )
  })

  test('only the newest record may be open: every earlier one is at an end that is not a yes', () => {
    fc.assert(
      fc.property(steps, purpose, (taken, asked) => {
        const [, ...earlier] = recordsOf(taken.reduce(take, start).consents, asked)
        for (const record of earlier)
          expect(['refused', 'withdrawn', 'superseded', 'expired']).toContain(consentState(record))
      }),
    )
  })
})

const shown: Step = { kind: 'present', purpose: 'face-decoration', language: 'ja' }
const yes: Step = { kind: 'answer', purpose: 'face-decoration', answer: 'given' }

test('pictures may be opened once the current notice was answered, yes or no', () => {
  const answeredAfter = (taken: Step[]) => {
    const world = taken.reduce(take, start)
    return isAnswered(currentRecord(world.consents, 'face-decoration'), textsOf(world.version)())
  }
  expect(answeredAfter([])).toBe(false)
  expect(answeredAfter([shown])).toBe(false)
  expect(answeredAfter([shown, { ...yes, answer: 'refused' }])).toBe(true)
  expect(answeredAfter([shown, yes, { kind: 'withdraw', purpose: 'face-decoration' }])).toBe(true)
  expect(answeredAfter([shown, yes, { kind: 'new-policy' }])).toBe(false)
  expect(
    answeredAfter([
      { ...shown, purpose: 'news' },
      { ...yes, purpose: 'news' },
    ]),
  ).toBe(false)
})

test('a purpose that is not on file is left alone: its answer counts again with its paper', () => {
  const world = [shown, yes].reduce(take, start)
  expect(supersedeOutdated(world.consents, () => null, 5000)).toEqual([])
})

describe('entries that cannot have happened are not believed', () => {
  const world = [shown, yes].reduce(take, start)
  const record = currentRecord(world.consents, 'face-decoration')
  if (!record) throw new Error('no record')
  const event = (id: string, kind: ConsentEvent['kind']): ConsentEntry => ({
    what: 'event',
    id,
    event: { kind, atMs: 1 },
  })
  const presented = { ...record, id: 'C-NEW', events: record.events.slice(0, 1) }

  test.each<[string, ConsentEntry]>([
    ['an answer to a notice nobody saw', event('C-NOBODY', 'given')],
    ['a second answer', event(record.id, 'refused')],
    ['a record that is there already', { what: 'presented', record: { ...presented, id: record.id } }],
    [
      'a notice that was answered when it was shown',
      { what: 'presented', record: { ...record, id: 'C-NEW' } },
    ],
    ['a record without a notice', { what: 'presented', record: { ...presented, events: [] } }],
  ])('%s', (_name, entry) => {
    expect(takeEntry(world.consents, entry).ok).toBe(false)
    const replayed = replayConsents([...world.entries, entry])
    expect(replayed.consents).toEqual(world.consents)
    // It may stand for a no: the yes before it is asked for again.
    expect([replayed.notBelieved, [...replayed.doubted]]).toEqual([1, [record.id]])
  })

  test('a yes after it counts', () => {
    const later = [shown, yes].reduce(take, take(world, { kind: 'damage' }))
    expect(isAllowed(restarted(later), 'face-decoration')).toBe(true)
  })
})

test('a notice that nobody answered does not end a yes that was locked when it was shown', () => {
  const before = [shown, yes].reduce(take, start)
  const meanwhile = take({ ...start, atMs: 9000 }, shown)
  const opened = replayConsents([...before.entries, ...meanwhile.entries])
  expect(opened.notBelieved).toBe(0)
  expect(currentRecord(opened.consents, 'face-decoration')?.id).toBe(
    currentRecord(before.consents, 'face-decoration')?.id,
  )
  const answered = take(meanwhile, { ...yes, answer: 'refused' })
  const merged = replayConsents([...before.entries, ...answered.entries]).consents
  expect(consentState(currentRecord(merged, 'face-decoration'))).toBe('refused')
  expect(recordsOf(merged, 'face-decoration').every(wasAnswered)).toBe(true)
})
