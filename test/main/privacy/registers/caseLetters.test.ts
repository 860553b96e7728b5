import { expect, test } from 'vitest'
import type { DeskSettings } from '../../../../src/contracts/calls/desk'
import { err, ok } from '../../../../src/domain/result'
import { letterPdfs, lettersOf } from '../../../../src/main/privacy/registers/caseLetters'
import { MEMBER, openDesk, receive } from './rig'

const SETTINGS: DeskSettings = {
  contact: { name: '', address: '', telephone: '03-0000-0000', email: '' },
  fees: { 'notice-of-purposes': 0, disclosure: 0, 'disclosure-of-provision-records': 0 },
}
const notice = { by: 'posted', reference: 'letter 1', givesReason: true } as const
const WORKED = [
  { kind: 'acknowledge', notice },
  { kind: 'verify', why: '本人確認' },
  { kind: 'work', identity: { kind: 'confirmed', papers: ['住民票'] } },
] as const
const namesOf = (letters: readonly { readonly name: string }[]) => letters.map(({ name }) => name)

test('a case has the person’s letter and one letter for each notice, in the order they went out', async () => {
  const desk = await openDesk()
  const received = await receive(desk, 'R-7Q4M-20K9')
  expect(namesOf(lettersOf(received, SETTINGS))).toEqual(['R-7Q4M-20K9-0-request'])
  const reason = '本人以外の氏名を含むため、開示すると第三者の権利を害します。'
  const refused = await receive(desk, 'R-7Q4M-20KA', [
    ...WORKED,
    { kind: 'decide', outcome: { kind: 'refused', refusal: { ground: 'R1-harm', reason } } },
    { kind: 'notify', notice },
    { kind: 'close' },
  ])
  const letters = lettersOf(refused, SETTINGS)
  expect(namesOf(letters)).toEqual([
    'R-7Q4M-20KA-0-request',
    'R-7Q4M-20KA-1-acknowledgement',
    'R-7Q4M-20KA-2-refusal',
  ])
  const refusal = JSON.stringify(letters.at(-1)?.letter)
  expect(refusal).toContain(reason)
  expect(refusal).toContain(MEMBER)
  expect(refusal).toContain('03-0000-0000')
  expect(letters.map(({ letter }) => letter.day)).toEqual(['2026-11-20', '2026-11-23', '2026-11-23'])
  expect(letters.every(({ letter }) => letter.language === 'ja')).toBe(true)
})

test('a reopened case keeps the letter of its first decision beside that of its second', async () => {
  const desk = await openDesk()
  const kept = await receive(desk, 'R-7Q4M-20K9', [
    ...WORKED,
    { kind: 'decide', outcome: { kind: 'no-data-held', searched: '全記録' } },
    { kind: 'notify', notice },
    { kind: 'close' },
    { kind: 'reopen', why: '新しい記録が見つかった' },
    { kind: 'verify', why: '本人確認' },
    { kind: 'work', identity: { kind: 'confirmed', papers: ['住民票'] } },
    { kind: 'decide', outcome: { kind: 'fulfilled', done: '開示した' } },
    { kind: 'notify', notice },
  ])
  const letters = lettersOf(kept, SETTINGS)
  expect(namesOf(letters).slice(2)).toEqual(['R-7Q4M-20K9-2-result', 'R-7Q4M-20K9-3-result'])
  expect(JSON.stringify(letters[2])).toContain('全記録')
  expect(JSON.stringify(letters[2])).not.toContain('開示した')
  expect(JSON.stringify(letters[3])).toContain('開示した')
})

test('one letter that cannot be made is told, and none is left out', async () => {
  const desk = await openDesk()
  const kept = await receive(desk, 'R-7Q4M-20K9', [...WORKED])
  const pdf = new Uint8Array([37])
  expect(await letterPdfs(kept, SETTINGS, { pdf: () => Promise.resolve(ok(pdf)) })).toEqual({
    ok: true,
    value: [
      { name: 'R-7Q4M-20K9-0-request', pdf },
      { name: 'R-7Q4M-20K9-1-acknowledgement', pdf },
    ],
  })
  let made = 0
  const fails = () => Promise.resolve(++made === 2 ? err({ code: 'letter-not-made' as const }) : ok(pdf))
  expect(await letterPdfs(kept, SETTINGS, { pdf: fails })).toEqual({
    ok: false,
    error: { code: 'letter-not-made' },
  })
})
