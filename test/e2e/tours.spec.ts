import { expect, test } from '@playwright/test'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RequestKind } from '../../src/domain/privacy/request/kinds'
import { chooseFiles, chooseSavePath, keepScreen, launchKazari, type Kazari } from './support/app'
import { call, expectLetter, openDesk, type DeskPage, type Member } from './support/deskFlows'
import {
  chooseKind,
  fillAbout,
  fillContent,
  goOn,
  openRequests,
  seal,
  WORDS,
  type Language,
} from './support/requestForm'

const SATO: Member = { name: 'Hajime Sato', pin: 'plum-4-river' }
const TAKAHASHI: Member = { name: 'Aya Takahashi', pin: 'cedar-9-lantern' }

/** A request between two computers that share nothing but the files people carry. */
interface Tour {
  readonly language: Language
  readonly kind: RequestKind
  readonly person: Kazari
  readonly office: Kazari
  readonly desk: DeskPage
  readonly id: string
  readonly at: (name: string) => string
}

/** Writes a request on the person's computer, and hands its file to the desk on another one. */
async function fromFormToDesk(
  kind: RequestKind,
  language: Language,
  folder: string,
  asAgent: boolean,
): Promise<Tour> {
  const at = (name: string) => join(folder, name)
  const words = WORDS[language]
  const person = await launchKazari({ camera: 'none', language })
  const { page, app } = person
  await openRequests(person, language)
  await page.getByRole('button', { name: words.requestList.write }).click()
  await chooseKind(page, kind, language)
  await fillContent(page, kind, language)
  await goOn(page, language)
  await fillAbout(page, language, asAgent)
  await goOn(page, language)
  const id = await seal(page, language)
  await chooseSavePath(app, at('request.pdf'))
  await page.getByRole('button', { name: words.requestSend.save }).click()
  await expectLetter(at('request.pdf'), id)
  await chooseSavePath(app, at('request.json'))
  await page.getByRole('button', { name: words.requestSend.file }).click()
  await expect.poll(() => existsSync(at('request.json'))).toBe(true)
  await page.getByRole('button', { name: words.requestSend.by.exported }).click()
  await expect(page.getByText(words.requestSend.noted, { exact: true })).toBeVisible()
  await page.getByRole('button', { name: words.requestForm.done.toList }).click()

  const office = await launchKazari({ camera: 'none', language })
  const desk = await openDesk(office, language, [SATO, TAKAHASHI])
  await desk.takeIn(at('request.json'), id, kind)
  return { language, kind, person, office, desk, id, at }
}

/** Acknowledges, finds out who asks, and begins the work. */
async function fromReceiptToWork({ desk, at, id }: Tour, why: string): Promise<void> {
  const { say } = desk
  await desk.saveLetter(say('deskLetter.title.acknowledgement'), at('acknowledgement.pdf'), id)
  await desk.record('acknowledge')
  await desk.expectFault(say('deskFault.text.missing').replace('{{field}}', say('deskField.reference')))
  await desk.write(say('deskField.reference'), 'A-2026-118')
  await desk.record('acknowledge')
  await desk.write(say('deskStep.why.verify'), why)
  await desk.record('verify')
  await expect(desk.panel).toContainText(say('deskTimeline.next.paused'))
  await desk.record('work')
  await expect(desk.panel.getByRole('button', { name: say('deskStep.do.decide') })).toBeVisible()
}

/** Sends the letter of what was decided, closes, and lets the person read the end. */
async function fromDecisionToEnd(
  tour: Tour,
  stage: 'refused' | 'alternative-measure' | 'fulfilled',
  told: readonly string[],
): Promise<void> {
  const { desk, at, person, office, language, id } = tour
  const { say } = desk
  const row = office.page.getByRole('row').filter({ hasText: id })
  await expect(row).toContainText(say(`deskStage.${stage}`))
  // Nothing ends before the person was told: the step is not there, and main refuses it as well.
  await expect(desk.panel.getByRole('button', { name: say('deskStep.do.close') })).toBeHidden()
  expect(
    await call(office.page, 'desk:move', { id, move: { kind: 'close' }, approval: { kind: 'alone' } }),
  ).toMatchObject({ ok: false, error: { code: 'desk-move-refused', params: { fault: 'forbidden-move' } } })

  await desk.saveLetter(say('deskLetter.title.outcome'), at('answer.pdf'), id, ...told)
  await desk.write(say('deskField.reference'), 'A-2026-119')
  if (stage !== 'fulfilled') {
    await desk.record('notify')
    await desk.expectFault(say('deskFault.move.notice-lacks-reason'))
    await desk.panel.getByLabel(say('deskStep.givesReason')).check()
  }
  await desk.record('notify')
  await desk.record('close')
  await expect(desk.panel.getByRole('listitem').filter({ hasText: say('deskTimeline.close') })).toBeVisible()
  await expect(row).toBeHidden()
  await desk.saveAnswer(at('answer.json'))
  await keepScreen(office.page, `tour-desk-${tour.kind}`, language)

  const words = WORDS[language]
  const { page } = person
  await chooseFiles(person.app, [at('answer.json')])
  await page.getByRole('button', { name: words.requestList.import }).click()
  await expect(page.getByText(words.requestList.imported, { exact: true })).toBeVisible()
  const timeline = page.getByRole('article').getByRole('list').first()
  const stages = ['received', 'verifying', 'in-progress', stage, 'notified', 'closed'] as const
  const steps = stages.map((name) =>
    words.requestList.deskStep.replace('{{stage}}', words.requestStage[name]),
  )
  await expect(timeline.getByRole('listitem').locator('b')).toHaveText([
    words.requestList.sealedStep,
    words.requestList.handedStep.exported,
    ...steps,
  ])
  const decided = timeline.getByRole('listitem').nth(2 + stages.indexOf(stage))
  for (const text of told) await expect(decided).toContainText(text)
  await expect(page.getByRole('button', { name: new RegExp(id) })).toContainText(words.requestStage.closed)
  await keepScreen(page, `tour-person-${tour.kind}`, language)
  for (const { errors } of [person, office]) expect(errors).toEqual([])
}

