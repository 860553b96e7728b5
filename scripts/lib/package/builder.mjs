import { writeFile } from 'node:fs/promises'
import { impatientEnvironment, saysUnreachable } from '../installer.mjs'
import { inProject } from '../project.mjs'
import { lastLines, run } from '../run.mjs'

const LONGEST_MS = 20 * 60_000

/** Runs electron-builder on a request (see runBuilder.mjs); the request is kept in a file beside its work. */
export async function runBuilder(request, file) {
  await writeFile(file, JSON.stringify(request, null, 1))
  return run(process.execPath, [inProject('scripts/lib/package/runBuilder.mjs'), file], {
    env: impatientEnvironment(),
    timeoutMs: LONGEST_MS,
    waiting: 'electron-builder is at work',
  })
}

/** One sentence why electron-builder failed. */
export function builderFailure({ stdout, stderr, timedOut }) {
  const words = `${stdout}\n${stderr}`
  if (timedOut) return 'it took more than 20 minutes'
  if (saysUnreachable(words)) return 'it needs a download that cannot be reached from here'
  return lastLines(words, 6) || 'electron-builder failed without a word'
}
