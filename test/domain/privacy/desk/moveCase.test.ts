import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lastOutcome, moveCase, replayCase } from '../../../../src/domain/privacy/desk/moveCase'
import { refusalOf, REFUSALS_OF, type Refusal } from '../../../../src/domain/privacy/desk/outcome'
import {
  MOVES_FROM,
  newCase,
  stageAfter,
  stageOf,
  STAGES,
  type Move,
  type RequestCase,
  type Stage,
} from '../../../../src/domain/privacy/desk/requestCase'
import {
  isIdentityNeeded,
  REQUEST_KINDS,
  type RequestKind,
} from '../../../../src/domain/privacy/request/kinds'
import {
  anyMove,
  ASKER,
  caseAfter,
  CLERK,
  decide,
  LONG_REASON,
  NOTICE,
  refuse,
  SECOND,
  TO_WORK,
  WELL_DONE as W,
  WELL_REFUSED,
} from './cases'

const kinds = fc.constantFrom(...REQUEST_KINDS)
const actors = fc.constantFrom(ASKER, CLERK, SECOND)
const fault = (requestCase: RequestCase, move: Move, actor = CLERK) => {
  const moved = moveCase(requestCase, move, actor, 0)
  return moved.ok ? null : moved.error
}

/** The arrows of privacy.md §5, written out a second time. */
const ARROWS: Readonly<Record<Stage, readonly Stage[]>> = {
  draft: ['sealed'],
  sealed: ['handed-over', 'withdrawn'],
  'handed-over': ['received', 'withdrawn'],
  received: ['verifying', 'withdrawn'],
  verifying: ['in-progress', 'withdrawn'],
  'in-progress': [
    'verifying',
    'fulfilled',
    'partly',
    'refused',
    'no-data-held',
    'alternative-measure',
    'withdrawn',
  ],
  fulfilled: ['notified'],
  partly: ['notified'],
  refused: ['notified'],
  'no-data-held': ['notified'],
  'alternative-measure': ['notified'],
  withdrawn: ['notified'],
  notified: ['closed'],
  closed: ['reopened'],
  reopened: ['verifying', 'withdrawn'],
}

/** Every case that any sequence of moves, by anybody, leads to; refused moves change nothing. */
function forEveryCase(check: (requestCase: RequestCase) => void): void {
  const attempt = fc.record({
    kind: fc.constant('any' as const),
    move: anyMove,
    actor: actors,
    atMs: fc.nat(),
  })
  // A well-made move that fits, or random ones would hardly ever get beyond the first stages.
  const helped = fc.record({ kind: fc.constant('fitting' as const), pick: fc.nat(), atMs: fc.nat() })
  const steps = fc.array(fc.oneof(attempt, helped), { minLength: 12, maxLength: 60, size: 'max' })
  const wellMade: readonly Move[] = [...Object.values(W), ...WELL_REFUSED]
  const reached = new Set<Stage>()
  fc.assert(
    fc.property(kinds, steps, (kind, attempts) => {
      let current = newCase('R-7Q4M-20K9', kind)
      for (const step of attempts) {
        const fitting = wellMade.filter((made) => MOVES_FROM[stageOf(current)].includes(made.kind))
        const { move, actor, atMs } =
          step.kind === 'any'
            ? step
            : { move: fitting[step.pick % fitting.length] ?? W.close, actor: CLERK, atMs: step.atMs }
        const moved = moveCase(current, move, actor, atMs)
        if (!moved.ok) continue
        const to = stageOf(moved.value)
        const from = stageOf(current)
        expect(to === from || ARROWS[from].includes(to)).toBe(true)
        expect(moved.value.history.at(-1)).toEqual({ move, actor, atMs })
        current = moved.value
        reached.add(to)
      }
      check(current)
    }),
    { numRuns: 400 },
  )
  // Or the property would hold of too little.
  expect([...reached, 'draft'].sort()).toEqual([...STAGES].sort())
}

