import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { inCache } from './project.mjs'
import { say } from './say.mjs'

const LOOK_AGAIN_MS = 300

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/**
 * Runs `work` while no other script of this checkout does the same: two commands started together must not install
 * or build over each other. A lock whose owner has died is taken over.
 */
export async function withLock(name, work) {
  const path = inCache('locks', `${name}.pid`)
  await mkdir(dirname(path), { recursive: true })
  for (let told = false; ;) {
    try {
      await writeFile(path, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const owner = Number(await readFile(path, 'utf8').catch(() => '0'))
    if (owner > 0 && !isAlive(owner)) await rm(path, { force: true })
    else {
      if (!told) say(`waiting for another command (process ${owner}) to finish: ${name}`)
      told = true
      await pause(LOOK_AGAIN_MS)
    }
  }
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
  }
}
