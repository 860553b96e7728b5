import { expect, test, type Page } from '@playwright/test'
import { BUDGETS } from '../budgets'
import { keepScreen, launchKazari, visionPids } from './support/app'
import { keepFigures } from './support/figures'
import { portraitFrame, statusChip, stillCamera } from './support/flows'

/** Turns of the display a second, over so many seconds: each one is a paint of the stage. */
function paintsASecond(page: Page, seconds: number): Promise<number> {
  return page.evaluate(
    (length) =>
      new Promise<number>((resolve) => {
        let paints = 0
        const startedAtMs = performance.now()
        const turn = () => {
          paints++
          const tookMs = performance.now() - startedAtMs
          if (tookMs < length * 1000) requestAnimationFrame(turn)
          else resolve((paints * 1000) / tookMs)
        }
        requestAnimationFrame(turn)
      }),
    seconds,
  )
}

const WORDS = {
  en: {
    yes: 'Yes, start it',
    faces: /1 face/,
    all: /eased: rate, size, search/,
    any: /eased/,
    live: 'Live',
  },
  ja: {
    yes: 'はい、使います',
    faces: /1 人/,
    all: /控えめ: 追いかけ、大きさ、顔探し/,
    any: /控えめ/,
    live: 'ライブ',
  },
} as const

for (const language of ['en', 'ja'] as const)
  test(`a computer that becomes slow keeps its picture smooth, says what gave way, and recovers (${language})`, async () => {
    const words = WORDS[language]
    const kazari = await launchKazari({ camera: stillCamera(await portraitFrame(1, 0, 90)), language })
    try {
      const { page, app } = kazari
      await page.getByRole('button', { name: words.yes }).click()
      const chip = statusChip(page)
      await expect(chip).toContainText(words.faces, { timeout: 45_000 })
      await expect(chip).not.toContainText(words.any, { timeout: 30_000 })

      const before = await paintsASecond(page, 3)
      const [vision] = await visionPids(app)
      if (vision === undefined) throw new Error('no vision')
      // The test build alone listens: each call of a net takes 90 ms more from now on.
      process.kill(vision, 'SIGUSR2')
      await expect(chip).toContainText(words.any, { timeout: 20_000 })
      await expect(chip).toContainText(words.all, { timeout: 30_000 })
      const paints = await paintsASecond(page, 5)
      keepFigures(`live-pace-${language}`, { paintsASecond: { before, whileSlowed: paints } })
      // A computer that could not paint so often before, because of other work, cannot do so now.
      expect(paints).toBeGreaterThan(Math.min(BUDGETS.paintsASecond, 0.85 * before))
      await expect(chip).toContainText(words.faces)
      await chip.click()
      await keepScreen(page, 'live-eased', language)
      await page.keyboard.press('Escape')

      process.kill(vision, 'SIGUSR2')
      await expect(chip).not.toContainText(words.any, { timeout: 60_000 })
      expect(await visionPids(app)).toEqual([vision])
      expect(kazari.errors).toEqual([])
    } finally {
      await kazari.close()
    }
  })