describe('whatever anybody tries', () => {
  test('only the arrows of the policy are followed, and each is kept with its time and who did it', () => {
    forEveryCase((requestCase) => {
      expect(replayCase(requestCase.requestId, requestCase.requestKind, requestCase.history)).toEqual({
        ok: true,
        value: requestCase,
      })
    })
  })

  test('a refusal has its ground, its reason and what the ground demands', () => {
    forEveryCase(({ requestKind, history }) => {
      for (const { move, actor } of history) {
        const refusal = move.kind === 'decide' ? refusalOf(move.outcome) : null
        if (refusal === null) continue
        expect(REFUSALS_OF[requestKind]).toContain(refusal.ground)
        expect(refusal.reason.trim()).not.toBe('')
        if (refusal.ground === 'R2-serious-hindrance') {
          expect([...refusal.approvers].sort()).not.toEqual([])
          expect(new Set(refusal.approvers.map((name) => name.replaceAll(/\s/g, ''))).size).toBe(2)
          expect(refusal.approvers.map((name) => name.replaceAll(/\s/g, ''))).toContain(
            actor.name.replaceAll(/\s/g, ''),
          )
          expect(refusal.reason.replaceAll(/\s/g, '').length).toBeGreaterThanOrEqual(100)
        }
        if (refusal.ground === 'R3-unlawful') expect(refusal.citation.trim()).not.toBe('')
      }
    })
  })

  test('nothing is closed without a notice after the last decision, and a refusal’s notice gives the reason', () => {
    forEveryCase((requestCase) => {
      const { history } = requestCase
      const closes = history.flatMap(({ move }, index) => (move.kind === 'close' ? [index] : []))
      for (const close of closes) {
        const before = history.slice(0, close)
        const notice = before.findLastIndex(({ move }) => move.kind === 'notify')
        const decision = before.findLastIndex(
          ({ move }) => move.kind === 'decide' || move.kind === 'withdraw',
        )
        expect(notice).toBeGreaterThan(decision)
        expect(decision).toBeGreaterThanOrEqual(0)
        const letter = before[notice]?.move
        const outcome = lastOutcome({ history: before })
        if (outcome !== null && refusalOf(outcome) !== null)
          expect(letter?.kind === 'notify' && letter.notice.givesReason).toBe(true)
      }
    })
  })

  test('nothing held is shown or changed for somebody nobody could identify', () => {
    forEveryCase(({ requestKind, history }) => {
      for (const [index, { move }] of history.entries()) {
        if (move.kind !== 'decide' || !isIdentityNeeded(requestKind)) continue
        const check = history.slice(0, index).findLast((step) => step.move.kind === 'work')?.move
        const confirmed = check?.kind === 'work' && check.identity.kind === 'confirmed'
        expect(confirmed || refusalOf(move.outcome)?.ground === 'identity-not-confirmed').toBe(true)
      }
    })
  })

  test('the person decides nothing about their own request', () => {
    forEveryCase(({ history }) => {
      const received = history.findIndex(({ move }) => move.kind === 'receive')
      for (const { move, actor } of received < 0 ? [] : history.slice(received))
        if (actor.role === 'requester') expect(move.kind).toBe('withdraw')
    })
  })

  test('there is always a way to the end, for every kind', () => {
    forEveryCase((requestCase) => {
      const onwards: Move[] = [W.close, W.notify, W.nothing, W.work, W.receive, W.handOver, W.seal, W.verify]
      let current = requestCase
      for (let step = 0; step < 20 && stageOf(current) !== 'closed'; step++) {
        const moved = [...onwards, W.withdraw]
          .map((move) => moveCase(current, move, CLERK, 0))
          .find((result) => result.ok && stageOf(result.value) !== stageOf(current))
        expect(moved?.ok).toBe(true)
        if (moved?.ok) current = moved.value
      }
      expect(stageOf(current)).toBe('closed')
    })
  })
})

test('every stage can be reached and left', () => {
  for (const stage of STAGES) {
    expect(MOVES_FROM[stage].length).toBeGreaterThan(0)
    expect(stage === 'draft' || Object.values(ARROWS).flat().includes(stage)).toBe(true)
  }
})

test('a person who takes a request back before the desk has it is done alone', () => {
  let current = newCase('R-7Q4M-20K9', 'erasure')
  const moves: Move[] = [
    W.seal,
    W.withdraw,
    { kind: 'notify', notice: { by: 'on-screen', reference: 'R-7Q4M-20K9', givesReason: false } },
    W.close,
  ]
  for (const move of moves) {
    const moved = moveCase(current, move, ASKER, 0)
    if (moved.ok) current = moved.value
  }
  expect(stageOf(current)).toBe('closed')
})

