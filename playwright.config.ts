import { defineConfig } from '@playwright/test'

/** Displays that `npm run e2e` has opened (scripts/lib/endToEnd.mjs); the person's own where it opened none. */
const displays = (process.env.KAZARI_DISPLAYS ?? process.env.DISPLAY ?? '').split(' ')
const worker = process.env.TEST_PARALLEL_INDEX
if (worker !== undefined) process.env.DISPLAY = displays[Number(worker) % displays.length]

export default defineConfig({
  testDir: 'test/e2e',
  // Each worker has a display of its own, so that keys go to its windows; more apps than this at once starve each other's cameras.
  workers: displays.length,
  timeout: 120_000,
  outputDir: 'test-results/playwright',
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { trace: 'off', video: 'off', screenshot: 'off' },
})
