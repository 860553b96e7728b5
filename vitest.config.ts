import react from '@vitejs/plugin-react'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { faceApiAliases } from './vite.aliases'

export default defineConfig({
  plugins: [react()],
  resolve: { alias: faceApiAliases },
  define: { __TEST_BUILD__: 'true' },
  test: {
    include: ['test/{domain,contracts,main,vision,cli,renderer,architecture}/**/*.test.{ts,tsx}'],
    // Files that need a page say so on their first line: // @vitest-environment happy-dom
    environment: 'node',
    // Vitest leaves one core free, which on two is half of them; much of what these tests do is waiting for a disk or a process.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // They end what would never end, and measure nothing: beside lint and types some tests need a minute on two cores.
    testTimeout: 240_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    server: { deps: { inline: [/face-api\.js/] } },
  },
})
