import { Refusal, say } from './say.mjs'

const NOTHING = { passed: 0, failed: 0, skipped: 0 }

/** A proof as a step of the tests: its cases are tests; what cannot run here counts as skipped, and is said aloud. */
async function runStep(kind) {
  if (process.platform !== 'linux') {
    say(`SKIPPED: the proof (${kind}) runs on Linux only`)
    return { succeeded: true, totals: { ...NOTHING, skipped: 1 } }
  }
  // What it needs is installed by the steps before.
  const { prove, NotHere } = await import('../prove/command.mjs')
  try {
    const { verdict, totals, page } = await prove(kind, { full: false, keep: false, appDirectory: null })
    say(`${kind}: ${verdict}; ${page}`)
    return { succeeded: verdict !== 'failed', totals }
  } catch (error) {
    if (error instanceof NotHere) {
      say(`SKIPPED: the proof (${kind}): ${error.message}`)
      return { succeeded: true, totals: { ...NOTHING, skipped: 1 } }
    }
    if (!(error instanceof Refusal)) throw error
    say(error.message)
    return { succeeded: false, totals: { ...NOTHING, failed: 1 } }
  }
}

export const PROOF_STEPS = [
  { name: 'proof: disk', run: () => runStep('disk') },
  { name: 'proof: network', run: () => runStep('network') },
]
