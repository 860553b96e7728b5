import { expect, test } from 'vitest'
import { DAY_MS } from '../../../../src/domain/privacy/calendar/isoDay'
import { lastDayOf } from '../../../../src/domain/privacy/desk/duties'
import { ok } from '../../../../src/domain/result'
import { DRAFT, faultsOf, MEMBER, NOW, openDesk, receive, rowOf, type Desk } from './rig'

async function found(desk: Desk) {
  const reply = await desk.call('duty:list', {})
  if (!reply.ok) throw new Error(reply.error.code)
  return reply.value
}
const shown = async (desk: Desk) =>
  (await found(desk)).duties.map((duty) => `${duty.kind} ${duty.about} ${lastDayOf(duty)} ${duty.status}`)

test('everything the desk owes is found in its own records', async () => {
  const desk = await openDesk({
    policyBundles: {
      versions: () => [
        { version: '2027-01-01', effectiveFrom: '2027-01-01', languages: ['ja'], state: 'coming' },
      ],
    },
  })
  expect(await shown(desk)).toEqual(['policy-comes 2027-01-01 2027-01-01 running'])
  rowOf(await desk.call('provision:add', { draft: { ...DRAFT, providedAtMs: NOW - 1 } }))
  const proposal = { name: '印刷所', address: '東京都', work: '印刷', items: '氏名' }
  const { record } = rowOf(await desk.call('entrustment:propose', { proposal }))
  for (const step of [
    { kind: 'vet', findings: '問題なし', isFit: true },
    { kind: 'contract', reference: 'K-1', confidentiality: '第5条', superviseEveryDays: 7 },
  ] as const)
    rowOf(await desk.call('entrustment:step', { id: record.id, step }))
  await receive(desk, 'R-7Q4M-20K9')
  expect(await shown(desk)).toEqual([
    'acknowledge R-7Q4M-20K9 2026-11-26 running',
    `supervise ${record.id} 2026-11-30 running`,
    'decide R-7Q4M-20K9 2026-12-07 running',
    'evidence-copy  2026-12-23 running',
    'policy-comes 2027-01-01 2027-01-01 running',
    'self-review  2027-11-23 running',
  ])
  desk.clock.advance(3 * 365 * DAY_MS - 30 * DAY_MS)
  const late = await shown(desk)
  expect(late.slice(0, 5).every((duty) => duty.endsWith('overdue'))).toBe(true)
  expect(late.find((duty) => duty.startsWith('provision-ends'))).toMatch(/ 2029-11-23 running$/)
})

test('a copy of everything and a review put their next day off; a copy of one case does not', async () => {
  const desk = await openDesk({ letters: () => Promise.resolve(ok([])) })
  await receive(desk, 'R-7Q4M-20K9')
  desk.clock.advance(20 * DAY_MS)
  const dayOf = async (kind: string) =>
    (await shown(desk)).find((duty) => duty.startsWith(kind))?.split(' ')[2]
  const before = [await dayOf('evidence-copy'), await dayOf('self-review')]
  expect(before).toEqual(['2026-12-23', '2027-11-23'])
  expect(await desk.call('register:evidence', { scope: { kind: 'case', id: 'R-7Q4M-20K9' } })).toMatchObject({
    ok: true,
  })
  expect(await dayOf('evidence-copy')).toBe('2026-12-23')
  expect(await desk.call('register:evidence', { scope: { kind: 'everything' } })).toMatchObject({ ok: true })
  rowOf(await desk.call('duty:review', { review: { findings: '記録はそろっている' } }))
  const doneAtMs = desk.clock.now()
  const check = async (at: Desk) => {
    const { duties, book, reviewedAtMs } = await found(at)
    expect(duties.slice(-2).map((duty) => `${duty.kind} ${lastDayOf(duty)}`)).toEqual([
      'evidence-copy 2027-01-12',
      'self-review 2027-12-13',
    ])
    expect([book.copiedAtMs, reviewedAtMs]).toEqual([doneAtMs, doneAtMs])
  }
  await check(desk)
  await check(await desk.reopen())
})

test('a review says what was found, or is none', async () => {
  const desk = await openDesk()
  expect(faultsOf(await desk.call('duty:review', { review: { findings: ' ' } }))).toEqual([
    'findings: missing',
  ])
  expect(faultsOf(await desk.call('duty:review', { review: { findings: '\u202e' + 'x' } }))).toEqual([
    'findings: control-characters',
  ])
  expect(desk.journal.count()).toBe(0)
})

test('the desk’s book says who took in a version of the policy', async () => {
  const versions = [
    { version: '2026-12-01', effectiveFrom: '2026-12-01', languages: ['ja'], state: 'coming' },
  ] as const
  const desk = await openDesk({
    policyBundles: {
      versions: () => versions.map((kept) => ({ ...kept, languages: [...kept.languages] })),
      text: (version, language) => ({
        version,
        effectiveFrom: version,
        language,
        text: '…',
        sha256: 'a'.repeat(64),
        signer: { id: 'b'.repeat(32), name: '1SEC inc.' },
      }),
      import: () =>
        Promise.resolve(
          ok({ version: '2026-12-01', effectiveFrom: '2026-12-01', inForce: false, alreadyKnown: false }),
        ),
    },
  })
  const rows = async (at: Desk) => {
    const reply = await at.call('register:policies', {})
    if (!reply.ok) throw new Error(reply.error.code)
    return reply.value.rows
  }
  const [untold] = await rows(desk)
  expect(untold).toMatchObject({
    takenIn: null,
    signer: '1SEC inc.',
    sums: [{ language: 'ja', sha256: 'a'.repeat(64) }],
  })
  expect(await desk.call('register:take-policy', {})).toMatchObject({ ok: true })
  const told = { atMs: NOW, by: MEMBER }
  expect((await rows(desk))[0]?.takenIn).toEqual(told)
  const again = await desk.reopen()
  expect((await rows(again))[0]?.takenIn).toEqual(told)
  again.failWith('ENOSPC')
  expect(await again.call('register:take-policy', {})).toEqual({
    ok: false,
    error: { code: 'register-not-noted' },
  })
})
