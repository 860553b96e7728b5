import { defineConfig } from '@playwright/test'

/** Measurements of the running app: no tests, so never part of `npm test`. One at a time, on a display of its own. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  workers: 1,
  timeout: 0,
  outputDir: '../../test-results/bench-playwright',
  reporter: [['line']],
})
