import { expect, test, type Page } from '@playwright/test'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleFile, newSigner, sha256, type BundleWords } from '../main/privacy/signedBundles'
import { chooseFiles, keepScreen, launchKazari, visionPids, type Kazari } from './support/app'
import { agree, goTo, portraitFrame, stillCamera, waitForFaces } from './support/flows'

const signer = newSigner()
const folder = mkdtempSync(join(tmpdir(), 'kazari-policy-'))
const keysFile = join(folder, 'keys.json')
writeFileSync(
  keysFile,
  JSON.stringify({
    format: 'kazari-policy-keys-1',
    keys: [{ id: signer.id, name: '1SEC inc. (test)', publicKey: signer.publicKey }],
  }),
)

/** Long enough that unchanged lines are folded; line ends of both kinds, a tab and two spaces: bytes that a page may lose. */
const wordsOf = (years: string, extra = '') => ({
  en: `PRIVACY POLICY\r\n\r\n${Array.from({ length: 12 }, (_, index) => `${index + 1}.\tWhat  is said in clause ${index + 1}.\r\n`).join('')}Records of provision are kept for ${years} years.\n${extra}Addendum\n`,
  ja: `プライバシーポリシー\n\n${Array.from({ length: 12 }, (_, index) => `第${index + 1}項\u3000定めること。\n`).join('')}提供の記録は${years}年間保管します。\n${extra}附則\n`,
})
const FIRST = {
  version: '2026-01-10',
  effectiveFrom: '2026-01-10',
  texts: wordsOf('3'),
} satisfies BundleWords
const SECOND = {
  version: '2026-02-01',
  effectiveFrom: '2026-02-01',
  texts: wordsOf('5', 'Letters are answered in 14 days.\n'),
} satisfies BundleWords
const COMING = {
  version: '2026-03-01',
  effectiveFrom: '2099-04-01',
  texts: wordsOf('7'),
} satisfies BundleWords

function fileWith(name: string, bytes: Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}
const signed = (name: string, words: BundleWords) => fileWith(name, bundleFile(signer, words))

async function openPolicy(page: Page, tab = 'Policy'): Promise<void> {
  await goTo(page, 'Settings')
  await page.getByRole('button', { name: 'Privacy', exact: true }).click()
  await page.getByRole('tab', { name: tab, exact: true }).click()
}

async function importFile({ app, page }: Kazari, path: string): Promise<void> {
  await chooseFiles(app, [path])
  await page.getByRole('button', { name: 'Take in a signed text…' }).click()
}

