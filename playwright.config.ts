import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'test/e2e',
  // One app at a time: the camera clip, the vision process and the screen are the machine's own.
  workers: 1,
  timeout: 120_000,
  outputDir: 'test-results/playwright',
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { trace: 'off', video: 'off', screenshot: 'off' },
})
