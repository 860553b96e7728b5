import { expect, test, type Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chooseFiles, keepScreen, launchKazari, root } from './support/app'

/** Texts of a catalogue by path: `at('consent.yes')`. */
function catalogue(language: 'ja' | 'en'): (path: string) => string {
  const all = JSON.parse(readFileSync(join(root, `src/renderer/i18n/${language}.json`), 'utf8')) as object
  return (path) => {
    const text = path
      .split('.')
      .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], all)
    if (typeof text !== 'string') throw new Error(`no text ${path} in ${language}`)
    return text
  }
}

/** Whatever the page holds must fit: nothing to scroll, no button or label cut off sideways. */
async function expectFits(page: Page): Promise<void> {
  const cut = await page.evaluate(() => {
    const found: string[] = []
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement
    if (scrollWidth > clientWidth || scrollHeight > clientHeight) found.push('the page scrolls')
    for (const element of document.querySelectorAll<HTMLElement>(
      'button, h1, h2, h3, [role=radio], [role=tab], label',
    )) {
      const style = getComputedStyle(element)
      const clips = style.overflowX !== 'visible' || style.textOverflow === 'ellipsis'
      if (element.offsetParent === null || style.position === 'absolute' || clips) continue
      if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1)
        found.push(`${element.tagName} "${element.innerText}"`)
    }
    return found
  })
  expect(cut).toEqual([])
}

/** The notice's own words: part of the hashed policy text, not of the catalogues. */
function noticeText(language: 'ja' | 'en'): { title: string; give: string } {
  const file = join(root, `resources/policy/2021-01-01/${language}.json`)
  return (JSON.parse(readFileSync(file, 'utf8')) as { notice: { title: string; give: string } }).notice
}

const bundled = ['portrait.jpg', 'group.jpg'].map((name) => join(root, 'resources/demo', name))

for (const language of ['ja', 'en'] as const) {
  test(`every screen in ${language}`, async () => {
    const say = catalogue(language)
    const notice = noticeText(language)
    const kazari = await launchKazari({ camera: 'none', language, arguments: ['--demo'] })
    const { page, app } = kazari
    const shown = async (name: string) => {
      await page.waitForTimeout(350)
      await expectFits(page)
      await keepScreen(page, name, language)
    }
    const rail = (key: string) =>
      page
        .getByRole('navigation')
        .getByRole('button', { name: say(key), exact: true })
        .click()

    await expect(page.locator('html')).toHaveAttribute('lang', language)
    await expect(page.getByRole('alertdialog', { name: notice.title })).toBeVisible()
    await shown('consent')
    await page.getByRole('button', { name: say('consent.readPolicy') }).click()
    await shown('policy')
    await page.getByRole('button', { name: say('consent.backToNotice') }).click()
    await page.getByRole('button', { name: notice.give }).click()

    await expect(page.getByText(say('live.reading')).first()).toBeVisible({ timeout: 30_000 })
    await expect(page.getByRole('banner')).toContainText(/ONNX|WebGPU|WASM|Native|ネイティブ|GPU/, {
      timeout: 45_000,
    })
    await page.keyboard.press('1')
    await page.waitForTimeout(1500)
    await shown('live')
    await page.getByRole('banner').getByRole('button').first().click()
    await shown('status')
    await page.keyboard.press('Escape')
    await page.getByRole('banner').getByRole('button').nth(1).click()
    await shown('offline')
    await page.keyboard.press('Escape')
    await page.getByRole('radio', { name: say('live.timerOff') }).click()
    await page.getByRole('button', { name: say('live.shutter') }).click()
    await expect(page.getByRole('dialog', { name: say('review.title') })).toBeVisible()
    await shown('review')
    await page.getByRole('button', { name: say('review.retake') }).click()

    await rail('screen.photos')
    await shown('photos-empty')
    await chooseFiles(app, bundled)
    await page
      .getByRole('button', { name: say('photos.open') })
      .first()
      .click()
    await expect(page.getByRole('button', { name: /group\.jpg.*5/ })).toBeVisible({ timeout: 60_000 })
    await page.getByRole('button', { name: /group\.jpg.*5/ }).click()
    await page.getByRole('option').nth(4).click()
    await shown('editor')
    await page.getByRole('button', { name: say('editor.export') }).click()
    await shown('export')
    await page.keyboard.press('Escape')

    await rail('screen.settings')
    for (const section of ['general', 'camera', 'engine', 'export', 'privacy', 'about'] as const) {
      await rail(`settings.${section}`)
      await shown(`settings-${section}`)
    }
    await rail('settings.general')
    await page.getByRole('radio', { name: say('settings.themeLight') }).click()
    await rail('screen.live')
    await page.waitForTimeout(2500)
    await shown('live-light')

    // The other language at run time, without a restart.
    const other = catalogue(language === 'ja' ? 'en' : 'ja')
    await rail('screen.settings')
    await page.getByRole('radio', { name: language === 'ja' ? 'English' : '日本語' }).click()
    await expect(
      page.getByRole('navigation').getByRole('button', { name: other('screen.photos'), exact: true }),
    ).toBeVisible()
    expect(kazari.errors).toEqual([])
    await kazari.close()
  })
}