test('the policy is read article by article, with its words, its law, its poster and the desk’s address', async () => {
  for (const language of ['ja', 'en'] as const) {
    const kazari = await launchKazari({ camera: 'none', language })
    const { page } = kazari
    const words =
      language === 'ja'
        ? {
            no: 'いいえ、使いません',
            settings: '設定',
            privacy: 'プライバシー',
            policy: 'ポリシー',
            face: /3\s*顔の情報/,
          }
        : {
            no: 'No, leave it off',
            settings: 'Settings',
            privacy: 'Privacy',
            policy: 'Policy',
            face: /3\s*Your face/,
          }
    await page.getByRole('button', { name: words.no }).click()
    await goTo(page, words.settings)
    await page.getByRole('button', { name: words.privacy, exact: true }).click()
    await page.getByRole('tab', { name: words.policy, exact: true }).click()
    await page.getByRole('tab', { name: words.face }).click()
    await keepScreen(page, 'privacy-policy', language)
    if (language === 'en') {
      await page.getByRole('tab', { name: 'Words used here' }).click()
      await expect(page.getByText('41 points along the outline')).toBeVisible()
      await page.getByRole('tab', { name: 'Legal basis' }).click()
      await expect(page.getByText('needs to be checked by counsel')).toBeVisible()
    } else {
      await page.getByRole('tab', { name: '法律の根拠' }).click()
      await expect(page.getByText('第27条、第28条、第29条')).toBeVisible()
    }
    await keepScreen(page, 'privacy-legal', language)
    await page.getByRole('tab', { name: language === 'ja' ? 'ことばの意味' : 'Words used here' }).click()
    await keepScreen(page, 'privacy-glossary', language)
    await page
      .getByRole('tab', { name: language === 'ja' ? /12\s*お客様窓口/ : /12\s*Customer Desk/ })
      .click()
    await page
      .getByRole('button', { name: language === 'ja' ? '住所をコピー' : 'Copy the address' })
      .last()
      .click()
    await expect(
      page.getByText(language === 'ja' ? 'コピーしました' : 'Copied', { exact: true }).first(),
    ).toBeVisible()
    const copied = await kazari.app.evaluate(({ clipboard }) => Promise.resolve(clipboard.readText()))
    expect(copied).toBe('1SEC inc., 6-13, Ohashi 1-chome, Meguro-ku, Tokyo, Japan')
    await keepScreen(page, 'privacy-desk-address', language)
    await page.getByRole('tab', { name: words.face }).click()
    await page
      .getByRole('button', { name: language === 'ja' ? 'ポスターを印刷' : 'Print the poster' })
      .click()
    await expect(page.frameLocator('iframe').locator('body')).toContainText(
      language === 'ja' ? 'お顔の情報は、残しません' : 'Your face stays yours',
      { timeout: 30_000 },
    )
    await page.waitForTimeout(800)
    await keepScreen(page, 'privacy-poster', language)
    await page.setViewportSize({ width: 1024, height: 700 })
    await page.keyboard.press('Escape')
    await keepScreen(page, 'privacy-policy-small', language)
    expect(kazari.errors).toEqual([])
    await kazari.close()
  }
})

test('an official text: shown byte for byte, agreed to, changed, locked, compared, agreed to again', async () => {
  const kazari = await launchKazari({
    camera: stillCamera(await portraitFrame(1, 0, 90)),
    environment: { KAZARI_POLICY_KEYS: keysFile },
  })
  const { app, page } = kazari
  await page.getByRole('button', { name: 'No, leave it off' }).click()
  await openPolicy(page)
  await page.getByRole('tab', { name: 'Official text' }).click()
  await expect(page.getByText('No official text here yet')).toBeVisible()
  await keepScreen(page, 'privacy-no-official', 'en')

  await importFile(kazari, signed('first.json', FIRST))
  const text = page.getByRole('document', { name: 'Official text' })
  // Another text is in force: the question is put again, over whatever is on screen.
  const notice = page.getByRole('alertdialog')
  if (
    await notice.waitFor({ timeout: 5000 }).then(
      () => true,
      () => false,
    )
  )
    await agree(page)
  else {
    await goTo(page, 'Live')
    await page.getByRole('button', { name: 'Answer again' }).click()
    await agree(page)
  }
  await goTo(page, 'Live')
  await waitForFaces(page, 1)

  await openPolicy(page)
  await page.getByRole('tab', { name: 'Official text' }).click()
  await expect(text).toBeVisible()
  expect(await text.evaluate((element) => element.textContent)).toBe(FIRST.texts.en)
  await expect(page.getByText(sha256(FIRST.texts.en))).toBeVisible()
  await expect(page.getByText('1SEC inc. (test)')).toBeVisible()
  await keepScreen(page, 'privacy-official', 'en')

  const refusals: readonly (readonly [string, string, RegExp])[] = [
    [
      'an older one',
      signed('older.json', { ...FIRST, version: '2025-12-01' }),
      /is older than the policy already known/,
    ],
    [
      'the same version with another text',
      signed('same.json', { ...FIRST, texts: wordsOf('4') }),
      /other content/,
    ],
    [
      'a stranger’s',
      fileWith('stranger.json', bundleFile(newSigner(), SECOND)),
      /signed with a key this installation does not know/,
    ],
    [
      'one that was changed after signing',
      fileWith('tampered.json', tampered(bundleFile(signer, SECOND))),
      /was changed after it was signed/,
    ],
    ['no bundle at all', fileWith('photo.json', Buffer.from('{}')), /is not a signed policy file/],
    ['one that is too large', fileWith('large.json', Buffer.alloc(1024 * 1024 + 1, 32)), /larger than 1 MB/],
  ]
  for (const [what, path, sentence] of refusals) {
    await importFile(kazari, path)
    await expect(page.getByRole('alert').getByText(sentence), what).toBeVisible()
    expect(await text.evaluate((element) => element.textContent), what).toBe(FIRST.texts.en)
  }
  await keepScreen(page, 'privacy-refused', 'en')

  await importFile(kazari, signed('coming.json', COMING))
  await expect(page.getByText('Version 2026-03-01 is coming on 1 April 2099')).toBeVisible()
  await keepScreen(page, 'privacy-coming', 'en')
  expect((await visionPids(app)).length).toBeLessThanOrEqual(1)
  expect(kazari.errors).toEqual([])
  await kazari.close()
})

