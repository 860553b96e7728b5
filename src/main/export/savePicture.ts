import { basename, dirname, join } from 'node:path'
import type { WireError } from '../../contracts/errors'
import { err, ok, type Result } from '../../domain/result'
import { writableName } from '../import/fileName'
import { writeChosenFile, withEnding, type ReplaceFile } from './chosenFile'
import { cleanPicture, type ExportFormat } from './cleanPicture'

/** What people expect the files of a format to end in; the first one is added when none is there. */
export const EXTENSIONS: Readonly<Record<ExportFormat, readonly [string, ...string[]]>> = {
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
  readonly replaceFile?: ReplaceFile
}

export interface PictureSaver {
  save(request: SaveRequest): Promise<Result<{ name: string }, WireError>>
  reveal(): Result<void, WireError>
  /** Forgets where the last files went: the next person must not be shown. */
  forget(): void
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
  replaceFile?: ReplaceFile,
): Promise<Result<void, WireError>> {
  const clean = cleanPicture(bytes, format)
  return clean.ok ? writeChosenFile(path, clean.value, replaceFile) : err({ code: 'bad-request' })
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
      const path = await withEnding(chosen, EXTENSIONS[format])
      const written = await writePicture(path, format, bytes, parts.replaceFile)
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
    forget() {
      lastDirectory = null
      lastSaved = null
    },
  }
}
