import { expect, type Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chooseFiles, root, type Kazari } from './app'

export type Language = 'ja' | 'en'

/** Texts of the catalogues by path: `at('consent.yes')`. Those of the areas count as well. */
export function catalogue(language: Language): (path: string) => string {
  const files = [
    `${language}.json`,
    ...['privacy', 'request', 'desk', 'registers', 'diagnostics'].map((area) => `${language}/${area}.json`),
  ]
  const all = Object.assign(
    {},
    ...files.map((file) => JSON.parse(readFileSync(join(root, 'src/renderer/i18n', file), 'utf8')) as object),
  ) as object
  return (path) => {
    const text = path
      .split('.')
      .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], all)
    if (typeof text !== 'string') throw new Error(`no text ${path} in ${language}`)
    return text
  }
}

/** The notice's own words: part of the hashed policy text, not of the catalogues. */
export function noticeText(language: Language): { title: string; give: string; refuse: string } {
  const file = join(root, `resources/policy/2021-01-01/${language}.json`)
  return (
    JSON.parse(readFileSync(file, 'utf8')) as { notice: { title: string; give: string; refuse: string } }
  ).notice
}

const SETTINGS = ['general', 'camera', 'engine', 'export', 'about'] as const
export const PRIVACY_TABS = ['policy', 'consents', 'myData', 'requests'] as const

/** Presses a button of the rail or of a sidebar by the catalogue's name for it. */
export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation').getByRole('button', { name, exact: true }).first().click()

/**
 * Goes to every screen of the visitor in turn, from the notice on, and calls `visit` on each with its name. Starts where
 * the app starts, with `--demo`.
 */
export async function walkScreens(
  { page, app }: Kazari,
  language: Language,
  visit: (name: string) => Promise<void>,
): Promise<void> {
  const say = catalogue(language)
  const notice = noticeText(language)
  await expect(page.getByRole('alertdialog', { name: notice.title })).toBeVisible()
  await visit('consent')
  await page.getByRole('button', { name: notice.give }).click()

  await expect(page.getByRole('banner')).toContainText(/ONNX|WebGPU|WASM|Native|ネイティブ|GPU/, {
    timeout: 45_000,
  })
  await visit('live')
  await page.getByRole('banner').getByRole('button').first().click()
  await visit('status')
  await page.keyboard.press('Escape')
  await page.getByRole('radio', { name: say('live.timerOff') }).click()
  await page.getByRole('button', { name: say('live.shutter') }).click()
  await expect(page.getByRole('dialog', { name: say('review.title') })).toBeVisible()
  await visit('review')
  await page.getByRole('button', { name: say('review.retake') }).click()

  await press(page, say('screen.photos'))
  await visit('photos-empty')
  await chooseFiles(app, [join(root, 'resources/demo/portrait.jpg')])
  await page
    .getByRole('button', { name: say('photos.open') })
    .first()
    .click()
  await expect(page.getByRole('heading', { name: 'portrait.jpg' })).toBeVisible({ timeout: 60_000 })
  await page.getByRole('option').nth(4).click()
  await visit('editor')
  await page.getByRole('button', { name: say('editor.export') }).click()
  await visit('export')
  await page.keyboard.press('Escape')

  await press(page, say('screen.settings'))
  for (const section of SETTINGS) {
    await press(page, say(`settings.${section}`))
    await visit(`settings-${section}`)
  }
  await press(page, say('settings.diagnostics'))
  await expect(page.locator('[data-check="swap"]')).toBeVisible()
  await visit('settings-diagnostics')

  await press(page, say('settings.privacy'))
  for (const tab of PRIVACY_TABS) {
    await page.getByRole('tab', { name: say(`privacyTab.${tab}`), exact: true }).click()
    await visit(`privacy-${tab}`)
  }
  await page
    .getByRole('button', { name: say('requestList.write') })
    .first()
    .click()
  await expect(page.getByRole('button', { name: say('requestForm.back') })).toBeVisible()
  await visit('request')
  await page.getByRole('button', { name: say('requestForm.back') }).click()

  await press(page, say('settings.desk'))
  await visit('desk')
}

/** Sets the theme as Settings would, and waits until the page has it. */
export async function setTheme(page: Page, theme: 'dark' | 'light' | 'contrast'): Promise<void> {
  await page.evaluate(
    (wanted) =>
      (
        window as unknown as { kazari: { call(name: string, argument: object): Promise<unknown> } }
      ).kazari.call('settings:write', { theme: wanted }),
    theme,
  )
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
}
