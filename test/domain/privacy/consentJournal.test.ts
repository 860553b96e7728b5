import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allows, consentState, type ConsentRecord, type Language } from '../../../src/domain/privacy/consent'
import {
  answerNotice,
  currentRecord,
  expireUnanswered,
  isAnswered,
  JOURNAL_LIMIT,
  presentNotice,
  supersedeOutdated,
  withdrawConsent,
  type ConsentJournal,
  type CurrentTexts,
} from '../../../src/domain/privacy/consentJournal'

/** One step a person, a new policy version or a restart can take. */
type Step =
  | { readonly kind: 'present'; readonly language: Language }
  | { readonly kind: 'answer'; readonly answer: 'given' | 'refused' }
  | { readonly kind: 'withdraw' }
  | { readonly kind: 'new-policy' }
  | { readonly kind: 'restart' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('present' as const), language: fc.constantFrom<Language>('ja', 'en') }),
  fc.record({
    kind: fc.constant('answer' as const),
    answer: fc.constantFrom('given' as const, 'refused' as const),
  }),
  fc.record({ kind: fc.constant('withdraw' as const) }),
  fc.record({ kind: fc.constant('new-policy' as const) }),
  fc.record({ kind: fc.constant('restart' as const) }),
)

const textsOf = (version: number): CurrentTexts => ({ ja: `ja-${version}`, en: `en-${version}` })

interface World {
  readonly journal: ConsentJournal
  readonly version: number
  readonly atMs: number
}

function opening(world: World, language: Language): Omit<ConsentRecord, 'events'> {
  return {
    format: 1,
    id: `C-${world.atMs}`,
    subject: 's',
    purpose: 'face-decoration',
    policyVersion: String(world.version),
    policySha256: textsOf(world.version)[language],
    language,
    shownAtMs: world.atMs,
    actor: 'self',
    appVersion: '1',
  }
}

function take(world: World, next: Step): World {
  const atMs = world.atMs + 1
  const texts = textsOf(world.version)
  const moved = (result: ReturnType<typeof answerNotice>) => ({
    ...world,
    atMs,
    journal: result.ok ? result.value : world.journal,
  })
  switch (next.kind) {
    case 'present':
      return {
        ...world,
        atMs,
        journal: presentNotice(world.journal, opening({ ...world, atMs }, next.language), texts),
      }
    case 'answer':
      return moved(answerNotice(world.journal, next.answer, atMs))
    case 'withdraw':
      return moved(withdrawConsent(world.journal, atMs))
    case 'new-policy':
      return {
        version: world.version + 1,
        atMs,
        journal: supersedeOutdated(world.journal, textsOf(world.version + 1), atMs),
      }
    case 'restart':
      return {
        ...world,
        atMs,
        journal: expireUnanswered(supersedeOutdated(world.journal, texts, atMs), atMs),
      }
  }
}

const start: World = { journal: [], version: 1, atMs: 1000 }
const isAllowed = ({ journal, version }: World) => {
  const record = currentRecord(journal)
  return record !== null && allows(record, 'face-decoration', textsOf(version)[record.language])
}

describe('whatever happens, in whatever order', () => {
  test('the gate opens only by a yes to the text that is on screen, and stays open only until it is taken back', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let world = start
        for (const next of steps) {
          const before = isAllowed(world)
          const shown = consentState(currentRecord(world.journal)) === 'presented'
          world = take(world, next)
          const saysYes = next.kind === 'answer' && next.answer === 'given' && shown
          if (isAllowed(world) && !before) expect(saysYes).toBe(true)
          if (next.kind === 'withdraw' || next.kind === 'new-policy') expect(isAllowed(world)).toBe(false)
          if (next.kind === 'restart' || next.kind === 'present') expect(isAllowed(world)).toBe(before)
        }
      }),
    )
  })

  test('nothing that was recorded is changed or forgotten: records only grow, in order of time', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let world = start
        for (const next of steps) {
          const old = world.journal
          world = take(world, next)
          expect(world.journal.length).toBeGreaterThanOrEqual(old.length)
          for (const [index, record] of old.entries()) {
            const now = world.journal[index]
            expect({ ...now, events: [] }).toEqual({ ...record, events: [] })
            expect(now?.events.slice(0, record.events.length)).toEqual(record.events)
          }
          const times = world.journal.flatMap((record) => record.events.map((event) => event.atMs))
          expect(times).toEqual([...times].sort((a, b) => a - b))
        }
      }),
    )
  })

  test('only the last record may be open: every earlier one is at an end that is not a yes', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const world = steps.reduce(take, start)
        for (const record of world.journal.slice(0, -1)) {
          expect(['refused', 'withdrawn', 'superseded', 'expired']).toContain(consentState(record))
        }
      }),
    )
  })
})

test('a no can be followed by a new question, and that by a yes', () => {
  const steps: Step[] = [
    { kind: 'present', language: 'ja' },
    { kind: 'answer', answer: 'refused' },
    { kind: 'present', language: 'en' },
    { kind: 'answer', answer: 'given' },
  ]
  const world = steps.reduce(take, start)
  expect(isAllowed(world)).toBe(true)
  expect(world.journal.map(consentState)).toEqual(['refused', 'given'])
})

test('pictures may be opened once the current notice was answered, yes or no', () => {
  const answeredAfter = (steps: Step[]) => {
    const world = steps.reduce(take, start)
    return isAnswered(currentRecord(world.journal), textsOf(world.version))
  }
  const shown: Step = { kind: 'present', language: 'ja' }
  expect(answeredAfter([])).toBe(false)
  expect(answeredAfter([shown])).toBe(false)
  expect(answeredAfter([shown, { kind: 'answer', answer: 'refused' }])).toBe(true)
  expect(answeredAfter([shown, { kind: 'answer', answer: 'given' }, { kind: 'withdraw' }])).toBe(true)
  expect(answeredAfter([shown, { kind: 'answer', answer: 'given' }, { kind: 'new-policy' }])).toBe(false)
})

test('the journal has an end, and the newest record is never what is dropped', () => {
  let world = start
  for (let index = 0; index < JOURNAL_LIMIT + 5; index++) {
    world = take(take(world, { kind: 'present', language: index % 2 ? 'ja' : 'en' }), {
      kind: 'answer',
      answer: 'refused',
    })
  }
  expect(world.journal).toHaveLength(JOURNAL_LIMIT)
  expect(currentRecord(world.journal)?.events.at(-1)?.atMs).toBe(world.atMs)
})
