// npm test: sets up what is missing, runs every check and the real app, and ends with one line of totals.
import { CHECKS, runCheck } from './lib/checks.mjs'
import { ensureDependencies } from './lib/dependencies.mjs'
import { runEndToEndTests } from './lib/endToEnd.mjs'
import { PROOF_STEPS } from './lib/proofStep.mjs'
import { Refusal, runScript, say } from './lib/say.mjs'
import { ensureSystemLibraries } from './lib/systemLibraries.mjs'
import { sumTotals, totalsLine } from './lib/testTotals.mjs'

const ONE_FAILURE = { passed: 0, failed: 1, skipped: 0 }
const NOTHING = { passed: 0, failed: 0, skipped: 0 }

/** A step as totals: a step without tests of its own counts only when it fails, so that the last line never hides it. */
function totalsOf({ succeeded, totals }) {
  if (succeeded) return totals ?? NOTHING
  return totals !== null && totals.failed > 0 ? totals : sumTotals([totals ?? NOTHING, ONE_FAILURE])
}

/** Runs one step; a refusal is its failure, said in its sentence, and the other steps go on. */
async function attempt(step) {
  try {
    return await runCheck(step)
  } catch (error) {
    say(error instanceof Refusal ? error.message : (error.stack ?? String(error)))
    return { succeeded: false, totals: null }
  }
}

const SETUP = {
  name: 'setup',
  run: async () => {
    await ensureSystemLibraries('test', { install: true })
    await ensureDependencies()
    return { succeeded: true, totals: null }
  },
}
const END_TO_END = { name: 'end-to-end tests', run: () => runEndToEndTests([]) }
const isTested = ({ name }) => ['unit tests', 'build'].includes(name)

/**
 * Stages one after another; the lanes of a stage beside each other, each with its steps in order. What only reads the sources goes beside
 * the unit tests, and the two proofs, which mostly wait for the app, beside each other.
 */
const STAGES = [
  [CHECKS.filter((check) => !isTested(check)), CHECKS.filter(isTested)],
  [[END_TO_END]],
  PROOF_STEPS.map((proof) => [proof]),
]

/** Runs the steps of a lane in order; gives { name, result } of each. */
async function runLane(steps) {
  const results = []
  for (const step of steps) results.push({ name: step.name, result: await attempt(step) })
  return results
}

await runScript(async () => {
  const startedAt = Date.now()
  const results = [{ name: SETUP.name, result: await attempt(SETUP) }]
  // Without the dependencies every further step would fail for the same reason.
  if (results[0].result.succeeded) {
    for (const lanes of STAGES) results.push(...(await Promise.all(lanes.map(runLane))).flat())
  }
  const failed = results.filter(({ result }) => !result.succeeded).map(({ name }) => name)
  say(`took ${Math.round((Date.now() - startedAt) / 1000)} s`)
  if (failed.length > 0) say(`failed: ${failed.join(', ')}`)
  process.stdout.write(`${totalsLine(sumTotals(results.map(({ result }) => totalsOf(result))))}\n`)
  return failed.length === 0 ? 0 : 1
})
