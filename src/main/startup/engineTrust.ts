import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Bits of a mode that let the group or everybody write. */
const OTHERS_WRITE = 0o022

/**
 * Why code under `directory` must not be loaded into a process that sees faces, or null: a file, a folder or a link in it that
 * somebody else than root and the owner of the package could have changed. `owner` is the user id that owns the package; null
 * where the system has no such numbers (Windows), whose program folder keeps others from writing.
 */
export function distrustOf(directory: string, owner: number | null): string | null {
  if (owner === null) return null
  const found = lstatSync(directory, { throwIfNoEntry: false })
  if (found === undefined) return `${directory} is not there`
  if (found.isSymbolicLink()) return `${directory} is a link to another place`
  if (found.uid !== 0 && found.uid !== owner) return `${directory} belongs to another user`
  if ((found.mode & OTHERS_WRITE) !== 0) return `other users may write to ${directory}`
  if (!found.isDirectory()) return null
  for (const name of readdirSync(directory)) {
    const distrust = distrustOf(join(directory, name), owner)
    if (distrust !== null) return distrust
  }
  return null
}
