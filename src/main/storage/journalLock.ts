import { randomBytes } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { uptime } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { err, ok, type Result } from '../../domain/result'
import { writeFault, type WriteFault } from './atomicWrite'
import { readRegularFile } from './regularFile'

/** Who holds a lock: enough to tell a living process from one that is gone, and from another with its number. */
export const holderSchema = z.strictObject({
  format: z.literal(1),
  pid: z.int().positive(),
  /** What the system says about when the process began; null where it does not say. */
  started: z.string().max(120).nullable(),
  /** When the lock was taken, milliseconds since the epoch. */
  takenAtMs: z.number(),
  token: z.string().regex(/^[0-9a-f]{24}$/),
})
type Holder = z.infer<typeof holderSchema>

export type LockFault = 'in-use' | WriteFault

/** A lock this process holds. */
export interface JournalLock {
  /** Whether the lock's file still names this holder. */
  isHeld(): Promise<boolean>
  release(): Promise<void>
}

/** A lock is a line. */
const HOLDER_LIMIT_BYTES = 4096

/** Locks on locks: one for each dead process that died while it removed a dead one's lock. */
const DEPTH_LIMIT = 4

/**
 * Takes the lock `path`, or says that a living process has it. A lock whose process is gone is removed first, by one
 * process alone: the right to remove it is a lock of the same sort, named after the dead one's token.
 */
export async function takeLock(path: string, depth = 0): Promise<Result<JournalLock, LockFault>> {
  const token = randomBytes(12).toString('hex')
  const mine: Holder = {
    format: 1,
    pid: process.pid,
    started: await startOf(process.pid),
    takenAtMs: Date.now(),
    token,
  }
  const temporary = join(dirname(path), `.${basename(path)}.${token.slice(0, 12)}.kazari-tmp`)
  try {
    // A lock appears with its content or not at all.
    await writeFile(temporary, JSON.stringify(mine), { mode: 0o600, flag: 'wx' })
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        await link(temporary, path)
        return ok(lockOf(path, token))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      const holder = await readHolder(path)
      if (holder === 'gone') continue
      if (holder === 'unreadable' || depth >= DEPTH_LIMIT || (await isAlive(holder))) return err('in-use')
      const removal = await takeLock(`${path}.${holder.token}`, depth + 1)
      if (!removal.ok) return removal
      // Only who holds `removal` removes this token, so what is read here is what is removed.
      const again = await readHolder(path)
      if (typeof again === 'object' && again.token === holder.token) await rm(path, { force: true })
      await removal.value.release()
    }
    return err('in-use')
  } catch (error) {
    return err(writeFault(error))
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined)
  }
}

function lockOf(path: string, token: string): JournalLock {
  const isHeld = async () => {
    const holder = await readHolder(path)
    return typeof holder === 'object' && holder.token === token
  }
  return {
    isHeld,
    async release() {
      if (await isHeld()) await rm(path, { force: true }).catch(() => undefined)
    },
  }
}

/** A lock that cannot be understood is somebody's: it is left alone, and a person is told. */
async function readHolder(path: string): Promise<Holder | 'gone' | 'unreadable'> {
  const read = await readRegularFile(path, HOLDER_LIMIT_BYTES)
  if (!read.ok) return read.error === 'missing' ? 'gone' : 'unreadable'
  try {
    const parsed = holderSchema.safeParse(JSON.parse(read.value.toString('utf8')))
    return parsed.success ? parsed.data : 'unreadable'
  } catch {
    return 'unreadable'
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    // EPERM: it lives, and is somebody else's.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const started = await startOf(holder.pid)
  if (started !== null && holder.started !== null) return started === holder.started
  // Where the system does not tell when a process began: nothing outlives a restart of the computer.
  return holder.takenAtMs > Date.now() - uptime() * 1000
}

/** Linux: this boot and the tick in it at which the process began. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The name, in brackets, may hold spaces and brackets itself; the state and 19 more fields come before the start.
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return start === undefined ? null : `${boot} ${start}`
  } catch {
    return null
  }
}
