import { expect, type Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  CHANGE_OF,
  GROUNDS_OF,
  hasSubjects,
  mayHavePeriod,
  type RequestKind,
} from '../../../src/domain/privacy/request/kinds'
import type policy from '../../../resources/policy/2021-01-01/en.json'
import type words from '../../../src/renderer/i18n/en.json'
import type privacyWords from '../../../src/renderer/i18n/en/privacy.json'
import type requestWords from '../../../src/renderer/i18n/en/request.json'
import { root, type Kazari } from './app'

export type Language = 'en' | 'ja'
type Words = typeof words & typeof privacyWords & typeof requestWords
type Policy = typeof policy

const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'))
/** The catalogue of the page; Japanese has the same keys. */
const wordsOf = (language: Language): Words =>
  Object.assign(
    {},
    ...[`${language}.json`, `${language}/privacy.json`, `${language}/request.json`].map((file) =>
      read(`src/renderer/i18n/${file}`),
    ),
  ) as Words
export const WORDS = { en: wordsOf('en'), ja: wordsOf('ja') } as const
const POLICY = {
  en: read('resources/policy/2021-01-01/en.json') as Policy,
  ja: read('resources/policy/2021-01-01/ja.json') as Policy,
} as const

/** What somebody writes, in each language. */
const SAID = {
  en: {
    description: 'I had my picture taken at the booth in your shop. Please see what you hold about that day.',
    held: 'Address: 1-6-13 Ohashi',
    wanted: 'Address: 2-1-1 Ohashi',
    name: 'Hanako Yamada',
    address: '1-6-13 Ohashi\nMeguro-ku, Tokyo 153-0044',
    contact: '03-0000-0000',
    paper: 'Driving licence',
    principal: 'Taro Yamada',
    power: 'Power of attorney',
  },
  ja: {
    description:
      'お店のブースで写真をとりました。そのときの同意の記録と、だれかに提供した記録があれば、見せてください。',
    held: '住所: 目黒区大橋1-6-13',
    wanted: '住所: 目黒区大橋2-1-1',
    name: '山田 花子',
    address: '〒153-0044\n東京都目黒区大橋1-6-13',
    contact: '03-0000-0000',
    paper: '運転免許証',
    principal: '山田 太郎',
    power: '委任状',
  },
} as const

/** Answers the notice with no, and opens the tab of the person's own requests. */
export async function openRequests({ page }: Kazari, language: Language): Promise<void> {
  const words = WORDS[language]
  await page.getByRole('button', { name: POLICY[language].notice.refuse }).click()
  await showRequests(page, language)
  await expect(page.getByRole('button', { name: words.requestList.write })).toBeVisible()
}

export async function showRequests(page: Page, language: Language): Promise<void> {
  const words = WORDS[language]
  await page.getByRole('navigation').getByRole('button', { name: words.screen.settings, exact: true }).click()
  await page.getByRole('navigation').getByRole('button', { name: words.settings.privacy }).click()
  await page.getByRole('tab', { name: words.privacyTab.requests }).click()
}

export async function chooseKind(page: Page, kind: RequestKind, language: Language): Promise<void> {
  const words = WORDS[language]
  const name = new RegExp(`^${words.requestKind.name[kind]}`)
  await page.getByRole('button', { name }).and(page.locator('[aria-pressed]')).click()
  await expect(page.getByRole('heading', { name: words.requestKind.title[kind] })).toBeVisible()
}

export async function fillContent(page: Page, kind: RequestKind, language: Language): Promise<void> {
  const words = WORDS[language]
  const said = SAID[language]
  const [ground] = GROUNDS_OF[kind]
  if (ground) await page.getByRole('checkbox', { name: words.requestGround[ground] }).check()
  if (hasSubjects(kind)) {
    await page.getByRole('checkbox', { name: words.requestSubject['consent-records'] }).check()
    await page.getByRole('checkbox', { name: words.requestSubject['provision-records'] }).check()
  }
  if (mayHavePeriod(kind)) {
    await page.getByLabel(words.requestForm.content.fromDay).fill('2026-11-01')
    await page.getByLabel(words.requestForm.content.toDay).fill('2026-11-20')
  }
  if (CHANGE_OF[kind].held) await page.locator('#request-held').fill(said.held)
  if (CHANGE_OF[kind].wanted) await page.locator('#request-wanted').fill(said.wanted)
  await page.getByLabel(words.requestForm.content.description).fill(said.description)
  await page.getByRole('radio', { name: words.requestForm.content.electronic }).check()
}

export async function fillAbout(page: Page, language: Language, asAgent: boolean): Promise<void> {
  const words = WORDS[language].requestForm.about
  const said = SAID[language]
  if (asAgent) {
    await page.getByRole('radio', { name: words.agent }).check()
    await page.getByLabel(words.principalName).fill(said.principal)
    await page.getByLabel(words.principalAddress).fill(said.address)
    await page.getByLabel(words.power).fill(said.power)
  }
  await page.getByLabel(words.name, { exact: true }).fill(said.name)
  await page.getByLabel(words.address, { exact: true }).fill(said.address)
  await page.getByLabel(words.contact).fill(said.contact)
  await page.getByLabel(words.paper.replace('{{number}}', '1')).fill(said.paper)
}

export const goOn = (page: Page, language: Language): Promise<void> =>
  page.getByRole('button', { name: WORDS[language].requestForm.next, exact: true }).click()

/** Seals what was written, and gives the request's number. */
export async function seal(page: Page, language: Language): Promise<string> {
  const words = WORDS[language].requestForm
  await page.getByRole('button', { name: words.check.seal, exact: true }).click()
  await expect(page.getByRole('heading', { name: words.done.heading })).toBeVisible()
  const id = /R-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec((await page.locator('main, #root').first().textContent()) ?? '')
  if (!id) throw new Error('no number on the screen')
  return id[0]
}
