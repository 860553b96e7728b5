import { expect, type Page } from '@playwright/test'
import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeRequestFile } from '../../../src/contracts/privacy/requestFile'
import type { RequestKind } from '../../../src/domain/privacy/request/kinds'
import type { RequestDraft } from '../../../src/domain/privacy/request/request'
import { draftOf } from '../../domain/privacy/request/requests'

export const PIN = '271828'
export const SECOND_PIN = '161803'

export const sha256Of = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

const folder = mkdtempSync(join(tmpdir(), 'kazari-requests-'))

/** A request file as the app of the person writes it. */
export function requestFileFor(
  id: string,
  kind: RequestKind,
  change: Partial<RequestDraft> = {},
): { readonly path: string; readonly sha256: string } {
  const draft = draftOf(kind, { id, ...change })
  const { text, sha256 } = writeRequestFile({ format: 1, ...draft }, sha256Of)
  const path = join(folder, `${id}.json`)
  writeFileSync(path, text)
  return { path, sha256 }
}

/** Words of the desk that tests press, by language. */
export const WORDS = {
  en: {
    settings: 'Settings',
    desk: /^Customer Desk/,
    no: 'No, leave it off',
    name: 'Name',
    pin: 'PIN',
    again: 'The same PIN again',
    setUp: 'Set up and open',
    lock: 'Lock now',
    open: 'Open the desk',
    import: 'Import',
    member: 'Sato Hajime',
  },
  ja: {
    settings: '設定',
    desk: /^お客様窓口/,
    no: 'いいえ、使いません',
    name: '名前',
    pin: 'PIN',
    again: 'もう一度PIN',
    setUp: '登録して開く',
    lock: 'いますぐロック',
    open: '窓口を開く',
    import: '取り込む',
    member: '佐藤 一',
  },
} as const
export type DeskLanguage = keyof typeof WORDS

/** From the start of the app to the desk's door. */
export async function toDesk(page: Page, language: DeskLanguage): Promise<void> {
  const words = WORDS[language]
  await page.getByRole('alertdialog').getByRole('button', { name: words.no }).click()
  await page.getByRole('navigation').getByRole('button', { name: words.settings, exact: true }).click()
  await page.getByRole('navigation').getByRole('button', { name: words.desk }).click()
}

/** The first member, with the desk open afterwards. */
export async function setUpDesk(page: Page, language: DeskLanguage): Promise<void> {
  const words = WORDS[language]
  await page.getByLabel(words.name, { exact: true }).fill(words.member)
  await page.getByLabel(words.pin, { exact: true }).fill(PIN)
  await page.getByLabel(words.again).fill(PIN)
  await page.getByRole('button', { name: words.setUp }).click()
  await expect(page.getByRole('button', { name: words.lock })).toBeVisible()
}
