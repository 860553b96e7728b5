import { expect, type Locator, type Page } from '@playwright/test'
import { existsSync, readFileSync } from 'node:fs'
import type { Argument, CallName, KazariBridge, Reply } from '../../../src/contracts/api'
import type { WireError } from '../../../src/contracts/errors'
import type { RequestKind } from '../../../src/domain/privacy/request/kinds'
import type { Result } from '../../../src/domain/result'
import { chooseFiles, chooseSavePath, type Kazari } from './app'
import { readPdf, spaceless } from './pdf'
import { catalogue, noticeText, press, type Language } from './walk'

/** Somebody of the desk, with the PIN they type. */
export interface Member {
  readonly name: string
  readonly pin: string
}

/** One of the page's own calls, through the same bridge, gate and schemas as the page's. */
export async function call<Name extends CallName>(
  page: Page,
  name: Name,
  argument: Argument<Name>,
): Promise<Result<Reply<Name>, WireError>> {
  return page.evaluate(
    ([callName, callArgument]) =>
      (globalThis as unknown as { kazari: KazariBridge }).kazari.call(callName, callArgument as never),
    [name, argument] as const,
  )
}

/** What a call gave that had to succeed. */
export async function called<Name extends CallName>(
  page: Page,
  name: Name,
  argument: Argument<Name>,
): Promise<Reply<Name>> {
  const reply = await call(page, name, argument)
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`)
  return reply.value
}

/** Waits for a letter on disk, and looks whether it is one that says these texts word for word. */
export async function expectLetter(path: string, ...texts: readonly string[]): Promise<void> {
  await expect.poll(() => existsSync(path), { timeout: 60_000 }).toBe(true)
  const bytes = readFileSync(path)
  expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-')
  expect(bytes.length).toBeGreaterThan(5_000)
  if (texts.length === 0) return
  const { pages } = await readPdf(new Uint8Array(bytes))
  const all = pages.map(({ text }) => text).join('')
  for (const text of texts) expect(all).toContain(spaceless(text))
}

/** The desk as its members work with it: what is on the page, nothing else. */
export interface DeskPage {
  /** The request that is being looked at. */
  readonly panel: Locator
  /** Of the catalogue. */
  readonly say: (path: string) => string
  /** Chooses one of several by its words. */
  choose(words: string): Promise<void>
  write(field: string, text: string): Promise<void>
  /** Presses the button of the step; what it says comes from the step's name. */
  record(step: string): Promise<void>
  /** The sentence about what is wrong. */
  expectFault(words: string): Promise<void>
  takeIn(file: string, id: string, kind: RequestKind): Promise<void>
  /** Opens the letter of this step, looks at it, saves it and closes it again. */
  saveLetter(title: string, path: string, ...texts: readonly string[]): Promise<void>
  saveAnswer(path: string): Promise<void>
}

/** Sets the desk up with its first member, who then adds the second one. */
export async function openDesk(
  kazari: Kazari,
  language: Language,
  [first, second]: readonly [Member, Member],
): Promise<DeskPage> {
  const { page } = kazari
  const say = catalogue(language)
  await page.getByRole('button', { name: noticeText(language).refuse }).click()
  await press(page, say('screen.settings'))
  await press(page, say('settings.desk'))
  await fillMember(page, say, first)
  await page.getByRole('button', { name: say('deskDoor.setUp') }).click()
  await expect(page.getByText(say('deskInbox.emptyTitle.open'))).toBeVisible()

  await page.getByRole('button', { name: say('deskSettings.title') }).click()
  const dialog = page.getByRole('dialog', { name: say('deskSettings.title') })
  await dialog.getByRole('button', { name: say('deskSettings.addMember') }).click()
  await fillMember(dialog, say, second)
  await dialog.getByRole('button', { name: say('deskSettings.add'), exact: true }).click()
  await expect(dialog.getByRole('listitem').filter({ hasText: second.name })).toBeVisible()
  await dialog.getByRole('button', { name: say('app.close') }).click()
  return deskPage(kazari, say)
}

async function fillMember(place: Page | Locator, say: DeskPage['say'], { name, pin }: Member): Promise<void> {
  await place.getByLabel(say('deskPin.name'), { exact: true }).fill(name)
  await place.getByLabel(say('deskPin.pin'), { exact: true }).fill(pin)
  await place.getByLabel(say('deskPin.again'), { exact: true }).fill(pin)
}

function deskPage({ page, app }: Kazari, say: DeskPage['say']): DeskPage {
  const panel = page.getByRole('complementary')
  return {
    panel,
    say,

    choose: (words) => panel.getByRole('radio', { name: words, exact: true }).click(),
    write: (field, text) => panel.getByLabel(field, { exact: true }).fill(text),
    record: (step) => panel.getByRole('button', { name: say(`deskStep.do.${step}`), exact: true }).click(),
    expectFault: (words) => expect(panel.getByRole('alert')).toHaveText(words),

    async takeIn(file, id, kind) {
      await chooseFiles(app, [file])
      await page.getByRole('button', { name: say('deskInbox.import'), exact: true }).click()
      await expect(panel.getByRole('heading', { name: say(`deskKind.${kind}`) })).toBeVisible()
      await expect(panel).toContainText(id)
      await expect(page.getByRole('row').filter({ hasText: id })).toContainText(say('deskStage.received'))
    },

    async saveLetter(title, path, ...texts) {
      await chooseSavePath(app, path)
      await panel.getByRole('button', { name: say('deskStep.letter') }).click()
      const dialog = page.getByRole('dialog', { name: title })
      const sheet = dialog.frameLocator('iframe:not([aria-hidden="true"])').locator('body')
      await expect(sheet).toContainText(/R-[0-9A-Z]{4}-[0-9A-Z]{4}/, { timeout: 60_000 })
      await dialog.getByRole('button', { name: say('deskLetter.save') }).click()
      await expectLetter(path, ...texts)
      await dialog.getByRole('button', { name: say('app.close') }).click()
    },

    async saveAnswer(path) {
      await chooseSavePath(app, path)
      await panel.getByRole('button', { name: say('deskCase.more') }).click()
      await page.getByRole('menuitem', { name: say('deskCase.saveAnswer') }).click()
      await expect.poll(() => existsSync(path)).toBe(true)
    },
  }
}