/** Runs one tour with a folder for what is carried from hand to hand, and closes both computers. */
async function onTwoComputers(
  begin: (folder: string) => Promise<Tour>,
  go: (tour: Tour) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kazari-tour-'))
  const tour = await begin(folder)
  await go(tour)
  await tour.person.close()
  await tour.office.close()
  rmSync(folder, { recursive: true, force: true })
}

test('disclosure, refused for serious hindrance: only with a second member’s PIN and a reason that reaches the person', async () => {
  test.setTimeout(300_000)
  const reason =
    'To answer this, every sheet of the paper archive would have to be read by hand, which would stop the desk for three weeks and hold up the answers to everybody else who has asked.'
  await onTwoComputers(
    (folder) => fromFormToDesk('disclosure', 'en', folder, false),
    async (tour) => {
      const { desk, office } = tour
      const { say } = desk
      await fromReceiptToWork(tour, 'The licence is shown at the counter tomorrow.')
      await desk.choose(say('deskStep.outcome.refused'))
      await desk.record('decide')
      await desk.expectFault(say('deskFault.text.missing').replace('{{field}}', say('deskField.reason')))
      await desk.choose(say('deskGround.R2-serious-hindrance'))
      await desk.write(say('deskField.reason'), reason.slice(0, 60))
      await expect(desk.panel).toContainText(/at least 100 characters\. \d+ more to go/)
      await desk.write(say('deskField.reason'), reason)
      await desk.record('decide')
      await desk.expectFault(say('deskFault.move.two-approvers-needed'))
      await desk.panel.getByLabel(say('deskStep.second')).selectOption(TAKAHASHI.name)
      await desk.write(say('deskStep.secondPin'), SATO.pin)
      await desk.record('decide')
      await expect(desk.panel.getByRole('alert')).toContainText(/PIN/)
      await expect(desk.panel.getByLabel(say('deskStep.secondPin'))).toHaveValue('')
      await desk.write(say('deskStep.secondPin'), TAKAHASHI.pin)
      await keepScreen(office.page, 'tour-desk-r2', 'en')
      await desk.record('decide')
      await expect(desk.panel).toContainText(`${SATO.name} · ${TAKAHASHI.name}`)
      await fromDecisionToEnd(tour, 'refused', [reason])
    },
  )
})

test('erasure, answered with another measure: the letter and the person’s own timeline name it and say why', async () => {
  test.setTimeout(300_000)
  const measure = 'The record is locked: nobody at the desk can open it, and it is erased on 1 December 2027.'
  const reason = 'The law asks us to keep the records of provision for three years.'
  await onTwoComputers(
    (folder) => fromFormToDesk('erasure', 'en', folder, true),
    async (tour) => {
      const { desk } = tour
      const { say } = desk
      await fromReceiptToWork(tour, 'The power of attorney is checked.')
      await desk.choose(say('deskStep.outcome.alternative-measure'))
      await desk.write(say('deskField.measure'), measure)
      await desk.record('decide')
      await desk.expectFault(say('deskFault.text.missing').replace('{{field}}', say('deskField.reason')))
      await desk.write(say('deskField.reason'), reason)
      await desk.record('decide')
      await fromDecisionToEnd(tour, 'alternative-measure', [measure, reason])
    },
  )
})

test('complaint, answered in Japanese: no refusal is offered, and the answer reaches the person word for word', async () => {
  test.setTimeout(300_000)
  const done =
    'ブースの案内板の位置をなおし、撮影の前にかならず見えるようにしました。ご指摘ありがとうございます。'
  await onTwoComputers(
    (folder) => fromFormToDesk('complaint', 'ja', folder, false),
    async (tour) => {
      const { desk } = tour
      const { say } = desk
      await fromReceiptToWork(tour, '担当者が店舗に確認しています。')
      for (const outcome of ['refused', 'partly'])
        await expect(
          desk.panel.getByRole('radio', { name: say(`deskStep.outcome.${outcome}`), exact: true }),
        ).toBeHidden()
      await desk.write(say('deskField.done'), done)
      await desk.record('decide')
      await fromDecisionToEnd(tour, 'fulfilled', [done])
    },
  )
})
