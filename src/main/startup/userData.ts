import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, readdirSync, readlinkSync, rmSync, statfsSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { err, ok, type Result } from '../../domain/result'

/** Where Chromium may put what it insists on putting somewhere. */
export interface UserData {
  readonly directory: string
  /** Memory, not a disk: true on Linux only. Elsewhere an empty skeleton stays on disk, and the privacy page says so. */
  readonly inMemory: boolean
  /** May be removed when Kazari quits. */
  readonly disposable: boolean
}

export interface UserDataQuestion {
  readonly platform: NodeJS.Platform
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly appData: string
  readonly recordsDirectory: string
  /** Two studios on the same records share a directory, so that Chromium's own lock lets one of them in. A batch run has its own. */
  readonly batchPid: number | null
  /** Null where the platform has no such number. */
  readonly uid: number | null
  /** Only a test build may say where. */
  readonly testDirectory: string | null
}

/** Chooses and makes the directory, readable by this user alone. Errors: a sentence for the terminal. */
export function openUserData(question: UserDataQuestion): Result<UserData, string> {
  const { platform, environment, uid } = question
  if (platform !== 'linux') {
    // Windows keeps the key of safeStorage in userData/Local State: it must outlive the session there.
    const directory = join(question.appData, 'kazari', 'runtime')
    try {
      mkdirSync(directory, { recursive: true })
    } catch {
      return err(`Kazari needs a directory of its own and cannot make ${directory}.`)
    }
    return ok({ directory, inMemory: false, disposable: false })
  }
  const parent = question.testDirectory ?? runtimeDirectory(environment.XDG_RUNTIME_DIR, uid) ?? '/dev/shm'
  const records = createHash('sha256').update(question.recordsDirectory).digest('hex').slice(0, 8)
  const name =
    question.batchPid === null
      ? `kazari-${uid ?? 0}-${records}`
      : `kazari-${uid ?? 0}-batch-${question.batchPid}`
  const directory = join(parent, name)
  if (!removeLeftovers(parent, directory, uid))
    return err(`Kazari cannot empty ${directory}, which an earlier start left behind.`)
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
  } catch {
    return err(`Kazari needs a directory in memory and cannot make ${directory}.`)
  }
  // Names in /dev/shm can be guessed: another user may have put a directory or a link there first.
  const found = lstatSync(directory, { throwIfNoEntry: false })
  if (!found?.isDirectory() || (uid !== null && found.uid !== uid) || (found.mode & 0o077) !== 0) {
    return err(`${directory} is not private to this user; remove it and start again.`)
  }
  return ok({ directory, inMemory: isMemory(directory), disposable: true })
}

function runtimeDirectory(path: string | undefined, uid: number | null): string | null {
  if (!path) return null
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found?.isDirectory() && (uid === null || found.uid === uid) && isMemory(path) ? path : null
}

/** File system types of memory: tmpfs and ramfs. Source: statfs(2). */
const MEMORY_TYPES: readonly number[] = [0x01021994, 0x858458f6]

const isMemory = (path: string): boolean => MEMORY_TYPES.includes(statfsSync(path).type)

/**
 * What a killed Kazari left behind goes away at the next start, unless another Kazari is living in it. False: what lies in
 * this one's own place could not be removed; others' leftovers are tried again at their next start.
 */
function removeLeftovers(parent: string, own: string, uid: number | null): boolean {
  const batch = new RegExp(`^kazari-${uid ?? 0}-batch-(\\d+)$`)
  let names: string[]
  try {
    names = readdirSync(parent)
  } catch {
    return true
  }
  let isOwnPlaceFree = true
  for (const name of names) {
    const path = join(parent, name)
    const pid = batch.exec(name)?.[1]
    const abandoned = pid !== undefined ? !isAlive(Number(pid)) : path === own && !isLocked(path)
    const found = abandoned ? lstatSync(path, { throwIfNoEntry: false }) : undefined
    if (!found?.isDirectory() || (uid !== null && found.uid !== uid)) continue
    try {
      rmSync(path, { recursive: true, force: true })
    } catch {
      if (path === own) isOwnPlaceFree = false
    }
  }
  return isOwnPlaceFree
}

/** Chromium's lock is a link to `host-pid` that stays behind when the process is killed. */
function isLocked(directory: string): boolean {
  let owner: string
  try {
    owner = readlinkSync(join(directory, 'SingletonLock'))
  } catch {
    return false
  }
  const dash = owner.lastIndexOf('-')
  return owner.slice(0, dash) !== hostname() || isAlive(Number(owner.slice(dash + 1)))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
