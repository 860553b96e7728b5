import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inProject } from '../lib/project.mjs'
import { Refusal, say } from '../lib/say.mjs'
import { ensureSystemLibraries } from '../lib/systemLibraries.mjs'
import { withDisplay } from '../lib/virtualDisplay.mjs'
import { proveDisk } from './diskProof.mjs'
import { proveNetwork } from './networkProof.mjs'
import { NotHere } from './prepare.mjs'
import { diskReport, networkReport } from './report.mjs'
import { diskCases, EXIT_CODES, networkCases, totalsOf, verdictOf } from './verdict.mjs'

const PROOFS = {
  disk: { prove: proveDisk, casesOf: diskCases, page: diskReport },
  network: { prove: proveNetwork, casesOf: networkCases, page: networkReport },
}

function readArguments(args, kind) {
  const options = { full: false, keep: false, appDirectory: null }
  for (let at = 0; at < args.length; at += 1) {
    if (args[at] === '--full' && kind === 'disk') options.full = true
    else if (args[at] === '--keep') options.keep = true
    else if (args[at] === '--app' && args[at + 1]) options.appDirectory = args[(at += 1)]
    else
      throw new Refusal(
        `this proof knows ${kind === 'disk' ? '--full, ' : ''}--app DIRECTORY and --keep, not ${args[at]}`,
      )
  }
  return options
}

export { NotHere }

/** Answers of the app are long and hold points of a face: the file says how many there were. */
const withoutPoints = (key, value) =>
  key === 'landmarks' && Array.isArray(value) ? `${value.length} answers of vision` : value

/** Runs a proof, writes its reports and gives { cases, verdict, totals }. */
export async function prove(kind, options) {
  if (process.platform !== 'linux')
    throw new NotHere('the proofs trace system calls and mount disk images: they run on Linux only')
  await ensureSystemLibraries('test', { install: true })
  const { prove: run, casesOf, page } = PROOFS[kind]
  const report = await withDisplay((display) => run({ ...options, display }), {
    always: true,
    endsOnSignal: false,
  })
  const cases = casesOf(report)
  const whole = { ...report, cases, verdict: verdictOf(cases) }
  const folder = inProject('test-results/proof')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${kind}.json`), `${JSON.stringify(whole, withoutPoints, 1)}\n`)
  await writeFile(join(folder, `${kind}.md`), page(whole))
  for (const { name, status, detail } of cases)
    if (status !== 'passed')
      say(`${status === 'failed' ? 'FAILED' : 'SKIPPED'}: ${name}: ${detail.join('; ')}`)
  return { cases, verdict: whole.verdict, totals: totalsOf(cases), page: join(folder, `${kind}.md`) }
}

/** The command at a terminal: 0 proven, 1 something failed, 3 steps could not run. */
export async function runProof(kind, args) {
  const options = readArguments(args, kind)
  let result
  try {
    result = await prove(kind, options)
  } catch (error) {
    if (!(error instanceof NotHere)) throw error
    say(error.message)
    return EXIT_CODES.incomplete
  }
  const { verdict, totals, page } = result
  say(
    `${kind}: ${verdict}, ${totals.passed} cases hold, ${totals.failed} do not, ${totals.skipped} not run; ${page}`,
  )
  return EXIT_CODES[verdict]
}
