import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../lib/run.mjs'

/** Starts that `--full` adds to the session's, on the same image. */
export const FULL_RUNS = [
  { name: 'graphics crash', scenario: 'gpu-crash', confined: true },
  { name: 'main crash', scenario: 'main-crash', confined: true },
  { name: 'main killed', scenario: 'main-killed', confined: true },
  { name: 'memory pressure', scenario: 'memory', confined: true, megabytes: 700 },
]

/**
 * Core files: the limit is lifted, the app stands in its home, and main crashes. What lies there afterwards belongs to the host, but a
 * file that the search finds a face in is said as what it is.
 */
export const coreRun = (home) => ({
  name: 'core dump',
  scenario: 'main-crash',
  confined: true,
  cwd: home,
  wrapper: ['sh', '-c', 'ulimit -c unlimited; exec "$@"', 'sh'],
})

/** Pressed into a group of processes that may hold little memory, so that the kernel has to swap. */
export const swapRun = (procs) => ({
  name: 'swap',
  scenario: 'memory',
  confined: true,
  megabytes: 300,
  wrapper: ['sh', '-c', `echo $$ > ${procs}; exec "$@"`, 'sh'],
})

/** What the core case shows: a sentence for the report. */
export function coreSentence({ content, records }) {
  const pattern = readFileSync('/proc/sys/kernel/core_pattern', 'utf8').trim()
  const crashed = records[0]?.error === undefined
  const found = content.findings.length
  return [
    `Core dumps (limit lifted, core_pattern “${pattern}”): ${crashed ? 'main crashed' : `not shown, ${records[0]?.error}`}; `,
    found === 0
      ? 'nothing of a face was found on the image.'
      : `${found} traces of a face were found on the image: the host wrote them, not Kazari. Switch core dumps off.`,
  ].join('')
}

/** A print queue keeps pages: what it would keep is shown by the letter as PDF, which the session saves. */
export async function printSentence() {
  const { code, stdout } = await run('lpstat', ['-e'])
  const queues = code === 0 ? stdout.trim().split('\n').filter(Boolean) : []
  return queues.length === 0
    ? 'Printing to a queue was not run: no print system with a queue is set up here. Letters as PDF are part of the session.'
    : `Printing was not run: ${queues.join(', ')} may be a real printer, and a proof prints on nobody’s paper.`
}

const CGROUP = '/sys/fs/cgroup/memory'

/** Why swap cannot be shown here, or null. */
export async function swapObstacle() {
  if (process.getuid?.() !== 0) return 'it needs root'
  if (!existsSync(join(CGROUP, 'memory.limit_in_bytes')))
    return 'there is no memory controller of cgroups in which the app alone could be pressed into swap'
  if (readFileSync('/proc/swaps', 'utf8').trim().split('\n').length > 1)
    return 'swap is on already: pages of other programs would be searched with it'
  return null
}
