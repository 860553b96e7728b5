import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS } from '../../../../src/domain/privacy/calendar/isoDay'
import { ENTRUSTMENT_STAGES, type EntrustmentStep } from '../../../../src/domain/privacy/desk/entrustment'
import { faultsOf, MEMBER, NOW, openDesk, rowOf, type Desk } from './rig'

const PROPOSAL = {
  name: '株式会社印刷所',
  address: '東京都千代田区',
  work: '封筒の印刷',
  items: '氏名、住所',
}
const STEPS = {
  vet: { kind: 'vet', findings: '規程を確認', isFit: true },
  unfit: { kind: 'vet', findings: '施錠なし', isFit: false },
  contract: { kind: 'contract', reference: 'K-12', confidentiality: '第5条', superviseEveryDays: 90 },
  supervise: { kind: 'supervise', findings: '立入確認、問題なし' },
  end: { kind: 'end', why: '契約満了', returned: '返却と消去を確認' },
} as const satisfies Record<string, EntrustmentStep>

const propose = (desk: Desk, change: Partial<typeof PROPOSAL> = {}) =>
  desk.call('entrustment:propose', { proposal: { ...PROPOSAL, ...change } })
const take = (desk: Desk, id: string, step: EntrustmentStep) => desk.call('entrustment:step', { id, step })

async function list(desk: Desk) {
  const reply = await desk.call('entrustment:list', {})
  if (!reply.ok) throw new Error(reply.error.code)
  return reply.value.rows
}

test('a party goes from proposed to ended, every step signed, over restarts', async () => {
  let desk = await openDesk()
  const { record } = rowOf(await propose(desk))
  const stages = []
  for (const [step, by] of [
    [STEPS.vet, '鈴木'],
    [STEPS.contract, MEMBER],
    [STEPS.supervise, '鈴木'],
    [STEPS.end, MEMBER],
  ] as const) {
    desk = await desk.reopen()
    desk.clock.advance(DAY_MS)
    desk.seat(by)
    stages.push(rowOf(await take(desk, record.id, step)).stage)
  }
  expect(stages).toEqual(['vetted', 'contracted', 'supervised', 'ended'])
  const [row] = await list(await desk.reopen())
  expect(row?.record.party).toEqual({ name: PROPOSAL.name, address: PROPOSAL.address })
  expect(row?.record.history.map(({ by, atMs, step }) => [step.kind, by, atMs - NOW])).toEqual([
    ['propose', MEMBER, 0],
    ['vet', '鈴木', DAY_MS],
    ['contract', MEMBER, 2 * DAY_MS],
    ['supervise', '鈴木', 3 * DAY_MS],
    ['end', MEMBER, 4 * DAY_MS],
  ])
  expect(row?.next).toBeNull()
})

test('everybody may see who is bound by contract now, and for what work: no address, nobody proposed or let go', async () => {
  const desk = await openDesk()
  const names = async () => {
    const reply = await desk.call('entrustment:public', {})
    if (!reply.ok) throw new Error(reply.error.code)
    return reply.value.parties
  }
  await propose(desk, { name: 'C' })
  const { record } = rowOf(await propose(desk))
  await take(desk, record.id, STEPS.vet)
  expect(await names()).toEqual([])
  await take(desk, record.id, STEPS.contract)
  expect(await names()).toEqual([{ name: PROPOSAL.name, work: PROPOSAL.work }])
  await take(desk, record.id, STEPS.end)
  expect(await names()).toEqual([])
})

