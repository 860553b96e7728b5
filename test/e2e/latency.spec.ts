import { expect, test } from '@playwright/test'
import { latencyFigures } from '../../src/domain/live/latency'
import { BUDGETS } from '../budgets'
import { keepScreen, launchKazari } from './support/app'
import { keepFigures } from './support/figures'
import { agree, goTo, portraitFrame, waitForFaces } from './support/flows'
import { CLIP_FPS, latenciesOf, numberedCamera, watchNumbers } from './support/frameNumbers'

test('the latency that Diagnostics tells is the one that the numbers in the camera frames tell', async () => {
  const kazari = await launchKazari({ camera: numberedCamera(await portraitFrame(1, 0, 90), 60) })
  try {
    const { page } = kazari
    await agree(page)
    await waitForFaces(page, 1)
    await page
      .getByRole('option', { name: /Round glasses/ })
      .first()
      .click()
    const run = await watchNumbers(page, 12)
    const byNumbers = latencyFigures(latenciesOf(run))
    if (byNumbers === null) throw new Error('no frame was decorated')

    const painted = run.turns.flatMap(({ shown, decorated }) =>
      decorated === null ? [] : [{ shown, decorated }],
    )
    for (const [index, { decorated }] of painted.entries())
      expect(decorated).toBeGreaterThanOrEqual(painted[index - 1]?.decorated ?? -Infinity)
    const behind = latencyFigures(painted.map(({ shown, decorated }) => shown - decorated))

    await goTo(page, 'Settings')
    await goTo(page, 'Diagnostics')
    const card = page.getByText(/half of the frames had their decorations painted within/)
    await expect(card).toBeVisible()
    const said = await card.innerText()
    const [, p50, p95] = /within (\d+)\sms, 95\s% within (\d+)\sms/.exec(said) ?? []
    const own = { p50Ms: Number(p50), p95Ms: Number(p95) }
    await keepScreen(page, 'diagnostics-latency', 'en')
    await page.getByRole('button', { name: 'Copy report', exact: true }).click()
    await expect
      .poll(() => kazari.app.evaluate(({ clipboard }) => clipboard.readText()))
      .toContain(`Latency: ${own.p50Ms} ms · ${said}`)
    keepFigures('latency', { byNumbers, own, framesBehindPicture: behind })

    expect(byNumbers.samples).toBeGreaterThan(2 * CLIP_FPS)
    // A computer that is busy with other work also plays the clip late, which the numbers alone count as latency.
    expect(Math.abs(byNumbers.p50Ms - own.p50Ms)).toBeLessThan(
      Math.max(BUDGETS.latencyDisagreementMs, 0.5 * byNumbers.p50Ms),
    )
    expect(kazari.errors).toEqual([])
  } finally {
    await kazari.close()
  }
})
