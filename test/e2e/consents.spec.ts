import { expect, test, type Page } from '@playwright/test'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleFile, newSigner } from '../main/privacy/signedBundles'
import { samplePhoto } from '../support/samplePhotos'
import { chooseFiles, chooseSavePath, keepScreen, launchKazari, root, visionPids } from './support/app'
import { hostFacts } from './support/hostFacts'
import { agree, finishVisit, goTo, portraitFrame, stillCamera, waitForFaces } from './support/flows'
import { readPdf } from './support/pdf'

async function openConsents(page: Page): Promise<void> {
  await goTo(page, 'Settings')
  await goTo(page, 'Privacy')
  await page.getByRole('tab', { name: 'Consents' }).click()
  await expect(page.getByRole('table', { name: 'Purposes and your answers' })).toBeVisible()
}

const row = (page: Page, purpose: string) => page.getByRole('row').filter({ hasText: purpose })

const cameraAsked = (page: Page) =>
  page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'opened',
      (error: Error) => error.name,
    ),
  )

const call = (page: Page, name: string, argument: object) =>
  page.evaluate(
    ([callName, callArgument]) =>
      (
        globalThis as unknown as {
          kazari: { call(name: string, argument: object): Promise<{ ok: boolean; value?: unknown }> }
        }
      ).kazari.call(callName, callArgument),
    [name, argument] as const,
  )

test('a yes is taken back in one press: vision is gone, the camera refused, and a new yes opens it again', async () => {
  const kazari = await launchKazari({ camera: stillCamera(await portraitFrame(1, 0, 90)) })
  const { page, app } = kazari
  await agree(page)
  await waitForFaces(page, 1)
  expect(await visionPids(app)).toHaveLength(1)

  await openConsents(page)
  await page.getByRole('button', { name: 'Withdraw: Scan a face and decorate it' }).click()
  await expect(row(page, 'Scan a face and decorate it')).toContainText('Taken back')
  await expect.poll(() => visionPids(app)).toEqual([])
  expect(await cameraAsked(page)).toBe('NotAllowedError')
  expect(await call(page, 'vision:connect', { nonce: 'n'.repeat(32) })).toMatchObject({ ok: false })
  await expect(page.getByRole('complementary', { name: /Receipts/ })).toContainText('You took it back')

  await page.getByRole('button', { name: 'Answer: Scan a face and decorate it' }).click()
  await agree(page)
  await expect(row(page, 'Scan a face and decorate it')).toContainText('Agreed')
  await goTo(page, 'Live')
  await waitForFaces(page, 1)
  expect(kazari.errors).toEqual([])
  await kazari.close()
})

