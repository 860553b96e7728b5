import { renameSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'

/** Why a file was put out of use: `unreadable` is sound but sealed with a key that is gone. It becomes part of the file's new name. */
export type AsideReason = 'damaged' | 'unreadable'

/**
 * Renames a file that cannot be used, so that nothing is lost and nothing is replaced silently.
 * Returns its new name, or null when even that is not possible.
 */
export function setAside(path: string, reason: AsideReason, nowMs: number): string | null {
  const extension = extname(path)
  const stamp = new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-')
  const name = `${basename(path, extension)}.${reason}-${stamp}${extension}`
  try {
    renameSync(path, join(dirname(path), name))
    return name
  } catch {
    return null
  }
}
