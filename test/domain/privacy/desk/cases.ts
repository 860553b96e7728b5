import fc from 'fast-check'
import { moveCase } from '../../../../src/domain/privacy/desk/moveCase'
import type { Notice, Outcome, Refusal } from '../../../../src/domain/privacy/desk/outcome'
import {
  newCase,
  type Actor,
  type Move,
  type RequestCase,
} from '../../../../src/domain/privacy/desk/requestCase'
import type { RequestKind } from '../../../../src/domain/privacy/request/kinds'

export const ASKER: Actor = { role: 'requester', name: '山田 花子' }
export const CLERK: Actor = { role: 'desk', name: '佐藤 一' }
export const SECOND: Actor = { role: 'desk', name: 'Suzuki Aya' }
export const NOTICE: Notice = { by: 'posted', reference: 'letter 12', givesReason: true }
export const LONG_REASON =
  'この請求に応じると展示の運営が長期間止まり、ほかの来場者への対応ができなくなるため。'.repeat(3)

const text = fc.constantFrom(
  '',
  ' ',
  '理由',
  'because',
  'x'.repeat(120),
  LONG_REASON,
  '\u0000',
  'あ'.repeat(2001),
)
const approver = fc.constantFrom(CLERK.name, SECOND.name, '佐藤一', ' 佐藤　一 ', '')

const refusal: fc.Arbitrary<Refusal> = fc.oneof(
  fc.record({ ground: fc.constant('R1-harm' as const), reason: text }),
  fc.record({
    ground: fc.constant('R2-serious-hindrance' as const),
    reason: text,
    approvers: fc.array(approver, { maxLength: 3 }),
  }),
  fc.record({ ground: fc.constant('R3-unlawful' as const), reason: text, citation: text }),
  fc.record({ ground: fc.constant('ground-not-met' as const), reason: text, findings: text }),
  fc.record({ ground: fc.constant('identity-not-confirmed' as const), reason: text }),
)

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({ kind: fc.constant('fulfilled' as const), done: text }),
  fc.record({ kind: fc.constant('partly' as const), done: text, refusal }),
  fc.record({ kind: fc.constant('refused' as const), refusal }),
  fc.record({ kind: fc.constant('no-data-held' as const), searched: text }),
  fc.record({ kind: fc.constant('alternative-measure' as const), measure: text, reason: text }),
)

const notice: fc.Arbitrary<Notice> = fc.record({
  by: fc.constantFrom('posted' as const, 'handed' as const, 'electronic' as const, 'on-screen' as const),
  reference: text,
  givesReason: fc.boolean(),
})

/** Any move anybody could try, well made or not. */
export const anyMove: fc.Arbitrary<Move> = fc.oneof(
  fc.constant<Move>({ kind: 'seal' }),
  fc.constant<Move>({ kind: 'hand-over', by: 'mailed' }),
  fc.constant<Move>({ kind: 'receive', by: 'post' }),
  fc.record({ kind: fc.constant('acknowledge' as const), notice }),
  fc.record({ kind: fc.constant('verify' as const), why: text }),
  fc.record({
    kind: fc.constant('work' as const),
    identity: fc.oneof(
      fc.record({ kind: fc.constant('confirmed' as const), papers: fc.array(text, { maxLength: 2 }) }),
      fc.record({ kind: fc.constant('not-confirmed' as const), tried: text }),
      fc.constant({ kind: 'not-needed' as const }),
    ),
  }),
  fc.record({ kind: fc.constant('decide' as const), outcome }),
  fc.record({ kind: fc.constant('withdraw' as const), why: text }),
  fc.record({ kind: fc.constant('notify' as const), notice }),
  fc.constant<Move>({ kind: 'close' }),
  fc.record({ kind: fc.constant('reopen' as const), why: text }),
)

/** A way a request can go, as the desk would do it. */
export const WELL_DONE = {
  seal: { kind: 'seal' },
  handOver: { kind: 'hand-over', by: 'printed' },
  receive: { kind: 'receive', by: 'post' },
  acknowledge: { kind: 'acknowledge', notice: NOTICE },
  verify: { kind: 'verify', why: '本人確認書類を待つ' },
  work: { kind: 'work', identity: { kind: 'confirmed', papers: ['住民票の写し'] } },
  unknown: { kind: 'work', identity: { kind: 'not-confirmed', tried: '電話と手紙' } },
  fulfil: { kind: 'decide', outcome: { kind: 'fulfilled', done: '写しを送った' } },
  nothing: { kind: 'decide', outcome: { kind: 'no-data-held', searched: '記録すべて' } },
  withdraw: { kind: 'withdraw', why: '不要になった' },
  notify: { kind: 'notify', notice: NOTICE },
  close: { kind: 'close' },
  reopen: { kind: 'reopen', why: '追加の申し出' },
} as const satisfies Record<string, Move>

/** Makes moves by the desk, an hour apart; throws when one is not allowed. */
export function caseAfter(kind: RequestKind, moves: readonly Move[], startMs = 0): RequestCase {
  let current = newCase('R-7Q4M-20K9', kind)
  for (const [index, move] of moves.entries()) {
    const moved = moveCase(current, move, CLERK, startMs + index * 3_600_000)
    if (!moved.ok) throw new Error(`${move.kind}: ${JSON.stringify(moved.error)}`)
    current = moved.value
  }
  return current
}

export const decide = (outcomeOf: Outcome): Move => ({ kind: 'decide', outcome: outcomeOf })
export const refuse = (ground: Refusal): Move => decide({ kind: 'refused', refusal: ground })

const W = WELL_DONE
export const TO_WORK: readonly Move[] = [W.seal, W.handOver, W.receive, W.verify, W.work]

/** Refusals and half measures that keep the rules. */
export const WELL_REFUSED: readonly Move[] = [
  refuse({ ground: 'R1-harm', reason: '第三者の権利を害する' }),
  refuse({
    ground: 'R2-serious-hindrance',
    reason: LONG_REASON,
    approvers: [CLERK.name, SECOND.name],
  }),
  refuse({ ground: 'R3-unlawful', reason: '守秘義務', citation: '刑法第134条' }),
  refuse({ ground: 'ground-not-met', reason: '正しかった', findings: '原本と照合した' }),
  refuse({ ground: 'identity-not-confirmed', reason: '確認できない' }),
  decide({ kind: 'partly', done: '一部', refusal: { ground: 'R1-harm', reason: '第三者の権利を害する' } }),
  decide({
    kind: 'partly',
    done: '一部',
    refusal: { ground: 'ground-not-met', reason: '正', findings: '照合' },
  }),
  decide({ kind: 'alternative-measure', measure: '閲覧を止めた', reason: '消去が困難' }),
]
