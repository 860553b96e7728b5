import { constants } from 'node:fs'
import { access, lstat, realpath, rename } from 'node:fs/promises'
import { extname } from 'node:path'
import type { WireError } from '../../contracts/errors'
import { err, type Result } from '../../domain/result'
import { writeAtomically, writeThrough, type WriteSteps } from '../storage/atomicWrite'

/** Writes a file to a place that somebody chose; what was there before is whole until the new file is. */
export async function writeChosenFile(
  path: string,
  bytes: Uint8Array,
  steps: WriteSteps = { fill: writeThrough, replace: rename },
): Promise<Result<void, WireError>> {
  const target = await replaceable(path)
  if (target === null) return err({ code: 'not-writable' })
  const { mode } = target
  const { fill, replace } = steps
  const keepingMode: WriteSteps = {
    // What the process masks for new files is not for this one: who may read it was decided when it was made.
    fill: async (file, content) => {
      if (mode !== null) await file.chmod(mode)
      await fill(file, content)
    },
    replace,
  }
  const written = await writeAtomically(target.path, bytes, mode ?? 0o644, keepingMode)
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
  if (endings.includes(extname(path).toLowerCase())) return path
  for (let number = 1; number < 1000; number++) {
    const candidate = `${path}${number === 1 ? '' : ` ${number}`}${endings[0]}`
    try {
      await lstat(candidate)
    } catch {
      return candidate
    }
  }
  return `${path}${endings[0]}`
}
