import { randomBytes } from 'node:crypto'
import { chmod, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { err, ok, type Result } from '../../domain/result'
import { JOURNAL_LOCK_FILE } from './journal'
import { takeLock } from './journalLock'

/** Names of all files below a directory, sorted; a directory that is not there has none. */
async function filesIn(directory: string): Promise<readonly string[]> {
  const found = await readdir(directory, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  })
  return found
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
    .sort()
}

const goneName = (name: string): RegExp => new RegExp(`^\\.${name}\\.[0-9a-f]{12}\\.kazari-gone$`)

/** Removes a directory with what is in it. A test may put something in its place that fails. */
export type RemoveStep = (path: string) => Promise<void>

const removeWhole: RemoveStep = async (path) => {
  await chmod(path, 0o700).catch(() => undefined)
  await rm(path, { recursive: true, force: true, maxRetries: 3 })
}

/** Removes what an erasing that was cut short left behind, and gives back the names of what is still there. */
export async function removeGone(directory: string, remove = removeWhole): Promise<readonly string[]> {
  const parent = dirname(directory)
  const isGone = goneName(basename(directory))
  const names = (await readdir(parent).catch(() => [])).filter((name) => isGone.test(name))
  const left: string[] = []
  for (const name of names) {
    await remove(join(parent, name)).catch(() => undefined)
    left.push(...(await filesIn(join(parent, name)).catch(() => [name])))
  }
  return left
}

/**
 * Removes a book's directory with everything in it: journal, head, drafts, files set aside, leftovers. It is renamed first,
 * in one step, so that a kill in the middle leaves no half of a book; the next start removes the rest.
 * Gives back the names that were there, also from an erasing that was cut short. Error: another process has the book
 * open, or the names that are still there.
 */
export async function removeDirectory(
  directory: string,
  remove = removeWhole,
): Promise<Result<readonly string[], 'in-use' | readonly string[]>> {
  let files: readonly string[]
  try {
    files = await filesIn(directory)
  } catch {
    return err([basename(directory)])
  }
  const lock = await takeLock(join(directory, JOURNAL_LOCK_FILE))
  if (!lock.ok && lock.error === 'in-use') return err('in-use')
  const gone = join(
    dirname(directory),
    `.${basename(directory)}.${randomBytes(6).toString('hex')}.kazari-gone`,
  )
  try {
    await rename(directory, gone)
  } catch (error) {
    if (lock.ok) await lock.value.release()
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      return err(files.length > 0 ? files : [basename(directory)])
  }
  const left = [...(await removeGone(directory, remove)), ...(await filesIn(directory).catch(() => files))]
  return left.length === 0 ? ok(files) : err(left)
}
