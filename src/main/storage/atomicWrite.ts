import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { open, readdir, rename, rm, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ErrorCode } from '../../contracts/errors'
import { err, ok, type Result } from '../../domain/result'

export type WriteFault = Extract<ErrorCode, 'disk-full' | 'not-writable' | 'write-failed'>

/** What a failed write means to the person who asked for it. */
export function writeFault(error: unknown): WriteFault {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? ''
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)) return 'disk-full'
  if (['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ELOOP'].includes(code))
    return 'not-writable'
  return 'write-failed'
}

/** Writes every byte and waits until the disk has them: after a rename an unwritten file would be an empty one. */
export async function writeThrough(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let done = 0
  while (done < bytes.byteLength) {
    const { bytesWritten } = await file.write(bytes, done, bytes.byteLength - done)
    if (bytesWritten === 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' })
    done += bytesWritten
  }
  await file.sync()
}

/** Steps of a write that a test may interrupt; the defaults are the real ones. */
export interface WriteSteps {
  readonly fill: (file: FileHandle, bytes: Uint8Array) => Promise<void>
  readonly replace: (from: string, to: string) => Promise<void>
}

const REAL_STEPS: WriteSteps = { fill: writeThrough, replace: rename }

const temporaryName = (name: string): string =>
  `.${name.slice(0, 200)}.${randomBytes(6).toString('hex')}.kazari-tmp`

/**
 * The file has either its old bytes or all of the new ones, at every moment; nothing half-written is left behind.
 * `mode` is that of a new file. Errors: `disk-full`, `not-writable`, `write-failed`.
 */
export async function writeAtomically(
  path: string,
  bytes: Uint8Array,
  mode: number,
  steps: WriteSteps = REAL_STEPS,
): Promise<Result<void, WriteFault>> {
  const temporary = join(dirname(path), temporaryName(basename(path)))
  try {
    const file = await open(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode)
    try {
      await steps.fill(file, bytes)
    } finally {
      await file.close()
    }
    await steps.replace(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    return err(writeFault(error))
  }
  await syncDirectory(dirname(path))
  return ok(undefined)
}

/** The new name survives a power cut. Windows cannot open a directory, and journals names itself. */
async function syncDirectory(directory: string): Promise<void> {
  try {
    const handle = await open(directory, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch {
    // The bytes are safe and the name is set; a file system without directory sync can do no more.
    return
  }
}

/** Removes what a killed process left between writing and renaming. Only for Kazari's own directory. */
export async function removeTemporaries(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => [])
  for (const name of names) {
    if (!/^\..+\.[0-9a-f]{12}\.kazari-tmp$/.test(name)) continue
    // One that cannot be removed harms nobody; the records beside it must be readable all the same.
    await rm(join(directory, name), { force: true }).catch(() => undefined)
  }
}
