import { constants } from 'node:fs'
import { access, lstat, realpath, rename } from 'node:fs/promises'
import { extname } from 'node:path'
import type { WireError } from '../../contracts/errors'
import { err, type Result } from '../../domain/result'
import { writeAtomically, writeThrough, type WriteFault, type WriteSteps } from '../storage/atomicWrite'

/**
 * Replaces one file, whole or not at all. `mode` is that of the file that is there, to be kept; null where none is yet.
 * Errors: `disk-full`, `not-writable`, `write-failed`.
 */
export type ReplaceFile = (
  path: string,
  bytes: Uint8Array,
  mode: number | null,
) => Promise<Result<void, WriteFault>>

/** Who may do what with a file that a person made: its owner changes it, others read it. */
export const NEW_FILE_MODE = 0o644

/** Replaces files by this process itself. */
export function replaceHere(
  { fill, replace }: WriteSteps = { fill: writeThrough, replace: rename },
): ReplaceFile {
  return (path, bytes, mode) =>
    writeAtomically(path, bytes, mode ?? NEW_FILE_MODE, {
      // What the process masks for new files is not for this one: who may read it was decided when it was made.
      fill: async (file, content) => {
        if (mode !== null) await file.chmod(mode)
        await fill(file, content)
      },
      replace,
    })
}

/** Writes a file to a place that somebody chose; what was there before is whole until the new file is. */
export async function writeChosenFile(
  path: string,
  bytes: Uint8Array,
  replaceFile: ReplaceFile = replaceHere(),
): Promise<Result<void, WireError>> {
  const target = await replaceable(path)
  if (target === null) return err({ code: 'not-writable' })
  const written = await replaceFile(target.path, bytes, target.mode)
  return written.ok ? written : err({ code: written.error })
}

interface Target {
  readonly path: string
  /** Who may do what with the file that is there; null where none is yet. */
  readonly mode: number | null
}

/**
 * The file behind a link, so that the link stays. Null for a folder or a device, and for a file that was made read-only:
 * a rename would replace them all.
 */
async function replaceable(path: string): Promise<Target | null> {
  let found: Target
  try {
    const target = await realpath(path)
    const stats = await lstat(target)
    if (!stats.isFile() || (stats.mode & 0o222) === 0) return null
    found = { path: target, mode: stats.mode & 0o777 }
  } catch {
    // Nothing is there yet. Whether it can be made is for the write to find out.
    return { path, mode: null }
  }
  return access(found.path, constants.W_OK).then(
    () => found,
    () => null,
  )
}

/**
 * The chosen path, with the first of the endings when the person typed none. The dialog did not ask about that name,
 * so a file that has it already is not replaced: a number is added.
 */
export async function withEnding(path: string, endings: readonly [string, ...string[]]): Promise<string> {
  return endings.includes(extname(path).toLowerCase()) ? path : freePath(`${path}${endings[0]}`)
}

/** `path`, or the first with a number before its ending that nothing has yet. */
export async function freePath(path: string): Promise<string> {
  const ending = extname(path)
  const stem = path.slice(0, path.length - ending.length)
  for (let number = 1; number < 10_000; number++) {
    const candidate = number === 1 ? path : `${stem} ${number}${ending}`
    try {
      await lstat(candidate)
    } catch {
      return candidate
    }
  }
  return path
}
