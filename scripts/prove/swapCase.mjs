import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../lib/run.mjs'
import { say } from '../lib/say.mjs'
import { searchImage } from './content/searchImage.mjs'
import { swapObstacle } from './hostCases.mjs'

const GROUP = '/sys/fs/cgroup/memory/kazari-proof'
/** Room for all that the app holds beyond the limit: where it is full, the kernel ends the app instead. */
const SWAP_MB = 1536
/** Less than the app needs with its pictures: the rest has to go to swap. */
const LIMIT_MB = 450
const PAGE_BYTES = 4096

const because = (problem) => (problem === null ? '' : ` (it did not come to its end: ${problem})`)

/** Megabytes of a swap file that the kernel wrote to: its first page is the header, the rest was empty. */
async function megabytesWritten(path) {
  const file = await open(path)
  const chunk = Buffer.alloc(1024 * 1024)
  const empty = Buffer.alloc(PAGE_BYTES)
  let pages = -1
  for (;;) {
    const { bytesRead } = await file.read(chunk, 0, chunk.length)
    if (bytesRead === 0) break
    for (let at = 0; at < bytesRead; at += PAGE_BYTES)
      if (!chunk.subarray(at, at + PAGE_BYTES).equals(empty)) pages += 1
  }
  await file.close()
  return Math.round((Math.max(pages, 0) * PAGE_BYTES) / 1024 / 1024)
}

/**
 * Shows what swap would hold: the app is pressed into a swap file of its own, which is then searched. Swap belongs to the host: a find here is
 * no failure of Kazari but the reason for the condition. `start(group)` runs the app inside the group and gives why it did not come to its
 * end, or null. Gives a sentence.
 */
export async function showSwap(evidence, options, start) {
  const obstacle = await swapObstacle()
  if (obstacle !== null) return `Swap was not run: ${obstacle}.`
  const file = join(evidence.room('swap'), 'swap.img')
  const handle = await open(file, 'w', 0o600)
  // Without holes: the kernel swaps to no sparse file.
  for (let written = 0; written < SWAP_MB; written += 1) await handle.write(Buffer.alloc(1024 * 1024))
  await handle.close()
  const device = (await run('losetup', ['-f', '--show', file])).stdout.trim()
  if (device === '') return 'Swap was not run: this computer has no free loop device.'
  try {
    await run('mkswap', [device])
    const on = await run('swapon', [device])
    if (on.code !== 0) return `Swap was not run: ${on.stderr.trim()}.`
    let problem
    try {
      mkdirSync(GROUP, { recursive: true })
      writeFileSync(join(GROUP, 'memory.limit_in_bytes'), String(LIMIT_MB * 1024 * 1024))
      problem = await start(join(GROUP, 'cgroup.procs'))
      await run('sync', [])
    } finally {
      await run('swapoff', [device])
    }
    say('searching the swap')
    const written = await megabytesWritten(file)
    if (written === 0)
      return `Swap was not shown: nothing of the app went to the swap file${because(problem)}.`
    const { findings } = await searchImage(file, options)
    const pressed = `Swap: ${written} MB of the app were pressed into a swap file${because(problem)}`
    return findings.length === 0
      ? `${pressed}, and nothing of a face was found in it this time. The condition stands: the kernel may swap any page.`
      : `${pressed}, and ${findings.length} traces of a face were found in it. Swap belongs to the host; Diagnostics says whether it is on.`
  } finally {
    await run('losetup', ['-d', device])
    if (existsSync(GROUP)) {
      try {
        rmdirSync(GROUP)
      } catch {
        // The kernel still counts a page to it; it goes with the next start of the computer.
      }
    }
  }
}
