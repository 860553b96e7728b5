import type { Page } from '@playwright/test'

/** Waits until every motion that ends has ended: Chromium reports colours in motion as they are at that moment. */
export async function motionsEnded(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    // A change of style starts its motions with the next frame.
    await frame()
    await frame()
    const motions = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(motions.map(({ finished }) => finished))
  })
}
