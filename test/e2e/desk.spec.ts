import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readAnswerFile } from '../../src/contracts/privacy/answerFile'
import { chooseFiles, chooseSavePath, keepScreen, launchKazari } from './support/app'
import {
  PIN,
  requestFileFor,
  SECOND_PIN,
  setUpDesk,
  sha256Of,
  toDesk,
  WORDS,
  type DeskLanguage,
} from './support/desk'

const REASON =
  'The provision record names a supplier under a contract that is still being settled; to disclose it now would stop the settlement for months.'

const panel = (page: Page) => page.getByRole('complementary')
const record = (page: Page, name: string) => panel(page).getByRole('button', { name }).click()

async function importRequest(
  kazari: Awaited<ReturnType<typeof launchKazari>>,
  path: string,
  language: DeskLanguage,
): Promise<void> {
  await chooseFiles(kazari.app, [path])
  await kazari.page.getByRole('button', { name: WORDS[language].import, exact: true }).click()
}

/** From the inbox to the moment of decision. */
async function toDecision(page: Page): Promise<void> {
  await panel(page).getByLabel('Reference of the letter').fill('A-1')
  await record(page, 'Record acknowledgement')
  await panel(page)
    .getByLabel(/^Why verifying/)
    .fill('Waiting for the residence certificate')
  await record(page, 'Begin verifying')
  await expect(panel(page).getByText('Clock paused')).toBeVisible()
  await expect(panel(page).getByLabel(/^Names of the papers/)).toHaveValue('住民票の写し')
  await record(page, 'Begin work')
}

async function finish(page: Page, reasonOwed: boolean): Promise<void> {
  await panel(page).getByLabel('Reference of the letter').fill('A-2')
  if (reasonOwed) {
    await record(page, 'Record notice')
    await expect(panel(page).getByRole('alert')).toContainText('must give the reason')
    await panel(page)
      .getByRole('checkbox', { name: /gives the reason/ })
      .check()
  }
  await record(page, 'Record notice')
  await record(page, 'Close the request')
  await expect(panel(page).getByText('Closed', { exact: true })).toBeVisible()
}

test('a desk is set up, locks, counts wrong PINs and opens again', async () => {
  const kazari = await launchKazari({ camera: 'none' })
  const { page } = kazari
  await toDesk(page, 'en')
  await page.getByLabel('Name', { exact: true }).fill('Sato Hajime')
  await page.getByLabel('PIN', { exact: true }).fill('123456')
  await page.getByLabel('The same PIN again').fill('123456')
  await page.getByRole('button', { name: 'Set up and open' }).click()
  await expect(page.getByRole('alert')).toContainText('No series')
  await setUpDesk(page, 'en')
  await expect(page.getByText(/locks in \d:\d\d|locks in 10:00/)).toBeVisible()

  await page.getByRole('button', { name: 'Lock now' }).click()
  const open = page.getByRole('button', { name: 'Open the desk' })
  for (let wrong = 1; wrong <= 5; wrong++) {
    await page.getByLabel('PIN of Sato Hajime').fill(`31415${wrong}`)
    await page.keyboard.press('Enter')
    if (wrong < 5) await expect(page.getByText(new RegExp(`${5 - wrong} tr(y|ies) left`))).toBeVisible()
  }
  await expect(page.getByText(/Try again in 0:(30|2\d)/)).toBeVisible()
  await expect(open).toBeDisabled()
  await keepScreen(page, 'desk-wait', 'en')
  await expect(page.getByText(/Try again in/)).toBeHidden({ timeout: 40_000 })
  await page.getByLabel('PIN of Sato Hajime').fill(PIN)
  await open.click()
  await expect(page.getByRole('tab', { name: 'Inbox' })).toBeVisible()
  expect(kazari.errors).toEqual([])
  await kazari.close()
})

