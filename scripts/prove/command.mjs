import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inProject } from '../lib/project.mjs'
import { Refusal, say } from '../lib/say.mjs'
import { ensureSystemLibraries } from '../lib/systemLibraries.mjs'
import { withDisplay } from '../lib/virtualDisplay.mjs'
import { proveDisk } from './diskProof.mjs'

const PROOFS = { disk: proveDisk }

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

export async function runProof(kind, args) {
  const options = readArguments(args, kind)
  await ensureSystemLibraries('test', { install: true })
  const report = await withDisplay((display) => PROOFS[kind]({ ...options, display }), { always: true })
  const folder = inProject('test-results/proof')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${kind}.json`), `${JSON.stringify(report, null, 1)}\n`)
  say(`report: ${join(folder, `${kind}.json`)}`)
  return 0
}
