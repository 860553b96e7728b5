import fc from 'fast-check'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { readAnswerFile } from '../../../src/contracts/privacy/answerFile'
import { writeRequestFile } from '../../../src/contracts/privacy/requestFile'
import type { DeskMove } from '../../../src/domain/privacy/desk/deskMove'
import { MOVES_FROM, type Stage } from '../../../src/domain/privacy/desk/requestCase'
import { emptyForm, type RequestForm } from '../../../src/domain/privacy/request/form'
import { REQUEST_KINDS, type RequestKind } from '../../../src/domain/privacy/request/kinds'
import { createKioskVault } from '../../../src/main/privacy/kioskVault'
import { deskRig, PIN, requestFile, SECOND_PIN, sha256Of } from './deskRig'

type Rig = Awaited<ReturnType<typeof deskRig>>
const ID = 'R-7Q4M-20K9'
const LONG = 'この請求に応じると展示の運営が長期間止まり、ほかの来場者への対応ができなくなるため。'.repeat(3)
const ALONE = { kind: 'alone' } as const
const WITH_SECOND = { kind: 'with-second', name: 'Suzuki Aya', pin: SECOND_PIN } as const
const notice = { by: 'posted', reference: 'A-1', givesReason: true } as const
const MOVES = {
  acknowledge: { kind: 'acknowledge', notice: { ...notice, givesReason: false } },
  verify: { kind: 'verify', why: '本人確認書類を待つ' },
  work: { kind: 'work', identity: { kind: 'confirmed', papers: ['住民票の写し'] } },
  fulfil: { kind: 'decide', outcome: { kind: 'fulfilled', done: '写しを送った' } },
  nothing: { kind: 'decide', outcome: { kind: 'no-data-held', searched: '記録すべて' } },
  hinder: {
    kind: 'decide',
    outcome: { kind: 'refused', refusal: { ground: 'R2-serious-hindrance', reason: LONG } },
  },
  withdraw: { kind: 'withdraw', why: '不要になった' },
  notify: { kind: 'notify', notice },
  close: { kind: 'close' },
  reopen: { kind: 'reopen', why: '追加の申し出' },
} as const satisfies Record<string, DeskMove>

const error = (result: { ok: boolean; error?: unknown }) => (result.ok ? null : result.error)

async function take(rig: Rig, text: string, name = 'request.json') {
  const path = join(rig.directory, name)
  writeFileSync(path, text)
  rig.choose(path)
  return rig.desk.importFile()
}
async function moveAll(rig: Rig, moves: readonly DeskMove[]): Promise<void> {
  for (const move of moves) {
    const moved = await rig.desk.cases.move(ID, move, WITH_SECOND)
    if (!moved.ok) throw new Error(`${move.kind}: ${JSON.stringify(moved.error)}`)
  }
}
const TO_WORK = [MOVES.acknowledge, MOVES.verify, MOVES.work]

let rig: Rig
beforeEach(async () => {
  rig = await deskRig({ vault: createKioskVault(() => Date.UTC(2026, 10, 23, 1)) })
  await rig.openWithSecond()
})

