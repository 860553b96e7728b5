import { rm } from 'node:fs/promises'
import { ensureBuild } from './buildApp.mjs'
import { inProject, projectRoot, readCachedJson } from './project.mjs'
import { resolveRuntime } from './runtime.mjs'
import { run } from './run.mjs'
import { playwrightTotals } from './testTotals.mjs'
import { withDisplay } from './virtualDisplay.mjs'

const REPORT = inProject('test-results/e2e.json')

/** The displays for Playwright's workers, one each; none on a system where windows need none. */
const displaysOf = (environments) => {
  const displays = environments.flatMap(({ DISPLAY }) => DISPLAY ?? [])
  return displays.length === 0 ? {} : { KAZARI_DISPLAYS: displays.join(' ') }
}

/**
 * Runs the real app under Playwright, on two displays of its own; `args` go to Playwright. Gives { succeeded, totals },
 * totals null when there is no report. Both builds are made: some proofs are about the build for people.
 */
export async function runEndToEndTests(args) {
  await resolveRuntime()
  await ensureBuild('development')
  await ensureBuild('test')
  await rm(REPORT, { force: true })
  const cli = inProject('node_modules/@playwright/test/cli.js')
  const test = (first) =>
    withDisplay(
      (second) =>
        run(process.execPath, [cli, 'test', ...args], {
          cwd: projectRoot,
          stdio: 'inherit',
          env: { ...first, ...displaysOf([first, second]) },
        }),
      { always: true },
    )
  const { code } = await withDisplay(test, { always: true })
  const report = readCachedJson(REPORT)
  return { succeeded: code === 0, totals: report === null ? null : playwrightTotals(report) }
}
