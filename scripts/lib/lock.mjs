import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { inCache } from './project.mjs'
import { say } from './say.mjs'

const LOOK_AGAIN_MS = 300
/** A lock gets its owner's number in the moment it is made; one that stays empty was left by a crash. */
const EMPTY_FOR_MS = 5000

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Whether nobody will ever release this lock: its owner is dead, or died before it could say its number. */
async function isAbandoned(path, owner) {
  if (owner > 0) return !isAlive(owner)
  const made = await stat(path).catch(() => null)
  return made !== null && Date.now() - made.mtimeMs > EMPTY_FOR_MS
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
    if (await isAbandoned(path, owner)) await rm(path, { force: true })
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
