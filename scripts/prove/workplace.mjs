import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRoot } from '../lib/project.mjs'
import { run } from '../lib/run.mjs'
import { Refusal } from '../lib/say.mjs'

const TMPFS = 0x01021994
const inMemory = (path) => {
  try {
    return statfsSync(path).type === TMPFS
  } catch {
    return false
  }
}

/** Whom the app runs as when the proof is started by root: an ordinary user, so that Chromium's sandbox is on. */
const ORDINARY = 'nobody'

/** The ordinary user { name, uid, gid }, or null when the proof runs as one already or this system has none. */
export async function ordinaryUser() {
  if (!isRoot()) return null
  const id = async (flag) => Number((await run('id', [flag, ORDINARY])).stdout)
  const [uid, gid] = [await id('-u'), await id('-g')]
  return uid > 0 ? { name: ORDINARY, uid, gid } : null
}

/** Whether that user can read and start what is proven: a checkout below /root is closed to everybody else. */
export async function mayRead(user, paths) {
  for (const path of paths)
    if ((await run('runuser', ['-u', user.name, '--', 'test', '-r', path])).code !== 0) return false
  return true
}

/**
 * A directory for what is put in and what comes out: the clip, the traces, the answers. It lies in memory, so that nothing of it is on a
 * disk, and never on the image that is searched.
 */
export function openEvidence(user) {
  const parent = inMemory('/dev/shm') ? '/dev/shm' : tmpdir()
  if (parent !== '/dev/shm' && isRoot())
    throw new Refusal(
      '/dev/shm is not in memory here: what the proof writes itself would be found on the disk',
    )
  const directory = mkdtempSync(join(parent, 'kazari-proof-'))
  const homes = []
  const own = (path) => {
    if (user) chownSync(path, user.uid, user.gid)
    chmodSync(path, 0o700)
  }
  own(directory)
  return {
    directory,
    /** A directory below, of the same owner. */
    room(name) {
      const path = join(directory, name)
      mkdirSync(path, { recursive: true })
      own(path)
      return path
    },
    own,
    /**
     * A home for an app that runs without an image. Not in memory: there the launcher lets the app write, and a leak would not be stopped.
     */
    home() {
      const path = mkdtempSync(join(existsSync('/var/tmp') ? '/var/tmp' : tmpdir(), 'kazari-proof-home-'))
      homes.push(path)
      return path
    },
    close() {
      for (const path of [directory, ...homes]) rmSync(path, { recursive: true, force: true })
    },
  }
}