test('a newer text locks camera and photos until it is answered, and says what changed', async () => {
  const kazari = await launchKazari({
    camera: stillCamera(await portraitFrame(1, 0, 90)),
    environment: { KAZARI_POLICY_KEYS: keysFile },
  })
  const { app, page } = kazari
  await page.getByRole('button', { name: 'No, leave it off' }).click()
  await openPolicy(page)
  await page.getByRole('tab', { name: 'Official text' }).click()
  await importFile(kazari, signed('first.json', FIRST))
  await page.getByRole('alertdialog').waitFor()
  await agree(page)
  await goTo(page, 'Live')
  await waitForFaces(page, 1)

  await openPolicy(page)
  await page.getByRole('tab', { name: 'Official text' }).click()
  await importFile(kazari, signed('second.json', SECOND))
  const notice = page.getByRole('alertdialog')
  await expect(notice).toBeVisible()
  await expect.poll(() => visionPids(app)).toEqual([])
  // Locked in main, past every screen.
  const calls = await page.evaluate(async () => {
    const { kazari: bridge } = globalThis as unknown as {
      kazari: { call(name: string, argument: object): Promise<{ ok: boolean; error?: { code: string } }> }
    }
    const connect = await bridge.call('vision:connect', { nonce: 'n'.repeat(32) })
    const open = await bridge.call('picture:open', {})
    return [connect.error?.code, open.error?.code]
  })
  expect(calls).toEqual(['consent-needed', 'consent-needed'])
  await keepScreen(page, 'privacy-changed-notice', 'en')
  await agree(page)
  await goTo(page, 'Live')
  await waitForFaces(page, 1)

  await openPolicy(page)
  await page.getByRole('tab', { name: 'What changed' }).click()
  await page.getByRole('radio', { name: 'Two versions' }).click()
  const diff = page.getByRole('table', { name: /What changed/ })
  await expect(diff.locator('del mark')).toHaveText('3')
  await expect(diff.locator('ins mark')).toHaveText('5')
  await expect(diff.locator('ins', { hasText: 'answered in 14 days' })).toBeVisible()
  await expect(diff.getByRole('button', { name: /lines that stayed the same/ })).toBeVisible()
  await keepScreen(page, 'privacy-diff', 'en')
  expect(kazari.errors).toEqual([])
  await kazari.close()
})

/** One character of the signed payload is another one. */
function tampered(bundle: Buffer): Buffer {
  const envelope = JSON.parse(bundle.toString('utf8')) as { payload: string }
  const payload = Buffer.from(envelope.payload, 'base64')
  payload[payload.length - 10] = (payload[payload.length - 10] ?? 0) ^ 1
  return Buffer.from(`${JSON.stringify({ ...envelope, payload: payload.toString('base64') })}\n`)
}
