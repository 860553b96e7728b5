import { lstat, realpath } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { WireError } from '../../contracts/errors'
import { err, ok, type Result } from '../../domain/result'
import { writableName } from '../import/fileName'
import { writeAtomically, type WriteSteps } from '../storage/atomicWrite'
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
  steps?: WriteSteps,
): Promise<Result<void, WireError>> {
  const clean = cleanPicture(bytes, format)
  if (!clean.ok) return err({ code: 'bad-request' })
  const target = await replaceable(path)
  if (target === null) return err({ code: 'not-writable' })
  const written = await writeAtomically(target, clean.value, 0o644, steps)
  return written.ok ? written : err({ code: written.error })
}

/** The file behind a link, so that the link stays; null for a folder or a device, which a rename would replace. */
async function replaceable(path: string): Promise<string | null> {
  try {
    const target = await realpath(path)
    return (await lstat(target)).isFile() ? target : null
  } catch {
    // Nothing is there yet. Whether it can be made is for the write to find out.
    return path
  }
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
