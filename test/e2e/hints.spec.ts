import { createCanvas, type Canvas } from '@napi-rs/canvas'
import { expect, test } from '@playwright/test'
import { keepScreen, launchKazari } from './support/app'
import { CAMERA_SIZE, portraitFrame, statusChip, stillCamera } from './support/flows'

const WORDS = {
  en: { yes: 'Yes, start it', one: /1 face/, dark: 'It is rather dark', small: 'Come a little closer' },
  ja: { yes: 'はい、使います', one: /1 人/, dark: '少し暗いようです', small: 'もう少しカメラに近づいて' },
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

/** The picture, smaller, in the middle of a lit wall. */
function farAway(frame: Canvas, scale: number): Canvas {
  const canvas = createCanvas(CAMERA_SIZE.width, CAMERA_SIZE.height)
  const context = canvas.getContext('2d')
  context.fillStyle = '#b9b2a6'
  context.fillRect(0, 0, canvas.width, canvas.height)
  const [width, height] = [frame.width * scale, frame.height * scale]
  context.drawImage(frame, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height)
  return canvas
}

const SCENES = [
  { name: 'dark', frame: async () => darkened(await portraitFrame(1, 0, 90), 0.16), says: 'dark' },
  { name: 'small', frame: async () => farAway(await portraitFrame(1, 0, 90), 0.26), says: 'small' },
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
