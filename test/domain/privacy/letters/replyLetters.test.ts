import { describe, expect, test } from 'vitest'
import { startOfDayMs } from '../../../../src/domain/privacy/calendar/isoDay'
import { REFUSALS_OF, type Outcome, type Refusal } from '../../../../src/domain/privacy/desk/outcome'
import type { Move } from '../../../../src/domain/privacy/desk/requestCase'
import type { Letter } from '../../../../src/domain/privacy/letters/letter'
import {
  letterFor,
  replyLetter,
  type ReplyContext,
} from '../../../../src/domain/privacy/letters/replyLetters'
import {
  isIdentityNeeded,
  REQUEST_KINDS,
  type RequestKind,
} from '../../../../src/domain/privacy/request/kinds'
import type { Request } from '../../../../src/domain/privacy/request/request'
import { validateRequest } from '../../../../src/domain/privacy/request/validateRequest'
import { caseAfter, CLERK, decide, LONG_REASON, SECOND, WELL_DONE as W } from '../desk/cases'
import { draftOf } from '../request/requests'

const RECEIVED_AT = startOfDayMs('2026-11-20') + 9 * 3_600_000
const CONTEXT: ReplyContext = {
  contact: { name: 'Booth Shibuya', address: '東京都渋谷区1-1', telephone: '03-1111-1111', email: '' },
  deskMember: CLERK.name,
  day: '2026-11-23',
  dueAtMs: startOfDayMs('2026-12-05'),
  policyVersion: '2021-01-01',
  policySha256: 'ab12'.repeat(16),
}
const ARRIVED: readonly Move[] = [W.seal, W.handOver, W.receive]

function requestOf(kind: RequestKind, change: Partial<Request> = {}): Request {
  const request = validateRequest(draftOf(kind, change))
  if (!request.ok) throw new Error(JSON.stringify(request.error))
  return request.value
}

/** A case of a kind with these moves made with it; the desk received it on 20 November 2026. */
const caseOf = (kind: RequestKind, moves: readonly Move[]) =>
  caseAfter(kind, moves, RECEIVED_AT - 2 * 3_600_000)

function decided(kind: RequestKind, outcome: Outcome) {
  const ground = outcome.kind === 'refused' ? outcome.refusal.ground : null
  return caseOf(kind, [
    ...ARRIVED,
    W.verify,
    ground === 'identity-not-confirmed' ? W.unknown : W.work,
    decide(outcome),
  ])
}

const REFUSALS: Readonly<Record<Refusal['ground'], Refusal>> = {
  'R1-harm': { ground: 'R1-harm', reason: 'ほかの来場者のお名前が分かってしまうため。' },
  'R2-serious-hindrance': {
    ground: 'R2-serious-hindrance',
    reason: LONG_REASON,
    approvers: [CLERK.name, SECOND.name],
  },
  'R3-unlawful': { ground: 'R3-unlawful', reason: '守る義務があるため。', citation: '刑法第134条' },
  'ground-not-met': {
    ground: 'ground-not-met',
    reason: '正しかったため。',
    findings: '用紙の原本と照合した。',
  },
  'identity-not-confirmed': { ground: 'identity-not-confirmed', reason: '書類がそろわなかったため。' },
}

const OUTCOMES: readonly Outcome[] = [
  { kind: 'fulfilled', done: '写しを 3 枚、封書でお送りした。' },
  { kind: 'no-data-held', searched: '同意の記録と提供の記録のすべて' },
  {
    kind: 'alternative-measure',
    measure: '画面での閲覧を止めた。',
    reason: '紙からの消去に多額の費用がかかるため。',
  },
]

const everyOutcome = (kind: RequestKind): readonly Outcome[] => [
  ...OUTCOMES,
  ...REFUSALS_OF[kind].flatMap((ground): Outcome[] => {
    const refusal = REFUSALS[ground]
    const refused: Outcome = { kind: 'refused', refusal }
    return ground === 'identity-not-confirmed'
      ? [refused]
      : [refused, { kind: 'partly', done: '写しを送った。', refusal }]
  }),
]

