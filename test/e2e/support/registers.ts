import { expect, type Page } from '@playwright/test'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newSigner } from '../../main/privacy/signedBundles'
import { launchKazari, type Kazari } from './app'
import { goTo } from './flows'

export const folder = mkdtempSync(join(tmpdir(), 'kazari-registers-'))
export const signer = newSigner()
const keysFile = join(folder, 'keys.json')
writeFileSync(
  keysFile,
  JSON.stringify({
    format: 'kazari-policy-keys-1',
    keys: [{ id: signer.id, name: '1SEC inc.', publicKey: signer.publicKey }],
  }),
)

export const call = (page: Page, name: string, argument: object) =>
  page.evaluate(
    ([callName, callArgument]) =>
      (
        globalThis as unknown as {
          kazari: { call(name: string, argument: object): Promise<{ ok: boolean; value?: unknown }> }
        }
      ).kazari.call(callName, callArgument),
    [name, argument] as const,
  )

/** A moment of today as the field for it takes it, in Japan, so many minutes ago. */
export const ago = (minutes: number): string =>
  new Date(Date.now() + 9 * 3_600_000 - minutes * 60_000).toISOString().slice(0, 16)

export async function deskOpen(language: 'ja' | 'en'): Promise<Kazari> {
  const kazari = await launchKazari({
    camera: 'none',
    language,
    environment: { KAZARI_POLICY_KEYS: keysFile },
  })
  const { page } = kazari
  await page.getByRole('button', { name: language === 'ja' ? 'はい、使います' : 'Yes, start it' }).click()
  expect(await call(page, 'desk:set-up', { name: '佐藤 一', pin: 'plum-4-river' })).toMatchObject({
    ok: true,
  })
  await goTo(page, language === 'ja' ? '設定' : 'Settings')
  await page.getByRole('button', { name: language === 'ja' ? 'お客様窓口' : 'Customer Desk' }).click()
  return kazari
}

export const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click()
export const keep = (page: Page) => page.getByRole('button', { name: 'Write it down' }).click()

/** Types into the fields of the panel by their labels. */
export async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(text)
}

/** Puts messages away, so that a picture shows the screen under them. */
export async function quiet(page: Page): Promise<void> {
  const dismiss = page.getByRole('button', { name: 'Dismiss' })
  while ((await dismiss.count()) > 0) await dismiss.first().click()
}
