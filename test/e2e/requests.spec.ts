import { expect, test } from '@playwright/test'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeAnswerFile } from '../../src/contracts/privacy/answerFile'
import { readRequestFile } from '../../src/contracts/privacy/requestFile'
import { REQUEST_KINDS } from '../../src/domain/privacy/request/kinds'
import { chooseFiles, chooseSavePath, keepScreen, launchKazari } from './support/app'
import {
  chooseKind,
  fillAbout,
  fillContent,
  goOn,
  openRequests,
  seal,
  showRequests,
  WORDS,
} from './support/requestForm'

/** Of the eleven kinds, each of so many is saved as a letter by the form's own button. */
const LETTER_EVERY = 4

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

test('each of the eleven kinds goes from the form to a sealed request and a file, and some on to a letter', async () => {
  test.setTimeout(600_000)
  const folder = mkdtempSync(join(tmpdir(), 'kazari-requests-'))
  const kazari = await launchKazari({ camera: 'none' })
  const { page, app, errors } = kazari
  const words = WORDS.en
  await openRequests(kazari, 'en')
  for (const [index, kind] of REQUEST_KINDS.entries()) {
    await test.step(kind, async () => {
      await page.getByRole('button', { name: words.requestList.write }).click()
      await chooseKind(page, kind, 'en')
      await fillContent(page, kind, 'en')
      await goOn(page, 'en')
      await fillAbout(page, 'en', index % 3 === 0)
      await goOn(page, 'en')
      await expect(page.getByText('¥0')).toBeVisible()
      const id = await seal(page, 'en')

      // The letters of all kinds are looked at in letters.spec.ts and everyRequest.spec.ts.
      if (index % LETTER_EVERY === 0) {
        const pdf = join(folder, `${kind}.pdf`)
        await chooseSavePath(app, pdf)
        await page.getByRole('button', { name: words.requestSend.save }).click()
        await expect.poll(() => existsSync(pdf), { timeout: 60_000 }).toBe(true)
        expect(readFileSync(pdf).subarray(0, 5).toString('latin1')).toBe('%PDF-')
      }

      const json = join(folder, `${kind}.json`)
      await chooseSavePath(app, json)
      await page.getByRole('button', { name: words.requestSend.file }).click()
      await expect.poll(() => existsSync(json)).toBe(true)
      expect(readRequestFile(readFileSync(json, 'utf8'), sha256)).toMatchObject({
        ok: true,
        value: { request: { id, kind } },
      })
      await page.getByRole('button', { name: words.requestForm.done.toList }).click()
      await expect(page.getByRole('button', { name: new RegExp(id) })).toBeVisible()
    })
  }
  expect(errors).toEqual([])
  await kazari.close()
  rmSync(folder, { recursive: true, force: true })
})

