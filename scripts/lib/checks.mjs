import { rm } from 'node:fs/promises'
import { ensureBuild } from './buildApp.mjs'
import { inProject, projectRoot, readCachedJson } from './project.mjs'
import { run } from './run.mjs'
import { Refusal, say } from './say.mjs'
import { vitestTotals } from './testTotals.mjs'

const UNIT_REPORT = inProject('test-results/unit.json')

/** Runs a Node program of the project with its output shown; gives whether it succeeded. */
async function tool(script, args) {
  const { code } = await run(process.execPath, [inProject(script), ...args], {
    cwd: projectRoot,
    stdio: 'inherit',
  })
  return code === 0
}

async function runUnitTests() {
  await rm(UNIT_REPORT, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`]
  const succeeded = await tool('node_modules/vitest/vitest.mjs', ['run', ...reporters])
  const report = readCachedJson(UNIT_REPORT)
  return { succeeded, totals: report === null ? null : vitestTotals(report) }
}

async function build() {
  try {
    await ensureBuild('development')
    return true
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    say(error.message)
    return false
  }
}

const still = (check) => async () => ({ succeeded: await check(), totals: null })

/**
 * Everything that is checked without a window, in order of cost: { name, run() → { succeeded, totals } }, where totals
 * is null for a check that has no tests of its own.
 */
export const CHECKS = [
  {
    name: 'format',
    run: still(() => tool('node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.'])),
  },
  {
    name: 'import rules',
    run: still(() =>
      tool('node_modules/dependency-cruiser/bin/dependency-cruise.mjs', [
        '--config',
        '.dependency-cruiser.cjs',
        'src',
      ]),
    ),
  },
  { name: 'types', run: still(() => tool('scripts/typecheck.mjs', [])) },
  { name: 'lint', run: still(() => tool('node_modules/eslint/bin/eslint.js', ['.', '--max-warnings', '0'])) },
  { name: 'unit tests', run: runUnitTests },
  { name: 'build', run: still(build) },
]

/** Runs one check with a heading and its time; gives its result. */
export async function runCheck({ name, run: check }) {
  say(`${name} …`)
  const startedAt = Date.now()
  const result = await check()
  const seconds = Math.round((Date.now() - startedAt) / 1000)
  say(`${name}: ${result.succeeded ? 'passed' : 'FAILED'} in ${seconds} s`)
  return result
}