test('optional purposes are off until allowed, guard what they are for, and give receipts', async () => {
  const kazari = await launchKazari({ camera: 'none', arguments: ['--demo'] })
  const { page, app } = kazari
  await agree(page)
  expect(await call(page, 'news:read', { language: 'en' })).toMatchObject({ ok: false })
  await goTo(page, 'Settings')
  await goTo(page, 'About')
  await page.getByRole('button', { name: 'Open Consents' }).click()

  await page.getByRole('button', { name: 'Allow: News and announcements' }).click()
  await expect(row(page, 'News and announcements')).toContainText('Agreed')
  await page.getByRole('button', { name: 'Refuse: Questionnaires' }).click()
  await expect(row(page, 'Questionnaires')).toContainText('Refused')
  await page.getByRole('button', { name: 'News and announcements', exact: true }).click()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('button', { name: 'Scan a face and decorate it', exact: true })).toBeFocused()
  await page.waitForTimeout(4500)
  await keepScreen(page, 'privacy-consents', 'en')

  await goTo(page, 'About')
  await expect(page.getByRole('heading', { name: 'What is new' })).toBeVisible()
  await expect(page.getByText('The privacy centre is here')).toBeVisible()
  await keepScreen(page, 'about-news', 'en')

  const folder = mkdtempSync(join(tmpdir(), 'kazari-receipts-'))
  await openConsents(page)
  await page.getByRole('button', { name: 'Allow: Questionnaires' }).click()
  await page.getByRole('button', { name: 'Answer three questions' }).click()
  await page.getByRole('radio', { name: 'Well' }).click()
  await keepScreen(page, 'questionnaire', 'en')
  await chooseSavePath(app, join(folder, 'answers.json'))
  await page.getByRole('button', { name: 'Save my answers' }).click()
  await expect.poll(() => existsSync(join(folder, 'answers.json'))).toBe(true)
  expect(JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8'))).toMatchObject({
    format: 'kazari-questionnaire-1',
    answers: { fit: 'well', ease: null, wish: '' },
  })
  await page.getByRole('button', { name: 'Withdraw: Questionnaires' }).click()
  await expect(row(page, 'Questionnaires')).toContainText('Taken back')
  expect(
    await call(page, 'questionnaire:save', {
      answers: { fit: null, ease: null, wish: '' },
      language: 'en',
    }),
  ).toMatchObject({ ok: false, error: { code: 'purpose-not-given' } })

  await page.getByRole('button', { name: 'Scan a face and decorate it', exact: true }).click()
  await chooseSavePath(app, join(folder, 'receipt.json'))
  await page.getByRole('button', { name: 'Save for programs (JSON)' }).click()
  await expect.poll(() => existsSync(join(folder, 'receipt.json'))).toBe(true)
  const receipt = readFileSync(join(folder, 'receipt.json'), 'utf8')
  expect(JSON.parse(receipt)).toMatchObject({
    format: 'kazari-consent-receipt-1',
    purpose: 'face-decoration',
    actor: 'self',
  })
  expect(receipt).not.toContain('subject')
  await chooseSavePath(app, join(folder, 'receipt.pdf'))
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.poll(() => existsSync(join(folder, 'receipt.pdf')), { timeout: 20_000 }).toBe(true)
  const { pages } = await readPdf(new Uint8Array(readFileSync(join(folder, 'receipt.pdf'))))
  expect(pages).toHaveLength(1)
  expect(`${pages[0]?.code ?? ''}\n`).toBe(receipt)
  rmSync(folder, { recursive: true, force: true })
  expect(kazari.errors).toEqual([])
  await kazari.close()
})

test('who answers is said, and an operator only with the desk open', async () => {
  const kazari = await launchKazari({ camera: 'none' })
  const { page } = kazari
  const who = page.getByRole('combobox', { name: 'Answering' })
  await who.selectOption('operator')
  await expect(page.getByRole('alert')).toContainText('Customer Desk is locked')
  await expect(who).toHaveValue('self')
  await who.selectOption('guardian')
  await agree(page)
  await openConsents(page)
  await expect(page.getByRole('complementary', { name: /Receipts/ })).toContainText('Parent or guardian')
  await kazari.close()
})

