import { constants } from 'node:fs'
import { access, lstat, realpath, rename } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { WireError } from '../../contracts/errors'
import { err, ok, type Result } from '../../domain/result'
import { writableName } from '../import/fileName'
import { writeAtomically, writeThrough, type WriteSteps } from '../storage/atomicWrite'
import { cleanPicture, type ExportFormat } from './cleanPicture'

/** What people expect the files of a format to end in; the first one is added when none is there. */
export const EXTENSIONS: Readonly<Record<ExportFormat, readonly string[]>> = {
  png: ['.png'],
  jpeg: ['.jpg', '.jpeg'],
}

export interface SaveRequest {
  readonly suggestedName: string
  readonly format: ExportFormat
  readonly bytes: Uint8Array
}

export interface PictureSaverParts {
  /** Asks where, starting from `suggestion`; null when the person changed their mind. The dialog asks about overwriting. */
  readonly choose: (suggestion: string, format: ExportFormat) => Promise<string | null>
  /** The person's folder for pictures. */
  readonly picturesDirectory: () => string
  /** Shows a file in the system's file manager. */
  readonly show: (path: string) => void
  readonly steps?: WriteSteps
}

export interface PictureSaver {
  save(request: SaveRequest): Promise<Result<{ name: string }, WireError>>
  reveal(): Result<void, WireError>
}

/** `name` with an ending of its format; another picture ending is replaced. */
export function suggestedFileName(name: string, format: ExportFormat): string {
  const plain = writableName(name)
  const stem = /\.(?:png|jpe?g|webp|avif|gif)$/i.test(plain) ? plain.slice(0, plain.lastIndexOf('.')) : plain
  return `${writableName(stem)}${EXTENSIONS[format][0]}`
}

/** Cleans, then writes a picture to a place that somebody chose; what was there before is whole until the new file is. */
export async function writePicture(
  path: string,
  format: ExportFormat,
  bytes: Uint8Array,
  steps: WriteSteps = { fill: writeThrough, replace: rename },
): Promise<Result<void, WireError>> {
  const clean = cleanPicture(bytes, format)
  if (!clean.ok) return err({ code: 'bad-request' })
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
  const written = await writeAtomically(target.path, clean.value, mode ?? 0o644, keepingMode)
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

export function createPictureSaver(parts: PictureSaverParts): PictureSaver {
  let lastDirectory: string | null = null
  let lastSaved: string | null = null
  return {
    async save({ suggestedName, format, bytes }) {
      // Before anybody is asked where: bytes that are no picture are a fault of the program.
      if (!cleanPicture(bytes, format).ok) return err({ code: 'bad-request' })
      const suggestion = join(
        lastDirectory ?? parts.picturesDirectory(),
        suggestedFileName(suggestedName, format),
      )
      const chosen = await parts.choose(suggestion, format)
      if (chosen === null) return err({ code: 'cancelled' })
      const path = await withExtension(chosen, format)
      const written = await writePicture(path, format, bytes, parts.steps)
      if (!written.ok) return written
      lastDirectory = dirname(path)
      lastSaved = path
      return ok({ name: basename(path) })
    },
    reveal() {
      if (lastSaved === null) return err({ code: 'not-available' })
      parts.show(lastSaved)
      return ok(undefined)
    },
  }
}

/**
 * The chosen path, with the format's ending when the person typed none. The dialog did not ask about that name,
 * so a file that has it already is not replaced: a number is added.
 */
async function withExtension(path: string, format: ExportFormat): Promise<string> {
  const endings = EXTENSIONS[format]
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
