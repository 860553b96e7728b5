import { describe, expect, test } from 'vitest'
import type { Argument } from '../../../../src/contracts/api'
import type { ConsentRecord } from '../../../../src/domain/privacy/consent'
import { DAY_MS } from '../../../../src/domain/privacy/calendar/isoDay'
import { recordOf } from '../../support'
import { DRAFT, faultsOf, MEMBER, NOW, openDesk, rowOf, type Desk } from './rig'

type Draft = Argument<'provision:add'>['draft']
const draft = (change: Partial<Draft> = {}): Draft => ({ ...DRAFT, ...change })
const add = (desk: Desk, change: Partial<Draft> = {}) => desk.call('provision:add', { draft: draft(change) })

async function ledger(desk: Desk) {
  const reply = await desk.call('provision:list', { from: 0, count: 500 })
  if (!reply.ok) throw new Error(reply.error.code)
  return reply.value.rows
}

/** A consent to a purpose beyond the nine: given three hours ago, taken back one hour ago. */
const CONSENT: ConsentRecord = {
  ...recordOf(['presented', 'given', 'withdrawn'], { purpose: 'N-7Q4M-20K9' }),
  events: [
    { kind: 'presented', atMs: NOW - 3 * 3_600_000 },
    { kind: 'given', atMs: NOW - 3 * 3_600_000 },
    { kind: 'withdrawn', atMs: NOW - 3_600_000 },
  ],
}
const consentBasis = { kind: 'consent' as const, consentId: CONSENT.id }

describe('the ledger', () => {
  test('keeps what was written, signed and with its end, newest first, over a restart', async () => {
    const desk = await openDesk()
    const first = rowOf(await add(desk))
    desk.clock.advance(1000)
    const second = rowOf(await add(desk, { person: '=HYPERLINK("http://x","y") <b>山田</b>' }))
    expect(first).toMatchObject({
      correctedBy: null,
      record: { ...DRAFT, format: 1, recordedAtMs: NOW, recordedBy: MEMBER },
    })
    expect(new Date(first.keptUntilMs).toISOString()).toBe('2029-11-23T15:00:00.000Z')
    const again = await desk.reopen()
    expect(await ledger(again)).toEqual([second, first])
    expect(again.lines).toEqual([])
  })

  test('is read page by page', async () => {
    const desk = await openDesk()
    const rows = []
    for (let index = 0; index < 7; index++) rows.unshift(rowOf(await add(desk, { person: `人 ${index}` })))
    expect(await desk.call('provision:list', { from: 5, count: 10 })).toEqual({
      ok: true,
      value: { total: 7, rows: rows.slice(5) },
    })
  })

  test('changes nothing: a correction is a new record that names the old one', async () => {
    const desk = await openDesk()
    const wrong = rowOf(await add(desk))
    const corrects = { id: wrong.record.id, why: '宛先の書き誤り' }
    const right = rowOf(await add(desk, { corrects, person: '山田 華子' }))
    const expected = [right, { ...wrong, correctedBy: right.record.id }]
    expect(await ledger(desk)).toEqual(expected)
    expect(await ledger(await desk.reopen())).toEqual(expected)
    expect(faultsOf(await add(desk, { corrects }))).toEqual(['corrects: unknown'])
    expect(faultsOf(await add(desk, { corrects: { id: right.record.id, why: '' } }))).toEqual([
      'why: missing',
    ])
  })

  test('lets a record go after three years, also when its entry was erased from the journal', async () => {
    const desk = await openDesk()
    const old = rowOf(await add(desk))
    desk.clock.advance(2 * 365 * DAY_MS)
    const later = rowOf(await add(desk, { providedAtMs: NOW + DAY_MS }))
    desk.clock.advance(old.keptUntilMs - desk.clock.now() - 1)
    expect(await ledger(desk)).toHaveLength(2)
    desk.clock.advance(1)
    expect(await ledger(desk)).toEqual([later])
    expect(await desk.journal.erase([0], 'three years')).toMatchObject({ ok: true })
    await desk.replaced()
    expect(await ledger(desk)).toEqual([later])
    const again = await desk.reopen()
    expect(await ledger(again)).toEqual([later])
    expect(again.lines).toEqual([])
  })
})