for (const language of ['ja', 'en'] as const) {
  test(`a new version of the policy locks the camera until it was answered, and says what changed, in ${language}`, async () => {
    const signer = newSigner()
    const folder = mkdtempSync(join(tmpdir(), 'kazari-policy-'))
    const keys = join(folder, 'keys.json')
    const trusted = { id: signer.id, name: 'test', publicKey: signer.publicKey }
    writeFileSync(keys, JSON.stringify({ format: 'kazari-policy-keys-1', keys: [trusted] }))
    const text = (change: boolean) =>
      language === 'ja'
        ? `第1条（定義）\n個人情報とは、特定の個人を識別できる情報をいいます。\n\n第2条（利用目的）\n${change ? '当社は、個人情報を次の十の目的に利用します。' : '当社は、個人情報を次の九の目的に利用します。'}\n${change ? '（10）店内での掲示のため\n' : ''}\n第3条（顔情報）\n顔の情報は保存しません。\n`
        : `Article 1 (Definition)\nPersonal information is what can identify a person.\n\nArticle 2 (Purposes)\nWe use personal information for the ${change ? 'ten' : 'nine'} purposes below.\n${change ? '(10) To put pictures up in the shop\n' : ''}\nArticle 3 (Face data)\nNothing of a face is stored.\n`
    const texts = (change: boolean) => ({ ja: text(change), en: text(change) })
    const older = join(folder, 'older.json')
    const newer = join(folder, 'newer.json')
    writeFileSync(
      older,
      bundleFile(signer, { version: '2026-11-01', effectiveFrom: '2026-11-01', texts: texts(false) }),
    )
    writeFileSync(
      newer,
      bundleFile(signer, { version: '2026-11-02', effectiveFrom: '2026-11-02', texts: texts(true) }),
    )

    const kazari = await launchKazari({
      camera: stillCamera(await portraitFrame(1, 0, 90)),
      language,
      environment: { KAZARI_POLICY_KEYS: keys },
    })
    const { page, app } = kazari
    const { notice } = JSON.parse(
      readFileSync(join(root, `resources/policy/2021-01-01/${language}.json`), 'utf8'),
    ) as { notice: { give: string } }
    const yes = page.getByRole('button', { name: notice.give })
    await expect(yes).toBeVisible()
    await chooseFiles(app, [older])
    expect(await call(page, 'policy:import', {})).toMatchObject({ ok: true })
    await yes.click()
    await expect(page.getByRole('alertdialog')).toHaveCount(0)
    expect(await call(page, 'consent:read', {})).toMatchObject({
      value: { state: 'given', allowed: true, policyVersion: '2026-11-01' },
    })

    await chooseFiles(app, [newer])
    expect(await call(page, 'policy:import', {})).toMatchObject({ ok: true, value: { inForce: true } })
    expect(await call(page, 'consent:read', {})).toMatchObject({
      value: { allowed: false, policyVersion: '2026-11-02' },
    })
    expect(await cameraAsked(page)).toBe('NotAllowedError')
    expect(await call(page, 'picture:paste', {})).toMatchObject({ error: { code: 'consent-needed' } })
    await expect.poll(() => visionPids(app)).toEqual([])
    await expect(page.getByRole('alertdialog')).toBeVisible()
    await expect(page.getByRole('alertdialog').getByRole('table')).toBeVisible()
    await page.waitForTimeout(400)
    await keepScreen(page, 'consent-changed', language)
    await yes.click()
    await expect(page.getByRole('alertdialog')).toHaveCount(0)
    expect(await call(page, 'consent:read', {})).toMatchObject({ value: { state: 'given', allowed: true } })
    if (language === 'ja') {
      await page.getByRole('navigation').getByRole('button', { name: '設定', exact: true }).click()
      await page.getByRole('navigation').getByRole('button', { name: 'プライバシー', exact: true }).click()
      await page.getByRole('tab', { name: '同意' }).click()
      await page.waitForTimeout(500)
      await keepScreen(page, 'privacy-consents', 'ja')
    }
    expect(kazari.errors).toEqual([])
    await kazari.close()
    rmSync(folder, { recursive: true, force: true })
  })
}

test('a kiosk leaves nothing: the next session starts empty, and no file was written', async () => {
  const records = mkdtempSync(join(tmpdir(), 'kazari-kiosk-'))
  const kazari = await launchKazari({
    camera: stillCamera(await portraitFrame(1, 0, 90)),
    records,
    arguments: ['--kiosk'],
    environment: hostFacts().environment,
  })
  const { app } = kazari
  let { page } = kazari
  await agree(page)
  await waitForFaces(page, 1)
  await goTo(page, 'Photos')
  await chooseFiles(app, [samplePhoto(1)])
  await page.getByRole('button', { name: 'Open photos' }).first().click()
  await expect(page.getByText('sample1.jpg').first()).toBeVisible()
  const subjectOf = async () => {
    const reply = (await call(page, 'consent:list', { language: 'en' })) as {
      value: { rows: { records: { subject: string }[] }[] }
    }
    return reply.value.rows[0]?.records[0]?.subject
  }
  const first = await subjectOf()
  expect(first).toMatch(/^[0-9a-f]{32}$/)
  await openConsents(page)
  await expect(page.getByRole('navigation').getByRole('button', { name: 'Customer Desk' })).toHaveCount(0)
  await keepScreen(page, 'kiosk-consents', 'en')

  // The next visitor has a page of their own, in another process: the old one is gone with everything it held.
  page = await finishVisit(app, page)
  await expect(page.getByRole('button', { name: 'Yes, start it' })).toBeVisible()
  await expect.poll(() => visionPids(app)).toEqual([])
  expect(await call(page, 'consent:read', {})).toMatchObject({ value: { allowed: false } })
  expect(await cameraAsked(page)).toBe('NotAllowedError')
  await agree(page)
  expect(await subjectOf()).not.toBe(first)
  await goTo(page, 'Photos')
  await expect(page.getByText('sample1.jpg')).toHaveCount(0)
  expect(readdirSync(records, { recursive: true })).toEqual([])
  await kazari.close()
  expect(readdirSync(records, { recursive: true })).toEqual([])
  rmSync(records, { recursive: true, force: true })
})
