import { rm } from 'node:fs/promises'
import { ensureBuild } from './buildApp.mjs'
import { inProject, projectRoot, readCachedJson } from './project.mjs'
import { resolveRuntime } from './runtime.mjs'
import { run } from './run.mjs'
import { playwrightTotals } from './testTotals.mjs'
import { withDisplay } from './virtualDisplay.mjs'

const REPORT = inProject('test-results/e2e.json')

/**
 * Runs the real app under Playwright, on a display of its own; `args` go to Playwright. Gives { succeeded, totals },
 * totals null when there is no report. Both builds are made: some proofs are about the build for people.
 */
export async function runEndToEndTests(args) {
  await resolveRuntime()
  await ensureBuild('development')
  await ensureBuild('test')
  await rm(REPORT, { force: true })
  const cli = inProject('node_modules/@playwright/test/cli.js')
  const { code } = await withDisplay(
    (env) => run(process.execPath, [cli, 'test', ...args], { cwd: projectRoot, stdio: 'inherit', env }),
    { always: true },
  )
  const report = readCachedJson(REPORT)
  return { succeeded: code === 0, totals: report === null ? null : playwrightTotals(report) }
}
