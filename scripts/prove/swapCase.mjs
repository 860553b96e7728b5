import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../lib/run.mjs'
import { say } from '../lib/say.mjs'
import { searchImage } from './content/searchImage.mjs'
import { swapObstacle } from './hostCases.mjs'

const GROUP = '/sys/fs/cgroup/memory/kazari-proof'
const SWAP_MB = 512
/** Less than the app needs with its pictures: the rest has to go to swap. */
const LIMIT_MB = 450

/**
 * Shows what swap would hold: the app is pressed into a swap file of its own, which is then searched. Swap belongs to the host: a find here is
 * no failure of Kazari but the reason for the condition. `start(group)` runs the app inside the group. Gives a sentence.
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
    try {
      mkdirSync(GROUP, { recursive: true })
      writeFileSync(join(GROUP, 'memory.limit_in_bytes'), String(LIMIT_MB * 1024 * 1024))
      await start(join(GROUP, 'cgroup.procs'))
      await run('sync', [])
    } finally {
      await run('swapoff', [device])
    }
    say('searching the swap')
    const { findings } = await searchImage(file, options)
    return findings.length === 0
      ? 'Swap: the app was pressed into a swap file, and nothing of a face was found in it this time. The condition stands: the kernel may swap any page.'
      : `Swap: ${findings.length} traces of a face were found in a swap file into which the kernel was made to move the app’s memory. Swap belongs to the host; Diagnostics says whether it is on.`
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
