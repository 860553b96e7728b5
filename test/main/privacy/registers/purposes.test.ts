import { expect, test } from 'vitest'
import type { Argument } from '../../../../src/contracts/api'
import { faultsOf, MEMBER, NOW, openDesk, rowOf, type Desk } from './rig'

const DRAFT: Argument<'purpose:register'>['draft'] = {
  title: { ja: '作品展での紹介', en: 'Show in an exhibition' },
  text: { ja: '作品を展示します。', en: 'Pictures are shown at an exhibition.' },
  writtenConsent: { reference: '同意書 2026-3', signedDay: '2026-11-20', keptAt: '本社 書庫 A-2' },
}
const register = (desk: Desk, draft = DRAFT) => desk.call('purpose:register', { draft })

async function list(desk: Desk) {
  const reply = await desk.call('purpose:list', {})
  if (!reply.ok) throw new Error(reply.error.code)
  return reply.value.rows
}

test('a purpose can be asked for while its written consent is on file and it was not ended, over restarts', async () => {
  const desk = await openDesk()
  expect(desk.registers.purposesInUse()).toEqual([])
  const row = rowOf(await register(desk))
  expect(row).toMatchObject({ purpose: DRAFT, registeredAtMs: NOW, registeredBy: MEMBER, ended: null })
  const again = await desk.reopen()
  expect(again.registers.purposesInUse()).toEqual([row.purpose])
  again.clock.advance(5000)
  const ended = rowOf(
    await again.call('purpose:end', { id: row.purpose.id, ending: { why: '展示が終わった' } }),
  )
  expect(again.registers.purposesInUse()).toEqual([])
  const third = await again.reopen()
  expect(third.registers.purposesInUse()).toEqual([])
  expect(await list(third)).toEqual([ended])
  expect(ended.ended).toEqual({ atMs: NOW + 5000, by: MEMBER, why: '展示が終わった' })
})

test('without its signed written consent it is not on file', async () => {
  const desk = await openDesk()
  const { writtenConsent } = DRAFT
  for (const [change, fault] of [
    [{ reference: '' }, 'reference: missing'],
    [{ reference: 'scan.pdf' }, 'reference: file-name'],
    [{ signedDay: '2026-11-24' }, 'signedDay: in-the-future'],
    [{ signedDay: '' }, 'signedDay: not-a-day'],
    [{ keptAt: ' ' }, 'keptAt: missing'],
  ] as const)
    expect(
      faultsOf(await register(desk, { ...DRAFT, writtenConsent: { ...writtenConsent, ...change } })),
    ).toEqual([fault])
  expect(desk.registers.purposesInUse()).toEqual([])
  expect(desk.journal.count()).toBe(0)
})

test('a purpose whose entry cannot be written is not on file, and one that is forged is not believed', async () => {
  const desk = await openDesk()
  desk.failWith('ENOSPC')
  expect(await register(desk)).toEqual({ ok: false, error: { code: 'disk-full' } })
  expect(desk.registers.purposesInUse()).toEqual([])
  desk.failWith(null)
  await desk.journal.append({ kind: 'purpose', payload: { step: 'register', purpose: { id: 'news' } } })
  await desk.journal.append({
    kind: 'purpose',
    payload: { step: 'end', atMs: NOW, by: MEMBER, id: 'N-7Q4M-20K9', why: 'nothing to end' },
  })
  const again = await desk.reopen()
  expect(again.registers.purposesInUse()).toEqual([])
  expect(again.lines).toEqual(["registers: 2 entries of the desk's book are not believed"])
})

test('what is not on file cannot be ended, and only once', async () => {
  const desk = await openDesk()
  const { purpose } = rowOf(await register(desk))
  const end = (id: typeof purpose.id) => desk.call('purpose:end', { id, ending: { why: '終了' } })
  expect(faultsOf(await end('N-9999-9999'))).toEqual(['id: unknown'])
  rowOf(await end(purpose.id))
  expect(faultsOf(await end(purpose.id))).toEqual(['id: ended'])
})
