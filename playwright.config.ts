import { defineConfig } from '@playwright/test'

/** Displays that `npm run e2e` has opened (scripts/lib/endToEnd.mjs); the person's own where it opened none. */
const displays = (process.env.KAZARI_DISPLAYS ?? process.env.DISPLAY ?? '').split(' ')
const worker = process.env.TEST_PARALLEL_INDEX
if (worker !== undefined) process.env.DISPLAY = displays[Number(worker) % displays.length]

/** The longest first, so that no worker is left with one of them when the other has nothing to do any more. */
const LONGEST = ['hardening/pictures', 'requests', 'letters', 'sessionWipe', 'access']
const ofLongest = (name: string): RegExp => new RegExp(`/e2e/${name}\\.spec\\.ts$`)

export default defineConfig({
  testDir: 'test/e2e',
  // Each worker has a display of its own, so that keys go to its windows; more apps than this at once starve each other's cameras.
  workers: displays.length,
  timeout: 120_000,
  projects: [
    ...LONGEST.map((name) => ({ name, testMatch: ofLongest(name) })),
    { name: 'rest', testIgnore: LONGEST.map(ofLongest) },
  ],
  outputDir: 'test-results/playwright',
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { trace: 'off', video: 'off', screenshot: 'off' },
})