describe('taking a request file in', () => {
  test('it is received, with who did it, and due from then on', async () => {
    expect(await take(rig, requestFile('disclosure').text)).toEqual({ ok: true, value: { id: ID } })
    const found = await rig.desk.cases.get(ID)
    expect(found).toMatchObject({
      ok: true,
      value: {
        stage: 'received',
        due: { kind: 'acknowledge' },
        moves: ['acknowledge', 'verify', 'withdraw'],
        owner: null,
      },
    })
    expect(found.ok && found.value.history.at(-1)).toMatchObject({
      actor: { role: 'desk', name: '佐藤 一' },
      move: { kind: 'receive', by: 'file' },
    })
  })

  const good = requestFile('disclosure')
  const refused: readonly [string, () => string | Uint8Array, object][] = [
    ['1 MB of text', () => 'あ'.repeat(350_000), { code: 'desk-file-too-large' }],
    [
      'more characters than a request has',
      () => `${good.text}${' '.repeat(70_000)}`,
      { code: 'desk-file-too-large' },
    ],
    ['no JSON', () => 'dear desk', { code: 'desk-file-not-a-request' }],
    ['an empty file', () => '', { code: 'desk-file-not-a-request' }],
    [
      'bytes that are no text',
      () => Uint8Array.of(0xff, 0xd8, 0xff, 0xe0),
      { code: 'desk-file-not-a-request' },
    ],
    ['another kind of file', () => '{"format":"kazari-answer-1"}', { code: 'desk-file-not-a-request' }],
    [
      'another version',
      () => good.text.replace('kazari-request-1', 'kazari-request-2'),
      { code: 'desk-file-other-version', params: { found: 'kazari-request-2' } },
    ],
    ['one word changed', () => good.text.replace('blue', 'red'), { code: 'desk-file-edited' }],
    [
      'a field more',
      () => good.text.replace('"format":1', '"format":1,"face":[1,2]'),
      { code: 'desk-file-not-a-request' },
    ],
    [
      'control characters, with a right sum',
      () => writeRequestFile({ ...good.request, description: 'a\u202eb' }, sha256Of).text,
      { code: 'desk-file-faults', params: { fields: 'description' } },
    ],
    [
      'a picture for evidence, with a right sum',
      () => writeRequestFile({ ...good.request, evidence: ['licence.jpg'] }, sha256Of).text,
      { code: 'desk-file-faults', params: { fields: 'evidence' } },
    ],
    [
      'a script in the name, with a right sum',
      () =>
        writeRequestFile(
          {
            ...good.request,
            requester: { kind: 'self', party: { name: '<script>', address: 'a', contact: '' } },
          },
          sha256Of,
        ).text,
      { code: 'desk-file-faults', params: { fields: 'name' } },
    ],
  ]
  test.each(refused)('%s: refused, and nothing is kept', async (_name, content, wanted) => {
    const before = rig.vault.book('desk').count()
    expect(error(await take(rig, content() as string))).toEqual(wanted)
    expect(rig.vault.book('desk').count()).toBe(before)
  })

  test('a file that is not there, and a change of mind', async () => {
    rig.choose(join(rig.directory, 'nowhere.json'))
    expect(error(await rig.desk.importFile())).toEqual({ code: 'desk-file-unreadable' })
    rig.choose(rig.directory)
    expect(error(await rig.desk.importFile())).toEqual({ code: 'desk-file-unreadable' })
    rig.choose(null)
    expect(error(await rig.desk.importFile())).toEqual({ code: 'cancelled' })
  })

  test('the same one twice, again after its end, and another under its number', async () => {
    await take(rig, good.text)
    const params = { id: ID }
    expect(error(await take(rig, good.text))).toEqual({ code: 'desk-file-duplicate', params })
    const other = requestFile('disclosure', { description: 'something else' })
    expect(error(await take(rig, other.text))).toEqual({ code: 'desk-file-conflict', params })
    await moveAll(rig, [...TO_WORK, MOVES.fulfil, MOVES.notify, MOVES.close])
    expect(error(await take(rig, good.text))).toEqual({ code: 'desk-file-replayed', params })
    expect(error(await take(rig, other.text))).toEqual({ code: 'desk-file-conflict', params })
  })

  test('the same one twice at once is taken in once', async () => {
    const path = join(rig.directory, 'request.json')
    writeFileSync(path, good.text)
    rig.choose(path)
    const both = await Promise.all([rig.desk.importFile(), rig.desk.importFile()])
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
  })

  test('nothing is taken in while the desk is locked', async () => {
    await rig.desk.access.lock()
    expect(error(await take(rig, good.text))).toEqual({ code: 'desk-locked' })
  })
})

