import type { Canvas } from '@napi-rs/canvas'
import { expect, test, type Page } from '@playwright/test'
import { LIVE_HINTS, type LiveHint } from '../../src/domain/live/liveHint'
import { hintScenes, type HintScenes } from '../support/hintScenes'
import { keepScreen, launchKazari } from './support/app'
import { cameraOf, statusChip } from './support/flows'
import { CLIP_FPS } from './support/frameNumbers'
import { motionsEnded } from './support/motions'
import { catalogue, noticeText } from './support/walk'

/** Somebody in no trouble, then in each of the four; the trouble that ends comes with the same person but for the last one. */
function everyTrouble({ well, dark, backlit, away, turned }: HintScenes): readonly Canvas[] {
  const lasting = (scene: Canvas, seconds: number) => Array<Canvas>(seconds * CLIP_FPS).fill(scene)
  const walk = Array.from({ length: 2 * CLIP_FPS }, (_, frame) => away(frame / (2 * CLIP_FPS)))
  return [
    ...lasting(well, 3),
    ...lasting(dark, 5),
    ...lasting(well, 3),
    ...lasting(backlit, 5),
    ...lasting(well, 3),
    ...walk,
    ...lasting(away(1), 4),
    ...walk.toReversed(),
    ...lasting(well, 2),
    ...lasting(turned, 5),
  ]
}

interface Watched {
  said?: string[]
}

/** Notes every sentence that appears among the hints from now on, '' where one goes. */
async function watchHints(page: Page): Promise<void> {
  await page.evaluate(() => {
    const place = document.querySelector('main [role=status]')
    if (place === null) throw new Error('no place for hints')
    const said = ((globalThis as Watched).said = [] as string[])
    new MutationObserver(() => {
      const text = place.textContent
      if (text !== (said.at(-1) ?? '')) said.push(text)
    }).observe(place, { childList: true, subtree: true, characterData: true })
  })
}

for (const language of ['en', 'ja'] as const)
  test(`live (${language}): what would help is said once for each trouble and goes when it is over; nothing is said without one`, async () => {
    const say = catalogue(language)
    const sentences = new Map(LIVE_HINTS.map((hint): [string, LiveHint] => [say(`live.hint.${hint}`), hint]))
    const kazari = await launchKazari({ camera: cameraOf(everyTrouble(await hintScenes())), language })
    try {
      const { page } = kazari
      await page.getByRole('button', { name: noticeText(language).give }).click()
      await expect(statusChip(page)).toContainText(language === 'en' ? /1 face/ : /1 人/, { timeout: 45_000 })
      await page.keyboard.press('1')
      await watchHints(page)
      const place = page.getByRole('main').getByRole('status')
      const seen: LiveHint[] = []
      while (seen.length < LIVE_HINTS.length) {
        await expect(place).not.toHaveText('', { timeout: 30_000 })
        const hint = sentences.get(await place.innerText())
        if (hint === undefined) throw new Error(`no hint says “${await place.innerText()}”`)
        seen.push(hint)
        await motionsEnded(page)
        await keepScreen(page, `hint-${hint}`, language)
        await expect(place).toHaveText('', { timeout: 20_000 })
      }
      // The clip runs round: whichever trouble was met first, the others followed, each said once and unsaid once.
      const first = LIVE_HINTS.findIndex((hint) => hint === seen[0])
      expect(seen).toEqual([...LIVE_HINTS.slice(first), ...LIVE_HINTS.slice(0, first)])
      const said = await page.evaluate(() => (globalThis as Watched).said)
      expect(said).toEqual(seen.flatMap((hint) => [say(`live.hint.${hint}`), '']))
      expect(kazari.errors).toEqual([])
    } finally {
      await kazari.close()
    }
  })
