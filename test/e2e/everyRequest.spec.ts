import { expect, test } from '@playwright/test'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Argument } from '../../src/contracts/api'
import { emptyForm } from '../../src/domain/privacy/request/form'
import {
  CHANGE_OF,
  GROUNDS_OF,
  hasSubjects,
  isIdentityNeeded,
  REQUEST_KINDS,
  type RequestKind,
} from '../../src/domain/privacy/request/kinds'
import { chooseFiles, chooseSavePath, launchKazari } from './support/app'
import { call, called, expectLetter } from './support/deskFlows'

type Decision = Extract<Argument<'desk:move'>['move'], { kind: 'decide' }>['outcome']

const REASON = 'What is asked for would show where another visitor lives.'
const refused = (refusal: Extract<Decision, { kind: 'refused' }>['refusal']): Decision => ({
  kind: 'refused',
  refusal,
})

/** An end for each kind, all of the outcomes among them; null: the person takes the request back. */
const OUTCOMES: Readonly<Record<RequestKind, Decision | null>> = {
  'notice-of-purposes': { kind: 'fulfilled', done: 'The purposes were explained in the letter.' },
  disclosure: refused({ ground: 'R1-harm', reason: REASON }),
  'disclosure-of-provision-records': {
    kind: 'no-data-held',
    searched: 'The ledger of provision, all years.',
  },
  correction: refused({ ground: 'ground-not-met', reason: REASON, findings: 'The form says the same.' }),
  addition: { kind: 'fulfilled', done: 'The address was added.' },
  deletion: {
    kind: 'partly',
    done: 'The old address was deleted.',
    refusal: { ground: 'R3-unlawful', reason: REASON, citation: 'Act on the Protection, Article 30' },
  },
  'cease-use': refused({ ground: 'R3-unlawful', reason: REASON, citation: 'Article 30' }),
  erasure: { kind: 'alternative-measure', measure: 'The entry was blocked.', reason: REASON },
  'cease-provision': null,
  complaint: { kind: 'fulfilled', done: 'The booth has a new notice.' },
  consultation: { kind: 'fulfilled', done: 'The question was answered.' },
}

const draftOf = (kind: RequestKind) => ({
  ...emptyForm('en'),
  kind,
  grounds: GROUNDS_OF[kind].slice(0, 1),
  subjects: hasSubjects(kind) ? (['consent-records'] as const).slice() : [],
  description: 'The form I filled in at the exhibition.',
  held: CHANGE_OF[kind].held ? '1-6-13 Ohashi' : '',
  wanted: CHANGE_OF[kind].wanted ? '2-1-1 Ohashi' : '',
  name: 'Hanako Yamada',
  address: '1-6-13 Ohashi\nMeguro-ku, Tokyo 153-0044',
  evidence: isIdentityNeeded(kind) ? ['Passport'] : [],
})

test('every kind of request goes from the form to letter and file, to the desk, to its notice and its end', async () => {
  test.setTimeout(300_000)
  const kazari = await launchKazari({ camera: 'none' })
  const { page, app, errors } = kazari
  const folder = mkdtempSync(join(tmpdir(), 'kazari-every-request-'))
  await called(page, 'desk:set-up', { name: 'Hajime Sato', pin: 'plum-4-river' })
  const alone = { kind: 'alone' } as const

  for (const [index, kind] of REQUEST_KINDS.entries()) {
    const at = (name: string) => join(folder, `${kind}-${name}`)
    const sealed = await called(page, 'request:seal', {
      draftId: `D-7Q4M-20${index.toString(16).toUpperCase().padStart(2, '0')}`,
      form: draftOf(kind),
    })
    if (sealed.kind !== 'sealed') throw new Error(`${kind}: ${JSON.stringify(sealed.faults)}`)
    const { id } = sealed
    await chooseSavePath(app, at('request.pdf'))
    await called(page, 'request:letter', { id, language: 'en', as: 'save' })
    await expectLetter(at('request.pdf'), id, 'Hanako Yamada')
    await chooseSavePath(app, at('request.json'))
    await called(page, 'request:file', { id })
    await called(page, 'request:hand-over', { id, by: 'mailed' })

    await chooseFiles(app, [at('request.json')])
    expect(await called(page, 'desk:import', {})).toEqual({ id })
    const move = (step: Argument<'desk:move'>['move']) =>
      called(page, 'desk:move', { id, move: step, approval: alone })
    const isRefused = async (step: Argument<'desk:move'>['move']) =>
      expect((await call(page, 'desk:move', { id, move: step, approval: alone })).ok).toBe(false)
    const letter = async (which: 'acknowledgement' | 'outcome', ...texts: readonly string[]) => {
      await chooseSavePath(app, at(`${which}.pdf`))
      await called(page, 'desk:letter', { id, language: 'en', as: 'save', letter: { kind: which } })
      await expectLetter(at(`${which}.pdf`), id, ...texts)
    }
    const notice = (givesReason: boolean) => ({ by: 'posted', reference: `A-${index}`, givesReason }) as const

    await letter('acknowledgement')
    await move({ kind: 'acknowledge', notice: notice(false) })
    const outcome = OUTCOMES[kind]
    if (outcome === null) {
      await move({ kind: 'withdraw', why: 'The person wrote that it is settled.' })
      await letter('outcome')
      await move({ kind: 'notify', notice: notice(false) })
    } else {
      // Nothing is decided before anybody knows who asks.
      await isRefused({ kind: 'decide', outcome })
      await move({ kind: 'verify', why: 'The paper is looked at.' })
      await move({
        kind: 'work',
        identity: isIdentityNeeded(kind)
          ? { kind: 'confirmed', papers: ['Passport'] }
          : { kind: 'not-needed' },
      })
      if (outcome.kind === 'refused')
        await isRefused({ kind: 'decide', outcome: refused({ ...outcome.refusal, reason: ' ' }) })
      await move({ kind: 'decide', outcome })
      await isRefused({ kind: 'close' })
      const givesReason = ['refused', 'partly', 'alternative-measure'].includes(outcome.kind)
      await letter('outcome', ...(givesReason ? [REASON] : []))
      if (givesReason) await isRefused({ kind: 'notify', notice: notice(false) })
      await move({ kind: 'notify', notice: notice(givesReason) })
    }
    await move({ kind: 'close' })

    await chooseSavePath(app, at('answer.json'))
    await called(page, 'desk:answer-file', { id })
    expect(existsSync(at('answer.json'))).toBe(true)
    await chooseFiles(app, [at('answer.json')])
    expect(await called(page, 'request:import-answer', {})).toEqual({ id })
  }

  const own = await called(page, 'request:list', {})
  expect(own.requests.map(({ kind, stage }) => [kind, stage])).toEqual(
    REQUEST_KINDS.toReversed().map((kind) => [kind, 'closed']),
  )
  expect(errors).toEqual([])
  await kazari.close()
  rmSync(folder, { recursive: true, force: true })
})