describe('a posted letter', () => {
  const form: RequestForm = {
    ...emptyForm('ja'),
    kind: 'complaint',
    grounds: ['about-handling'],
    description: '三月の手紙に返事がない。',
    name: '田中 めい',
    address: '東京都目黒区大橋1-1',
  }
  const typed = (change: Partial<RequestForm> = {}) => ({
    kind: 'form' as const,
    id: null,
    form: {
      ...form,
      ...change,
      grounds: [...(change.grounds ?? form.grounds)],
      subjects: [],
      evidence: [],
    },
    code: null,
  })

  test('typed in gets a number of its own, the policy and the fee that hold now', async () => {
    const taken = await rig.desk.enter(typed(), 'post')
    const kept = taken.ok ? await rig.desk.cases.kept(taken.value.id) : taken
    expect(kept).toMatchObject({
      ok: true,
      value: { request: { kind: 'complaint', policyVersion: '2021-01-01', feeYen: 0 } },
    })
  })

  test('the fee of the desk stands in what it costs', async () => {
    const saved = await rig.desk.settings.save(
      {
        contact: { name: '', address: '', telephone: '', email: '' },
        fees: { 'notice-of-purposes': 300, disclosure: 0, 'disclosure-of-provision-records': 0 },
      },
      '佐藤 一',
    )
    expect(saved.ok).toBe(true)
    const letter = typed({ kind: 'notice-of-purposes', grounds: [] })
    const taken = await rig.desk.enter({ ...letter, form: { ...letter.form, evidence: ['旅券'] } }, 'post')
    const kept = taken.ok ? await rig.desk.cases.kept(taken.value.id) : taken
    expect(kept).toMatchObject({ ok: true, value: { request: { feeYen: 300 } } })
  })

  test('what cannot be kept is refused by its fields', async () => {
    expect(error(await rig.desk.enter(typed({ name: '', grounds: [] }), 'post'))).toEqual({
      code: 'desk-form-faults',
      params: { fields: 'grounds, name' },
    })
    expect(error(await rig.desk.enter(typed({ kind: null }), 'post'))).toMatchObject({
      code: 'desk-form-faults',
    })
    expect(error(await rig.desk.enter(typed({ description: '=cmd()\u0007' }), 'post'))).toMatchObject({
      params: { fields: 'description' },
    })
  })

  test('its whole code is checked like a file', async () => {
    const { text } = requestFile('erasure')
    expect(error(await rig.desk.enter({ kind: 'code', text: text.replace('blue', 'red') }, 'post'))).toEqual({
      code: 'desk-file-edited',
    })
    expect(await rig.desk.enter({ kind: 'code', text }, 'in-person')).toEqual({ ok: true, value: { id: ID } })
  })

  test('with a short code it has to be what was written, unless somebody says otherwise', async () => {
    const { id, ...letter } = typed()
    void id
    const right = await rig.desk.enter({ ...letter, id: 'R-AAAA-0001' }, 'post')
    const kept = right.ok ? await rig.desk.cases.kept('R-AAAA-0001') : right
    if (!kept.ok) throw new Error('not kept')
    const code = {
      sha256: kept.value.sha256,
      writtenAtMs: kept.value.request.writtenAtMs,
      evenIfDifferent: false,
    }
    const other = { ...letter, form: { ...letter.form, description: '四月の手紙' }, id: 'R-AAAA-0001' }
    expect(error(await rig.desk.enter({ ...other, code }, 'post'))).toEqual({ code: 'desk-code-differs' })
    expect(error(await rig.desk.enter({ ...letter, id: 'R-AAAA-0001', code }, 'post'))).toMatchObject({
      code: 'desk-file-duplicate',
    })
    const even = { ...code, evenIfDifferent: true }
    expect((await rig.desk.enter({ ...other, id: 'R-AAAA-0002', code: even }, 'post')).ok).toBe(true)
  })
})

describe('R2', () => {
  beforeEach(async () => {
    await take(rig, requestFile('disclosure').text)
    await moveAll(rig, TO_WORK)
  })
  const refused = async (
    approval: Parameters<Rig['desk']['cases']['move']>[2],
    move: DeskMove = MOVES.hinder,
  ) => error(await rig.desk.cases.move(ID, move, approval))
  const two = { code: 'desk-move-refused', params: { fault: 'two-approvers-needed' } }

  test('needs somebody else’s PIN at that moment', async () => {
    expect(await refused(ALONE)).toEqual(two)
    expect(await refused({ kind: 'with-second', name: '佐藤　一', pin: PIN })).toEqual(two)
    expect(await refused({ ...WITH_SECOND, pin: PIN })).toMatchObject({ code: 'desk-wrong-pin' })
    expect(await refused({ ...WITH_SECOND, name: 'Mallory' })).toMatchObject({ code: 'desk-wrong-pin' })
    const short: DeskMove = {
      kind: 'decide',
      outcome: { kind: 'refused', refusal: { ground: 'R2-serious-hindrance', reason: '大変だから' } },
    }
    expect(await refused(WITH_SECOND, short)).toEqual({
      code: 'desk-move-refused',
      params: { fault: 'reason-too-short' },
    })
    const done = await rig.desk.cases.move(ID, MOVES.hinder, WITH_SECOND)
    expect(done.ok && done.value.history.at(-1)?.move).toMatchObject({
      outcome: { refusal: { approvers: ['佐藤 一', 'Suzuki Aya'] } },
    })
  })

  test('its notice has to give the reason', async () => {
    await moveAll(rig, [MOVES.hinder])
    const bare: DeskMove = { kind: 'notify', notice: { ...notice, givesReason: false } }
    expect(error(await rig.desk.cases.move(ID, bare, ALONE))).toEqual({
      code: 'desk-move-refused',
      params: { fault: 'notice-lacks-reason' },
    })
    expect(error(await rig.desk.cases.move(ID, MOVES.close, ALONE))).toEqual({
      code: 'desk-move-refused',
      params: { fault: 'forbidden-move', from: 'refused' },
    })
  })
})