describe('refusals', () => {
  const working = (kind: RequestKind = 'disclosure') => caseAfter(kind, TO_WORK)
  const hindrance = (change: Partial<Extract<Refusal, { ground: 'R2-serious-hindrance' }>>) =>
    refuse({
      ground: 'R2-serious-hindrance',
      reason: LONG_REASON,
      approvers: [CLERK.name, SECOND.name],
      ...change,
    })

  test('R1 needs a reason', () => {
    expect(fault(working(), refuse({ ground: 'R1-harm', reason: ' ' }))).toMatchObject({ field: 'reason' })
    expect(fault(working(), refuse({ ground: 'R1-harm', reason: '第三者の権利を害する' }))).toBeNull()
  })

  test('R2 needs two people who are two people, one of them the one who decides', () => {
    expect(fault(working(), hindrance({}))).toBeNull()
    expect(fault(working(), hindrance({}), SECOND)).toBeNull()
    const lone = [
      [],
      [CLERK.name],
      [CLERK.name, CLERK.name],
      [CLERK.name, '佐藤　一'],
      [CLERK.name, '佐\u00ad藤一'],
    ]
    for (const approvers of [...lone, [CLERK.name, SECOND.name, '田中']])
      expect(fault(working(), hindrance({ approvers }))).toEqual({ code: 'two-approvers-needed' })
    expect(fault(working(), hindrance({ approvers: ['田中', '高橋'] }))).toEqual({
      code: 'decider-not-approver',
    })
    expect(fault(working(), hindrance({ approvers: [CLERK.name, ''] }))).toMatchObject({ field: 'approvers' })
  })

  test('R2 needs a hundred characters that can be seen', () => {
    const seen = 'あ'.repeat(99)
    for (const reason of [seen, seen + ' '.repeat(50) + '.'.repeat(0), `${seen}\u3000\n\u200d\u00ad`])
      expect(fault(working(), hindrance({ reason: `${reason.slice(0, 40)}\n${reason.slice(40)}` }))).toEqual({
        code: 'reason-too-short',
      })
    expect(fault(working(), hindrance({ reason: `${seen}。` }))).toBeNull()
  })

  test('R3 needs the law', () => {
    expect(
      fault(working(), refuse({ ground: 'R3-unlawful', reason: '守秘義務', citation: '' })),
    ).toMatchObject({
      field: 'citation',
    })
    expect(
      fault(working(), refuse({ ground: 'R3-unlawful', reason: '守秘義務', citation: '刑法第134条' })),
    ).toBeNull()
  })

  test('a complaint or a question is never refused', () => {
    for (const kind of ['complaint', 'consultation'] as const)
      for (const refusal of [
        { ground: 'R1-harm', reason: 'r' },
        { ground: 'ground-not-met', reason: 'r', findings: 'f' },
        { ground: 'identity-not-confirmed', reason: 'r' },
      ] as const)
        expect(fault(working(kind), refuse(refusal))).not.toBeNull()
  })

  test('a part that is withheld is guarded like the whole', () => {
    const part = decide({ kind: 'partly', done: '一部', refusal: { ground: 'R1-harm', reason: '' } })
    expect(fault(working(), part)).toMatchObject({ field: 'reason' })
  })

  test('its notice gives the reason, or is no notice', () => {
    const refused = caseAfter('disclosure', [...TO_WORK, refuse({ ground: 'R1-harm', reason: '害する' })])
    expect(fault(refused, W.close)).toEqual({ code: 'forbidden-move', from: 'refused' })
    const bare: Move = { kind: 'notify', notice: { ...NOTICE, givesReason: false } }
    expect(fault(refused, bare)).toEqual({ code: 'notice-lacks-reason' })
    expect(fault(refused, { kind: 'notify', notice: { ...NOTICE, by: 'on-screen' } })).toEqual({
      code: 'notice-reaches-nobody',
    })
    expect(fault(refused, W.notify)).toBeNull()
  })

  test('somebody nobody could identify is told so, and nothing else', () => {
    const unknown = caseAfter('disclosure', [W.seal, W.handOver, W.receive, W.verify, W.unknown])
    for (const move of [W.fulfil, W.nothing, refuse({ ground: 'R1-harm', reason: 'r' })])
      expect(fault(unknown, move)).toEqual({ code: 'identity-not-confirmed' })
    const told = refuse({ ground: 'identity-not-confirmed', reason: '確認できない' })
    expect(fault(unknown, told)).toBeNull()
    expect(fault(working(), told)).toEqual({ code: 'identity-was-confirmed' })
  })
})

test('one acknowledgement for each time a request comes in', () => {
  const once = caseAfter('complaint', [W.seal, W.handOver, W.receive, W.acknowledge])
  expect(stageOf(once)).toBe('received')
  expect(fault(once, W.acknowledge)).toEqual({ code: 'already-acknowledged' })
  const again = caseAfter('complaint', [
    ...TO_WORK.slice(0, 3),
    W.acknowledge,
    W.verify,
    W.work,
    W.fulfil,
    W.notify,
    W.close,
    W.reopen,
  ])
  expect(fault(again, W.acknowledge)).toBeNull()
})

test('a kept history that cannot have happened is not believed', () => {
  const { history } = caseAfter('disclosure', [...TO_WORK, W.fulfil, W.notify, W.close])
  for (let gone = 0; gone < history.length - 1; gone++)
    expect(replayCase('R-7Q4M-20K9', 'disclosure', history.toSpliced(gone, 1)).ok).toBe(false)
})

test('acknowledging leads nowhere else', () => {
  expect(stageAfter(W.acknowledge)).toBeNull()
})
