import { expect, test, type Page } from '@playwright/test'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDeskMembersFile } from '../../src/main/privacy/deskMembersFile'
import { hashPin } from '../../src/main/privacy/pinHash'
import { keepScreen, launchKazari } from './support/app'
import { hostFacts, SWAP_ON, SYSTEMD_COREDUMP } from './support/hostFacts'
import { motionsEnded } from './support/motions'
import { setTheme, walkScreens } from './support/walk'

/** What of axe's answer is read here. */
interface AxeResults {
  readonly violations: readonly {
    readonly id: string
    readonly impact: string | null
    readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[]
  }[]
}

const THEMES = ['dark', 'light', 'contrast'] as const
/** Colours are no matter of the language: one of them is looked at in every theme. */
const THEMES_IN = { ja: THEMES, en: ['dark'] } as const
const require = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'))
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

/** Serious and critical findings, one line each: what, where, and why. */
async function findings(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  // In the page alone: the frame of a letter runs no script, so nothing could look into it from inside.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE)
  const { violations } = await page.evaluate(
    (only) =>
      (globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
        iframes: false,
        resultTypes: ['violations'],
        ...(only ? { runOnly: only } : {}),
      }),
    rules ? [...rules] : null,
  )
  const found = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => {
        const why = (failureSummary ?? '').split('\n').slice(1).join(' ').trim()
        return { id, target: target.join(' '), why }
      }),
    )
  // What lies in a group that is walked with the arrow keys comes into sight with the focus.
  const walked = await page.evaluate(
    (targets) =>
      targets.filter((target) =>
        document
          .querySelector(target)
          ?.closest(':is([role=group], [role=radiogroup], [role=toolbar])[tabindex="0"]'),
      ),
    found.filter(({ id }) => id === 'scrollable-region-focusable').map(({ target }) => target),
  )
  return found
    .filter(({ id, target }) => id !== 'scrollable-region-focusable' || !walked.includes(target))
    .map(({ id, target, why }) => `${id} at ${target}: ${why}`)
}

for (const language of ['ja', 'en'] as const) {
  test(`every screen can be used by everyone, in ${language}: ${THEMES_IN[language].join(', ')}`, async () => {
    test.setTimeout(480_000)
    const kazari = await launchKazari({ camera: 'none', language, arguments: ['--demo'] })
    const { page } = kazari
    const found: string[] = []
    await walkScreens(kazari, language, async (name) => {
      for (const theme of THEMES_IN[language]) {
        await setTheme(page, theme)
        await motionsEnded(page)
        // Names, roles and order are the same in every theme; colours are not.
        const rules = theme === 'dark' ? undefined : ['color-contrast']
        for (const finding of await findings(page, rules)) found.push(`${name} (${theme}): ${finding}`)
      }
      await setTheme(page, 'dark')
    })
    expect(found).toEqual([])
    expect(kazari.errors).toEqual([])
    await kazari.close()
  })
}

test('the door of a kiosk can be used by everyone, in every theme and in a small window', async () => {
  const records = mkdtempSync(join(tmpdir(), 'kazari-door-'))
  const members = createDeskMembersFile({ directory: records, now: Date.now, onSetAside: () => undefined })
  const sato = { name: 'Sato Hajime', addedAtMs: 1, ...(await hashPin('271828')) }
  await members.write({ members: [sato], tries: { wrong: 1, lastAtMs: 1 } })
  const { environment } = hostFacts({
    '/proc/swaps': SWAP_ON,
    '/sys/power/state': 'freeze mem disk\n',
    '/proc/sys/kernel/core_pattern': SYSTEMD_COREDUMP,
    '/etc/cups/cupsd.conf': false,
  })
  const kazari = await launchKazari({ camera: 'none', records, arguments: ['--kiosk'], environment })
  const { page } = kazari
  await expect(page.locator('[data-check]')).toHaveCount(4)
  const found: string[] = []
  for (const theme of THEMES) {
    await page.evaluate((wanted) => (document.documentElement.dataset['theme'] = wanted), theme)
    await motionsEnded(page)
    for (const finding of await findings(page)) found.push(`${theme}: ${finding}`)
  }
  await page.getByRole('button', { name: /^How to fix: Swap/ }).click()
  await motionsEnded(page)
  for (const finding of await findings(page)) found.push(`how to fix: ${finding}`)
  await page.keyboard.press('Escape')
  expect(found).toEqual([])
  await kazari.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700),
  )
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible()
  await page.getByRole('button', { name: 'Check again' }).scrollIntoViewIfNeeded()
  await keepScreen(page, 'kiosk-door-small', 'en')
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(tooWide).toBe(0)
  await kazari.close()
  rmSync(records, { recursive: true, force: true })
})