test('whatever is tried in whatever order, only allowed steps are made and there is always a way to the end', async () => {
  const attempts = Object.values(MOVES)
  const reached = new Set<Stage>()
  let number = 0
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...REQUEST_KINDS),
      fc.array(fc.constantFrom(...attempts), { minLength: 4, maxLength: 14 }),
      async (kind: RequestKind, moves) => {
        const id = `R-TEST-${String(number++).padStart(4, '0')}`
        await take(rig, requestFile(kind, { id }).text)
        const stage = async (): Promise<Stage> => {
          const found = await rig.desk.cases.get(id)
          if (!found.ok) throw new Error(found.error.code)
          reached.add(found.value.stage)
          return found.value.stage
        }
        for (const move of moves) {
          const from = await stage()
          const moved = await rig.desk.cases.move(id, move, WITH_SECOND)
          if (!moved.ok) expect(await stage()).toBe(from)
          else expect(MOVES_FROM[from]).toContain(move.kind)
        }
        for (let step = 0; step < 8 && (await stage()) !== 'closed'; step++) {
          for (const move of [MOVES.close, MOVES.notify, MOVES.withdraw])
            if ((await rig.desk.cases.move(id, move, ALONE)).ok) break
        }
        expect(await stage()).toBe('closed')
      },
    ),
    { numRuns: 40 },
  )
  expect([...reached]).toEqual(
    expect.arrayContaining(['received', 'verifying', 'withdrawn', 'notified', 'closed']),
  )
}, 120_000)

describe('what the desk keeps beside the requests', () => {
  beforeEach(() => take(rig, requestFile('disclosure').text))

  test('a search is remembered with the request, and finds names however they were typed', async () => {
    await take(rig, requestFile('erasure', { id: 'R-AAAA-0001' }).text, 'other.json')
    const found = await rig.desk.cases.search('山田　花子', ID)
    expect(found).toMatchObject({
      ok: true,
      value: { found: { requests: 1, consents: 0 }, hits: [{ register: 'requests', id: 'R-AAAA-0001' }] },
    })
    const reply = await rig.desk.cases.get(ID)
    expect(reply.ok && reply.value.searches).toMatchObject([{ query: '山田　花子', by: '佐藤 一' }])
    expect(await rig.desk.cases.search('nobody at all', null)).toMatchObject({ value: { hits: [] } })
  })

  test('an owner is a member, or nobody', async () => {
    expect(await rig.desk.cases.assign(ID, 'suzuki aya')).toMatchObject({ value: { owner: 'Suzuki Aya' } })
    expect(error(await rig.desk.cases.assign(ID, 'Mallory'))).toEqual({ code: 'desk-unknown-member' })
    expect(await rig.desk.cases.assign(ID, '')).toMatchObject({ value: { owner: null } })
  })

  test('the answer file says what was done, in the desk’s words, and names nobody of the desk', async () => {
    await moveAll(rig, [...TO_WORK, MOVES.fulfil])
    expect(await rig.desk.saveAnswer(ID)).toMatchObject({ ok: true })
    const [saved] = rig.saved
    const answer = readAnswerFile(saved?.text ?? '', sha256Of)
    expect(answer).toMatchObject({
      ok: true,
      value: {
        requestId: ID,
        stages: [
          { stage: 'received', text: '' },
          { stage: 'verifying', text: '本人確認書類を待つ' },
          { stage: 'in-progress', text: '' },
          { stage: 'fulfilled', text: '写しを送った' },
        ],
      },
    })
    expect(saved?.text).not.toContain('佐藤')
  })

  test('everything is there again after the book is read anew', async () => {
    await moveAll(rig, TO_WORK)
    await rig.desk.cases.assign(ID, 'Suzuki Aya')
    await rig.desk.cases.search('山田', ID)
    const before = await rig.desk.cases.get(ID)
    await rig.vault.refresh()
    expect(await rig.desk.cases.get(ID)).toEqual(before)
  })
})