describe('a record of provision', () => {
  const bases: readonly Draft['basis'][] = [
    { kind: 'life-body-property', whyConsentIsDifficult: '意識がない', secondPerson: '鈴木' },
    { kind: 'health-children', whyConsentIsDifficult: '連絡が取れない', secondPerson: '鈴木' },
    { kind: 'state-body', body: '警視庁', documentReference: '照会書 第12号' },
    { kind: 'succession', event: '合併', documentReference: '契約書 3' },
    {
      kind: 'joint-use',
      items: '氏名',
      scope: 'グループ会社',
      purposes: '問合せへの回答',
      manager: '1SEC inc.',
      notifiedAtMs: NOW - 30 * DAY_MS,
    },
    { kind: 'law', citation: '刑事訴訟法第197条第2項' },
  ]
  test.each(bases)('may rest on $kind, and not without each of its facts', async (basis) => {
    const desk = await openDesk()
    expect(rowOf(await add(desk, { basis })).record.basis).toEqual(basis)
    for (const name of Object.keys(basis).filter((key) => key !== 'kind')) {
      const empty = { ...basis, [name]: name === 'notifiedAtMs' ? NOW : '' }
      expect(faultsOf(await add(desk, { basis: empty }))).toHaveLength(1)
    }
    expect(await ledger(desk)).toHaveLength(1)
  })

  test('may rest on a consent to a purpose beyond the nine while that held', async () => {
    const desk = await openDesk({ consents: [CONSENT] })
    const during = { basis: consentBasis, providedAtMs: NOW - 2 * 3_600_000 }
    expect(rowOf(await add(desk, during)).record.basis).toEqual(consentBasis)
    for (const providedAtMs of [NOW - 4 * 3_600_000, NOW - 3_600_000, NOW])
      expect(faultsOf(await add(desk, { ...during, providedAtMs }))).toEqual(['consentId: no-consent'])
    // The person erased their own records since: what was written down stays.
    expect(
      await ledger(await openDesk({ directory: (await closed(desk)).directory, keychain: desk.keychain })),
    ).toHaveLength(1)
  })

  test('does not rest on a consent to anything the policy itself names', async () => {
    const desk = await openDesk({ consents: [{ ...CONSENT, purpose: 'face-decoration' }] })
    const reply = await add(desk, { basis: consentBasis, providedAtMs: NOW - 2 * 3_600_000 })
    expect(faultsOf(reply)).toEqual(['consentId: no-consent'])
  })

  test('may rest on an entrustment from its contract to its end', async () => {
    const desk = await openDesk()
    const proposal = { name: '株式会社印刷所', address: '東京都', work: '印刷', items: '氏名' }
    const { record } = rowOf(await desk.call('entrustment:propose', { proposal }))
    const provide = () =>
      add(desk, { basis: { kind: 'entrustment', entrustmentId: record.id }, providedAtMs: desk.clock.now() })
    expect(faultsOf(await provide())).toEqual(['entrustmentId: not-entrusted'])
    for (const step of [
      { kind: 'vet', findings: '問題なし', isFit: true },
      { kind: 'contract', reference: 'K-1', confidentiality: '第5条', superviseEveryDays: 90 },
    ] as const)
      rowOf(await desk.call('entrustment:step', { id: record.id, step }))
    expect(rowOf(await provide()).record.basis.kind).toBe('entrustment')
    desk.clock.advance(1000)
    rowOf(
      await desk.call('entrustment:step', {
        id: record.id,
        step: { kind: 'end', why: '満了', returned: '返却' },
      }),
    )
    expect(faultsOf(await provide())).toEqual(['entrustmentId: not-entrusted'])
  })

  test.each<[string, Partial<Draft>, readonly string[]]>([
    ['in the future', { providedAtMs: NOW + 1 }, ['providedAtMs: in-the-future']],
    ['with control characters', { person: '山田\u0000' }, ['person: control-characters']],
    [
      'with a script for a name',
      { recipient: { ...DRAFT.recipient, name: '<script>alert(1)</script>' } },
      ['recipient: markup'],
    ],
    ['with a longer text than anybody reads', { person: 'あ'.repeat(700) }, ['person: too-long']],
    ['with the points of a face', { person: '12.5, '.repeat(30) }, ['person: number-list']],
    ['with a picture spelled out', { items: ['data:image/png;base64,AAAA'] }, ['items: encoded-data']],
    ['with nothing handed over', { items: [] }, ['items: missing']],
    [
      'with nothing at all',
      {
        person: '',
        recipient: { name: '', address: '', representative: '' },
        basis: { kind: 'law', citation: '' },
      },
      ['recipient: missing', 'address: missing', 'person: missing', 'citation: missing'],
    ],
  ])('%s is not kept, and each fault is told at its field', async (_what, change, faults) => {
    const desk = await openDesk()
    expect(faultsOf(await add(desk, change)).toSorted()).toEqual([...faults].toSorted())
    expect(desk.journal.count()).toBe(0)
  })

  test('has no place for anything its shape does not name', async () => {
    const desk = await openDesk()
    const wider = { ...DRAFT, landmarks: [1, 2, 3] } as unknown as Draft
    expect(await desk.call('provision:add', { draft: wider })).toEqual({
      ok: false,
      error: { code: 'bad-request' },
    })
    expect(await add(desk, { person: 'あ'.repeat(1024 * 1024) })).toEqual({
      ok: false,
      error: { code: 'bad-request' },
    })
  })

  test('is not written by nobody', async () => {
    const desk = await openDesk()
    desk.lockDesk()
    expect(await add(desk)).toEqual({ ok: false, error: { code: 'desk-locked' } })
    expect(desk.journal.count()).toBe(0)
  })

  test.each([
    ['ENOSPC', 'disk-full'],
    ['EROFS', 'not-writable'],
  ] as const)('that cannot be written (%s) is not in the ledger either', async (code, error) => {
    const desk = await openDesk()
    desk.failWith(code)
    expect(await add(desk)).toEqual({ ok: false, error: { code: error } })
    expect(await ledger(desk)).toEqual([])
    desk.failWith(null)
    const kept = rowOf(await add(desk))
    expect(await ledger(await desk.reopen())).toEqual([kept])
  })
})

test('an entry that nobody can have written is left out, and said', async () => {
  const desk = await openDesk()
  const row = rowOf(await add(desk))
  await desk.journal.append({ kind: 'provision', payload: { id: 'P-1', note: 'slipped in' } })
  await desk.journal.append({ kind: 'provision', payload: JSON.parse(JSON.stringify(row.record)) as never })
  const again = await desk.reopen()
  expect(await ledger(again)).toEqual([row])
  expect(again.lines).toEqual(["registers: 2 entries of the desk's book are not believed"])
})

async function closed(desk: Desk): Promise<Desk> {
  await desk.journal.close()
  return desk
}
