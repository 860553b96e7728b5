import { constants, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { err, ok, type Result } from '../../domain/result'

/** `unreadable`: no file but a pipe, a device or a folder, or one that this user may not read. */
export type ReadFault = 'missing' | 'unreadable' | 'too-large'

/** Far above any file of settings or drafts that Kazari writes, and far below what would fill the memory. */
export const SMALL_FILE_LIMIT_BYTES = 16 * 1024 * 1024

/** A folder that is a file holds none either. */
const ABSENT: readonly string[] = ['ENOENT', 'ENOTDIR']
const faultOf = (error: unknown): ReadFault =>
  ABSENT.includes((error as NodeJS.ErrnoException).code ?? '') ? 'missing' : 'unreadable'

/**
 * Everything a file holds. Kazari's own files are read like anybody's: whoever can write to their directory can put a
 * pipe in their place that nobody writes to, or a device without an end, and neither may hold up the start.
 */
export async function readRegularFile(path: string, limitBytes: number): Promise<Result<Buffer, ReadFault>> {
  try {
    // Without waiting: opening a pipe would last until somebody else opens it too.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const found = await file.stat()
      if (!found.isFile()) return err('unreadable')
      if (found.size > limitBytes) return err('too-large')
      return ok(await file.readFile())
    } finally {
      await file.close()
    }
  } catch (error) {
    return err(faultOf(error))
  }
}

/** Why a file cannot be read at all; null where it may be. For what reads by itself and would wait for ever. */
export function regularFileFault(path: string, limitBytes: number): ReadFault | null {
  try {
    const found = statSync(path)
    if (!found.isFile()) return 'unreadable'
    return found.size > limitBytes ? 'too-large' : null
  } catch (error) {
    return faultOf(error)
  }
}