/** Texts that the person is owed word for word. */
function owed(outcome: Outcome): readonly string[] {
  const { kind, ...rest } = outcome
  const texts: string[] = []
  const take = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value)
  }
  if ('refusal' in rest) {
    take(rest.refusal.reason)
    if ('citation' in rest.refusal) take(rest.refusal.citation)
    if ('findings' in rest.refusal) take(rest.refusal.findings)
  }
  for (const [name, value] of Object.entries(rest)) if (name !== 'refusal') take(value)
  expect(texts.length, kind).toBeGreaterThan(0)
  return texts
}

const values = (letter: Letter) => letter.rows.map(({ value }) => value)

const EVERY = REQUEST_KINDS.flatMap((kind) =>
  everyOutcome(kind).flatMap((outcome) =>
    (['ja', 'en'] as const).map((language) => ({
      kind,
      outcome,
      language,
      ground: 'refusal' in outcome ? outcome.refusal.ground : '',
    })),
  ),
)

describe.each(EVERY)('$kind, $outcome.kind $ground, $language', ({ kind, outcome, language }) => {
  const state = decided(kind, outcome)
  const request = requestOf(kind)
  const fitting = letterFor(state)
  const made = fitting === null ? null : replyLetter(fitting, request, state, CONTEXT, language)

  test('has one letter, and it says what was decided word for word', () => {
    expect(fitting).toBe(
      outcome.kind === 'refused'
        ? 'refusal'
        : outcome.kind === 'alternative-measure'
          ? outcome.kind
          : 'result',
    )
    if (!made?.ok) throw new Error('not made')
    for (const text of owed(outcome)) expect(values(made.value)).toContain(text)
  })

  test('tells how to complain whenever something was not done, and never who of the desk approved', () => {
    if (!made?.ok) throw new Error('not made')
    const whole = JSON.stringify(made.value)
    const owedMore = outcome.kind !== 'fulfilled' && outcome.kind !== 'no-data-held'
    expect(/Article\s11|第11条/.test(made.value.paragraphs.join(' '))).toBe(owedMore)
    expect(whole).not.toContain(SECOND.name)
  })

  test('goes to the person, under their name, from the Customer Desk', () => {
    if (!made?.ok) throw new Error('not made')
    const letter = made.value
    const { name } = request.requester.party
    expect(letter.addressee[letter.addresseeMain ?? 1]).toBe(language === 'ja' ? `${name} 様` : name)
    expect(letter.addressee.join(' ')).toContain('〒153-0044 東京都目黒区大橋1-6-13')
    expect(letter.sender.slice(0, 3)).toEqual([
      '1SEC inc.',
      language === 'ja' ? 'お客様窓口' : 'Customer Desk',
      '6-13, Ohashi 1-chome, Meguro-ku, Tokyo, Japan',
    ])
    expect(letter.sender).toContain('03-1111-1111')
    expect(letter).toMatchObject({ number: request.id, day: '2026-11-23', language })
    expect(JSON.stringify(letter)).not.toMatch(/undefined|NaN|\[object/)
  })
})

test('a refusal names the article that its kind of request rests on', () => {
  for (const [kind, article] of [
    ['disclosure', 6],
    ['correction', 7],
    ['erasure', 8],
  ] as const) {
    const state = decided(kind, { kind: 'refused', refusal: REFUSALS['R3-unlawful'] })
    const letter = replyLetter('refusal', requestOf(kind), state, CONTEXT, 'ja')
    if (!letter.ok) throw new Error(letter.error)
    expect(values(letter.value).join('\n')).toContain(`プライバシーポリシー第${article}条`)
  }
})

describe('acknowledgement', () => {
  const state = caseOf('disclosure', ARRIVED)
  const of = (change: Partial<ReplyContext>) => {
    const letter = replyLetter(
      'acknowledgement',
      requestOf('disclosure'),
      state,
      { ...CONTEXT, ...change },
      'en',
    )
    if (!letter.ok) throw new Error(letter.error)
    return letter.value
  }

  test('tells when the request came in, and the last day that is in time', () => {
    expect(letterFor(state)).toBe('acknowledgement')
    expect(of({}).opening).toContain('20 November 2026')
    // Too late from the first moment of 5 December: the last day is the 4th.
    expect(values(of({}))).toContain('4 December 2026')
  })

  test('promises no day where none is known, and leaves out a contact and a name that are not given', () => {
    const letter = of({ dueAtMs: null, contact: null, deskMember: '' })
    expect(values(letter).join(' ')).not.toContain('December')
    expect(letter.sender).toHaveLength(3)
  })

  test('can be written late, when a decision is there', () => {
    const late = decided('disclosure', { kind: 'fulfilled', done: '送った' })
    expect(replyLetter('acknowledgement', requestOf('disclosure'), late, CONTEXT, 'ja').ok).toBe(true)
  })
})

test('a request that was taken back gets its own notice, also after a decision', () => {
  for (const moves of [
    [...ARRIVED, W.withdraw],
    [...ARRIVED, W.verify, W.withdraw, W.notify, W.close],
  ]) {
    const state = caseOf('erasure', moves)
    expect(letterFor(state)).toBe('withdrawal-notice')
    const letter = replyLetter('withdrawal-notice', requestOf('erasure'), state, CONTEXT, 'ja')
    expect(letter.ok && values(letter.value)).toContain(W.withdraw.why)
    expect(replyLetter('result', requestOf('erasure'), state, CONTEXT, 'ja')).toEqual({
      ok: false,
      error: 'other-letter',
    })
  }
})

test('a reopened request is acknowledged anew, and its old decision is no longer told', () => {
  const state = caseOf('disclosure', [...ARRIVED, W.verify, W.work, W.nothing, W.notify, W.close, W.reopen])
  expect(letterFor(state)).toBe('acknowledgement')
  expect(replyLetter('result', requestOf('disclosure'), state, CONTEXT, 'ja')).toEqual({
    ok: false,
    error: 'not-decided',
  })
})

test('nothing is answered that the desk never had, and nothing before it is decided', () => {
  const request = requestOf('disclosure')
  for (const moves of [[], [W.seal], [W.seal, W.handOver], [W.seal, W.handOver, W.withdraw]]) {
    const state = caseOf('disclosure', moves)
    expect(letterFor(state)).toBeNull()
    expect(replyLetter('acknowledgement', request, state, CONTEXT, 'ja')).toEqual({
      ok: false,
      error: 'not-received',
    })
  }
  const working = caseOf('disclosure', [...ARRIVED, W.verify, W.work])
  for (const kind of ['result', 'refusal', 'alternative-measure', 'withdrawal-notice'] as const)
    expect(replyLetter(kind, request, working, CONTEXT, 'ja')).toEqual({ ok: false, error: 'not-decided' })
})

test('a letter to a representative is addressed to them and says whom it is about', () => {
  const principal = { name: '山田 花子', address: '東京都目黒区大橋1-6-13' }
  const party = { name: 'Taro Yamada', address: '2-1-1 Ohashi\nMeguro-ku, Tokyo', contact: '' }
  const requester = { kind: 'agent', party, principal, power: '委任状' } as const
  const state = caseOf('disclosure', ARRIVED)
  const letter = replyLetter('acknowledgement', requestOf('disclosure', { requester }), state, CONTEXT, 'en')
  if (!letter.ok) throw new Error(letter.error)
  expect(letter.value.addressee).toEqual(['Taro Yamada', '2-1-1 Ohashi Meguro-ku, Tokyo'])
  expect(values(letter.value)).toContain('山田 花子')
})

test('every kind whose asker must be known can be told that nobody could tell who asks', () => {
  for (const kind of REQUEST_KINDS)
    expect(REFUSALS_OF[kind].includes('identity-not-confirmed'), kind).toBe(isIdentityNeeded(kind))
})
