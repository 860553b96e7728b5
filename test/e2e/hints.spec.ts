import { createCanvas, type Canvas } from '@napi-rs/canvas'
import { expect, test } from '@playwright/test'
import { keepScreen, launchKazari } from './support/app'
import { portraitFrame, statusChip, stillCamera } from './support/flows'

const WORDS = {
  en: { yes: 'Yes, start it', one: /1 face/, dark: 'It is rather dark' },
  ja: { yes: 'はい、使います', one: /1 人/, dark: '少し暗いようです' },
} as const

/** The same picture with this share of its light. */
function darkened(frame: Canvas, share: number): Canvas {
  const canvas = createCanvas(frame.width, frame.height)
  const context = canvas.getContext('2d')
  context.drawImage(frame, 0, 0)
  context.fillStyle = `rgb(0 0 0 / ${1 - share})`
  context.fillRect(0, 0, frame.width, frame.height)
  return canvas
}

const SCENES = [
  { name: 'dark', frame: async () => darkened(await portraitFrame(1, 0, 90), 0.16), says: 'dark' },
  { name: 'lit', frame: () => portraitFrame(1, 0, 90), says: null },
] as const

for (const language of ['en', 'ja'] as const)
  for (const { name, frame, says } of SCENES)
    test(`live, ${name} (${language}): ${says === null ? 'nothing is said' : 'the face is followed, and what would help is said'}`, async () => {
      const words = WORDS[language]
      const kazari = await launchKazari({ camera: stillCamera(await frame()), language })
      try {
        const { page } = kazari
        await page.getByRole('button', { name: words.yes }).click()
        await expect(statusChip(page)).toContainText(words.one, { timeout: 45_000 })
        const hint = page.getByRole('main').getByRole('status')
        if (says !== null) {
          await expect(hint).toContainText(words[says], { timeout: 20_000 })
          await keepScreen(page, `hint-${name}`, language)
        } else {
          // Long enough for a hint to come; the status line goes on meanwhile.
          await page.waitForTimeout(3_000)
          await expect(hint).toHaveText('')
        }
        expect(kazari.errors).toEqual([])
      } finally {
        await kazari.close()
      }
    })