test('a request goes from its file to every outcome, its notice and its end', async () => {
  test.setTimeout(300_000)
  const kazari = await launchKazari({ camera: 'none' })
  const { page, app } = kazari
  await toDesk(page, 'en')
  await setUpDesk(page, 'en')

  await page.getByRole('button', { name: 'Members and contact' }).click()
  await page.getByRole('button', { name: 'Add a member' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill('Suzuki Aya')
  await dialog.getByLabel('PIN', { exact: true }).fill(SECOND_PIN)
  await dialog.getByLabel('The same PIN again').fill(SECOND_PIN)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByText('Suzuki Aya')).toBeVisible()
  await page.keyboard.press('Escape')

  const outcomes = [
    ['R-AAAA-0001', 'Fulfil', async () => panel(page).getByLabel('What was done').fill('A copy was sent.')],
    [
      'R-AAAA-0002',
      'Partly',
      async () => {
        await panel(page).getByLabel('What was done').fill('A copy was sent.')
        await panel(page)
          .getByLabel(/^Reason/)
          .fill('The rest names somebody else.')
      },
    ],
    [
      'R-AAAA-0003',
      'No data held',
      async () => {
        await panel(page).getByRole('button', { name: 'Search the records' }).click()
        await expect(page.getByRole('dialog')).toContainText('Search for')
        await page.keyboard.press('Escape')
        await expect(panel(page).getByLabel('What was searched')).toHaveValue(/were searched for “山田 花子”/)
      },
    ],
    [
      'R-AAAA-0004',
      'Alternative',
      async () => {
        await panel(page)
          .getByLabel(/^Measure/)
          .fill('Shown at the desk instead.')
        await panel(page)
          .getByLabel(/^Reason/)
          .fill('A copy cannot be made of it.')
      },
    ],
  ] as const
  for (const [id, outcome, fill] of outcomes) {
    await importRequest(kazari, requestFileFor(id, 'disclosure', { subjects: ['other'] }).path, 'en')
    await expect(panel(page)).toHaveAccessibleName(`Request ${id}`)
    await toDecision(page)
    await panel(page).getByRole('radio', { name: outcome, exact: true }).click()
    await record(page, 'Record decision')
    await expect(panel(page).getByRole('alert')).toContainText('Please fill in')
    await fill()
    await record(page, 'Record decision')
    await finish(page, outcome === 'Partly' || outcome === 'Alternative')
  }

  // The same file again, and another one under its number.
  await importRequest(kazari, requestFileFor('R-AAAA-0001', 'disclosure', { subjects: ['other'] }).path, 'en')
  await expect(page.getByText(/was answered and closed/).first()).toBeVisible()
  await importRequest(kazari, requestFileFor('R-AAAA-0001', 'erasure').path, 'en')
  await expect(page.getByText(/Another request with the number/).first()).toBeVisible()
  const edited = join(mkdtempSync(join(tmpdir(), 'kazari-edited-')), 'edited.json')
  const { path } = requestFileFor('R-AAAA-0009', 'erasure')
  writeFileSync(edited, readFileSync(path, 'utf8').replace('blue form', 'red form'))
  await importRequest(kazari, edited, 'en')
  await expect(page.getByText(/changed after it was written/).first()).toBeVisible()

  // A refusal under R2 needs a hundred characters and the PIN of somebody else.
  const last = requestFileFor('R-AAAA-0005', 'disclosure', { subjects: ['other'], language: 'en' })
  await importRequest(kazari, last.path, 'en')
  await expect(panel(page)).toHaveAccessibleName('Request R-AAAA-0005')
  await toDecision(page)
  await panel(page).getByRole('radio', { name: 'Refuse', exact: true }).click()
  await panel(page).getByRole('radio', { name: /^R2/ }).check()
  await panel(page)
    .getByLabel(/^Reason/)
    .fill('Too much work.')
  await expect(panel(page).getByText(/88 more to go/)).toBeVisible()
  await record(page, 'Record decision')
  await expect(panel(page).getByRole('alert')).toContainText('second member')
  await panel(page)
    .getByLabel(/^Reason/)
    .fill(REASON)
  await panel(page).getByLabel('Second approver').selectOption('Suzuki Aya')
  await panel(page)
    .getByLabel(/^Their PIN/)
    .fill(PIN)
  await record(page, 'Record decision')
  await expect(panel(page).getByRole('alert')).toContainText('not right')
  await panel(page).getByRole('button', { name: 'Preview the letter' }).click()
  const letter = page.getByRole('dialog', { name: 'Preview of the letter' })
  await expect(letter.locator('iframe').contentFrame().getByText('still being settled')).toBeVisible()
  await keepScreen(page, 'desk-letter', 'en')
  await page.keyboard.press('Escape')
  await panel(page)
    .getByLabel(/^Their PIN/)
    .fill(SECOND_PIN)
  await record(page, 'Record decision')
  await expect(panel(page).getByText('Approved by Sato Hajime · Suzuki Aya')).toBeVisible()
  await finish(page, true)

  const saved = join(mkdtempSync(join(tmpdir(), 'kazari-answer-')), 'answer.json')
  await chooseSavePath(app, saved)
  await panel(page).getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Save the answer file' }).click()
  await expect(page.getByText(/Saved as answer.json/).first()).toBeVisible()
  const answer = readAnswerFile(readFileSync(saved, 'utf8'), sha256Of)
  expect(answer).toMatchObject({
    ok: true,
    value: { requestId: 'R-AAAA-0005', requestSha256: last.sha256, nextDueAtMs: null },
  })
  expect(answer.ok && answer.value.stages.map(({ stage }) => stage)).toEqual([
    'received',
    'verifying',
    'in-progress',
    'refused',
    'notified',
    'closed',
  ])
  expect(answer.ok && answer.value.stages[3]?.text).toBe(REASON)
  expect(readFileSync(saved, 'utf8')).not.toContain('Sato')

  await panel(page).getByRole('button', { name: 'More' }).click()
  await page.keyboard.press('Escape')
  await panel(page).getByLabel('Why it is reopened').fill('Something new came to light.')
  await record(page, 'Reopen')
  await expect(panel(page).getByText('Acknowledgement', { exact: true })).toBeVisible()
  expect(kazari.errors).toEqual([])
  await kazari.close()
})

test('a letter that came by post is typed in, or read from its code', async () => {
  const kazari = await launchKazari({ camera: 'none' })
  const { page } = kazari
  await toDesk(page, 'en')
  await setUpDesk(page, 'en')
  await page.getByRole('button', { name: 'Enter a letter' }).click()
  const dialog = page.getByRole('dialog', { name: 'Enter a letter' })
  await dialog.getByRole('button', { name: 'Take it in' }).click()
  await expect(dialog.getByRole('alert')).toContainText('missing')
  await dialog.getByLabel('What is asked').selectOption('complaint')
  await dialog.getByLabel('Name', { exact: true }).fill('Tanaka Mei')
  await dialog.getByLabel('Address', { exact: true }).fill('1-1 Ohashi, Meguro-ku, Tokyo')
  await dialog.getByLabel('How information is handled').check()
  await dialog.getByLabel('Details').fill('Nobody answered my letter of March.')
  await dialog.getByRole('button', { name: 'Take it in' }).click()
  await expect(dialog).toBeHidden()
  await expect(panel(page)).toHaveAccessibleName(/Request R-/)
  await expect(panel(page).getByText('Letter received')).toBeVisible()

  const whole = readFileSync(requestFileFor('R-BBBB-0001', 'erasure').path, 'utf8')
  await page.getByRole('button', { name: 'Enter a letter' }).click()
  await dialog.getByLabel(/^Text of the letter/).fill(whole.replace('blue', 'red'))
  await dialog.getByRole('button', { name: 'Take it in' }).click()
  await expect(dialog.getByRole('alert')).toContainText('changed after it was written')
  await dialog.getByLabel(/^Text of the letter/).fill(whole)
  await dialog.getByRole('button', { name: 'Take it in' }).click()
  await expect(panel(page)).toHaveAccessibleName('Request R-BBBB-0001')
  expect(kazari.errors).toEqual([])
  await kazari.close()
})

for (const language of ['ja', 'en'] as const)
  test(`the desk in ${language}`, async () => {
    const kazari = await launchKazari({ camera: 'none', language })
    const { page } = kazari
    const words = WORDS[language]
    await page.setViewportSize({ width: 1280, height: 800 })
    await toDesk(page, language)
    await expect(page.getByRole('button', { name: words.setUp })).toBeVisible()
    await keepScreen(page, 'desk-setup', language)
    await setUpDesk(page, language)
    await page.getByRole('button', { name: words.lock }).click()
    await expect(page.getByRole('button', { name: words.open })).toBeVisible()
    await keepScreen(page, 'desk-locked', language)
    await page.getByRole('main').locator('input[type=password]').fill(PIN)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: words.lock })).toBeVisible()
    await keepScreen(page, 'desk-empty', language)
    const kinds = [
      'notice-of-purposes',
      'erasure',
      'complaint',
      'cease-use',
      'consultation',
      'correction',
      'disclosure',
    ] as const
    for (const [index, kind] of kinds.entries()) {
      const file = requestFileFor(`R-CCCC-000${index}`, kind, {
        subjects: kind === 'disclosure' ? ['provision-records'] : [],
        language,
      })
      await importRequest(kazari, file.path, language)
      await expect(panel(page)).toHaveAccessibleName(new RegExp(`R-CCCC-000${index}`))
    }
    await expect(page.getByRole('grid').getByRole('row')).toHaveCount(kinds.length + 1)
    await keepScreen(page, 'desk-inbox', language)

    // Everything by keyboard: up to the row below, and its steps with Tab and Enter.
    const grid = page.getByRole('grid')
    await grid.getByRole('row').nth(1).focus()
    await page.keyboard.press('ArrowDown')
    await expect(panel(page)).toHaveAccessibleName(/R-CCCC-0005/)
    await page.keyboard.press('ArrowUp')
    await expect(panel(page)).toHaveAccessibleName(/R-CCCC-0006/)
    const form = panel(page).locator('form')
    await form.getByRole('textbox').fill('A-1')
    await panel(page).locator('button[type=submit]').click()
    await form.getByRole('textbox').fill(language === 'ja' ? '住民票を待つ' : 'Waiting for papers')
    await panel(page).locator('button[type=submit]').click()
    await keepScreen(page, 'desk-case', language)
    await panel(page).locator('button[type=submit]').click()
    await form.getByRole('radio').nth(2).click()
    await form.locator('input[type=radio]').nth(1).check()
    await form
      .getByRole('textbox')
      .first()
      .fill(language === 'ja' ? '提供先との契約が協議中のため。' : REASON.slice(0, 83))
    await keepScreen(page, 'desk-refusal', language)
    await page.getByRole('radio', { name: /^(Complaints|苦情)/ }).click()
    await expect(grid.getByRole('row')).toHaveCount(3)
    await keepScreen(page, 'desk-complaints', language)

    const found = await new AxeBuilder({ page }).setLegacyMode().analyze()
    const serious = found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])

    await page.setViewportSize({ width: 1024, height: 700 })
    await keepScreen(page, 'desk-small', language)
    const overflow = await page.evaluate(
      () =>
        document.documentElement.scrollWidth > innerWidth ||
        document.documentElement.scrollHeight > innerHeight,
    )
    expect(overflow).toBe(false)
    expect(kazari.errors).toEqual([])
    await kazari.close()
  })