for (const language of ['ja', 'en'] as const) {
  test(`the form, its letter and the list, seen in ${language}`, async () => {
    test.setTimeout(240_000)
    const folder = mkdtempSync(join(tmpdir(), 'kazari-requests-'))
    const kazari = await launchKazari({ camera: 'none', language })
    const { page, app, errors } = kazari
    const words = WORDS[language]
    await openRequests(kazari, language)
    await keepScreen(page, 'privacy-requests-empty', language)
    await page.getByRole('button', { name: words.requestList.write }).click()
    await keepScreen(page, 'request-kind', language)
    await chooseKind(page, 'disclosure', language)

    // What is missing is said in its place, and the first of it has the focus.
    await goOn(page, language)
    await expect(page.getByText(words.requestFault.neededSubjects)).toBeVisible()
    await expect(page.locator('#request-subjects')).toBeFocused()
    await keepScreen(page, 'request-faults', language)

    await fillContent(page, 'disclosure', language)
    await expect(page.getByText(words.requestFault.neededSubjects)).toBeHidden()
    const letter = page.frameLocator('aside iframe:not([aria-hidden="true"])')
    await expect(letter.getByText(/2026年11月20日まで|to 20 November 2026/)).toBeVisible({ timeout: 60_000 })
    await keepScreen(page, 'request-content', language)

    await goOn(page, language)
    await fillAbout(page, language, true)
    const name = page.getByLabel(words.requestForm.about.name, { exact: true })
    await name.fill('<script>alert(1)</script>')
    await goOn(page, language)
    await expect(page.getByText(words.requestFault.markup)).toBeVisible()
    await expect(name).toBeFocused()
    // Nothing is lost on the way back and forth.
    await page.getByRole('button', { name: words.requestForm.previous, exact: true }).click()
    await expect(page.locator('#request-description')).not.toHaveValue('')
    await goOn(page, language)
    await expect(name).toHaveValue('<script>alert(1)</script>')
    await fillAbout(page, language, true)
    await page.getByRole('radio').first().focus()
    await keepScreen(page, 'request-about', language)
    await goOn(page, language)
    await expect(page.getByText('¥0')).toBeVisible()
    await page.waitForTimeout(2500)
    await keepScreen(page, 'request-check', language)
    const id = await seal(page, language)
    await expect(letter.getByText(id)).toBeVisible({ timeout: 60_000 })
    await keepScreen(page, 'request-sealed', language)
    await page.setViewportSize({ width: 1024, height: 700 })
    await keepScreen(page, 'request-sealed-narrow', language)
    await page.setViewportSize({ width: 1280, height: 800 })

    const json = join(folder, 'request.json')
    await chooseSavePath(app, json)
    await page.getByRole('button', { name: words.requestSend.file }).click()
    await expect.poll(() => existsSync(json)).toBe(true)
    await page.getByRole('button', { name: words.requestSend.by.mailed }).click()
    await expect(page.getByText(words.requestSend.noted, { exact: true })).toBeVisible()

    // A draft beside it, and the desk's answer to the request.
    await page.getByRole('button', { name: words.requestForm.done.toList }).click()
    await page.getByRole('button', { name: words.requestList.write }).click()
    await chooseKind(page, 'complaint', language)
    await page.locator('#request-description').fill('…')
    await page.getByRole('button', { name: words.requestForm.back }).click()
    await expect(page.getByRole('button', { name: words.requestList.continue })).toBeVisible()
    const { sha256: sum } = JSON.parse(readFileSync(json, 'utf8')) as { sha256: string }
    const now = Date.now()
    const answer = writeAnswerFile(
      {
        requestId: id,
        requestSha256: sum,
        stages: [
          { stage: 'received', atMs: now, text: '' },
          {
            stage: 'in-progress',
            atMs: now + 1,
            text: language === 'ja' ? '記録を調べています。' : 'The records are being searched.',
          },
        ],
        nextDueAtMs: null,
        writtenAtMs: now + 2,
      },
      sha256,
    )
    if (!answer.ok) throw new Error(answer.error.code)
    const file = join(folder, 'answer.json')
    writeFileSync(file, answer.value)
    await chooseFiles(app, [file])
    await page.getByRole('button', { name: words.requestList.import }).click()
    await expect(page.getByText(words.requestList.imported, { exact: true })).toBeVisible()
    await expect(page.getByRole('article').getByText(words.requestStage['in-progress']).first()).toBeVisible()
    // The same file says nothing new.
    await page.getByRole('button', { name: words.requestList.import }).click()
    await expect(page.getByText(words.error['request-answer-older'], { exact: true })).toBeVisible()
    await keepScreen(page, 'privacy-requests', language)
    await page.setViewportSize({ width: 1024, height: 700 })
    await keepScreen(page, 'privacy-requests-narrow', language)
    expect(errors).toEqual([])
    await kazari.close()
    rmSync(folder, { recursive: true, force: true })
  })
}

test('a draft survives a restart under a passphrase, and what was typed is on no disk in clear', async () => {
  test.setTimeout(180_000)
  const records = mkdtempSync(join(tmpdir(), 'kazari-requests-'))
  const secret = 'The sentence nobody else may read.'
  const words = WORDS.en
  const first = await launchKazari({ camera: 'none', records })
  await openRequests(first, 'en')
  await first.page.evaluate(() =>
    (
      globalThis as unknown as { kazari: { call(name: string, argument: object): Promise<unknown> } }
    ).kazari.call('records:protect', { passphrase: 'correct horse battery' }),
  )
  await first.page.getByRole('button', { name: words.requestList.write }).click()
  await chooseKind(first.page, 'erasure', 'en')
  await first.page.locator('#request-description').fill(secret)
  await expect(first.page.getByText(words.requestForm.saved.passphrase)).toBeVisible()
  await first.close()

  const second = await launchKazari({ camera: 'none', records })
  const { page } = second
  await page
    .getByLabel(/passphrase/i)
    .first()
    .fill('correct horse battery')
  await page.keyboard.press('Enter')
  await showRequests(page, 'en')
  await page.getByRole('button', { name: words.requestList.continue }).click()
  await expect(page.locator('#request-description')).toHaveValue(secret)
  await second.close()
  rmSync(records, { recursive: true, force: true })
})