test('what is late is shown late and first', async () => {
  const desk = await openDesk()
  const later = rowOf(await propose(desk, { name: 'B' })).record.id
  const soon = rowOf(await propose(desk, { name: 'A' })).record.id
  const proposed = rowOf(await propose(desk, { name: 'C' })).record.id
  for (const [id, superviseEveryDays] of [
    [later, 90],
    [soon, 30],
  ] as const) {
    await take(desk, id, STEPS.vet)
    await take(desk, id, { ...STEPS.contract, superviseEveryDays })
  }
  desk.clock.advance(31 * DAY_MS)
  const rows = await list(desk)
  expect(rows.map(({ record, next }) => [record.id, next?.isOverdue ?? null])).toEqual([
    [soon, true],
    [later, false],
    [proposed, null],
  ])
})

describe('a step', () => {
  test('that is not the next one is refused, and so is one for nobody', async () => {
    const desk = await openDesk()
    const { record } = rowOf(await propose(desk))
    const forbidden = { ok: false, error: { code: 'register-step-forbidden' } }
    for (const step of [STEPS.contract, STEPS.supervise])
      expect(await take(desk, record.id, step)).toEqual(forbidden)
    rowOf(await take(desk, record.id, STEPS.unfit))
    expect(await take(desk, record.id, STEPS.contract)).toEqual(forbidden)
    expect(await take(desk, 'E-9999-9999', STEPS.vet)).toEqual({
      ok: false,
      error: { code: 'register-unknown' },
    })
  })

  test('tells what it lacks at its field', async () => {
    const desk = await openDesk()
    expect(faultsOf(await propose(desk, { name: '<img src=x>' }))).toEqual(['party: markup'])
    expect(faultsOf(await propose(desk, { work: ' ' }))).toEqual(['work: missing'])
    const { record } = rowOf(await propose(desk))
    rowOf(await take(desk, record.id, STEPS.vet))
    expect(faultsOf(await take(desk, record.id, { ...STEPS.contract, confidentiality: '' }))).toEqual([
      'confidentiality: missing',
    ])
    expect(faultsOf(await take(desk, record.id, { ...STEPS.contract, reference: 'あ'.repeat(200) }))).toEqual(
      ['reference: too-long'],
    )
  })

  test('that could not be written was not taken', async () => {
    const desk = await openDesk()
    const { record } = rowOf(await propose(desk))
    desk.failWith('ENOSPC')
    expect(await take(desk, record.id, STEPS.vet)).toEqual({ ok: false, error: { code: 'disk-full' } })
    desk.failWith(null)
    expect((await list(desk))[0]?.stage).toBe('proposed')
    expect((await list(await desk.reopen()))[0]?.stage).toBe('proposed')
  })
})

test('whatever is tried in whatever order: no stage is skipped, and the book says the same after a restart', async () => {
  const attempt = fc.record({
    party: fc.nat(2),
    step: fc.constantFrom<EntrustmentStep>(...Object.values(STEPS), { ...STEPS.supervise, findings: '' }),
    afterDays: fc.nat(40),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(attempt, { maxLength: 20 }), async (attempts) => {
      const desk = await openDesk()
      const ids = []
      for (const name of ['甲', '乙', '丙']) ids.push(rowOf(await propose(desk, { name })).record.id)
      const stages = new Map(ids.map((id) => [id, [0]]))
      for (const { party, step, afterDays } of attempts) {
        desk.clock.advance(afterDays * DAY_MS)
        const id = ids[party] ?? ''
        const reply = await take(desk, id, step)
        if (reply.ok && reply.value.kind === 'kept')
          stages.get(id)?.push(ENTRUSTMENT_STAGES.indexOf(reply.value.row.stage))
      }
      for (const ranks of stages.values()) {
        const ended = ranks.indexOf(4)
        expect(ended === -1 || ended === ranks.length - 1).toBe(true)
        for (const [index, rank] of ranks.entries())
          if (index > 0 && rank !== 4) expect([0, 1]).toContain(rank - (ranks[index - 1] ?? 0))
      }
      const before = await list(desk)
      const again = await desk.reopen()
      expect(await list(again)).toEqual(before)
      expect(again.lines).toEqual([])
      await again.journal.close()
    }),
    { numRuns: 25 },
  )
})
