import { basename, dirname, join } from 'node:path'
import type { WireError } from '../../contracts/errors'
import { err, ok, type Result } from '../../domain/result'
import { writableName } from '../import/fileName'
import { withEnding, writeChosenFile, type ReplaceFile } from './chosenFile'

/** Kinds of files that a person can be handed, other than pictures. */
export type FileEnding = 'json' | 'pdf' | 'csv' | 'zip'

export interface FileSaverParts {
  /** Asks where, starting from `suggestion`; null when the person changed their mind. The dialog asks about overwriting. */
  readonly choose: (suggestion: string, ending: FileEnding) => Promise<string | null>
  /** The person's folder for documents. */
  readonly documentsDirectory: () => string
  readonly replaceFile?: ReplaceFile
}

export interface FileSaver {
  /** `name` without ending. Resolves to the name of the file. Errors: cancelled, or why it could not be written. */
  save(
    name: string,
    ending: FileEnding,
    content: string | Uint8Array,
  ): Promise<Result<{ name: string }, WireError>>
  /** Forgets where the last file went. */
  forget(): void
}

/** Hands a file to a person: at a place of their choice, whole or not at all. */
export function createFileSaver(parts: FileSaverParts): FileSaver {
  let lastDirectory: string | null = null
  return {
    async save(name, ending, content) {
      const suggestion = join(lastDirectory ?? parts.documentsDirectory(), `${writableName(name)}.${ending}`)
      const chosen = await parts.choose(suggestion, ending)
      if (chosen === null) return err({ code: 'cancelled' })
      const path = await withEnding(chosen, [`.${ending}`])
      const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
      const written = await writeChosenFile(path, bytes, parts.replaceFile)
      if (!written.ok) return written
      lastDirectory = dirname(path)
      return ok({ name: basename(path) })
    },
    forget: () => void (lastDirectory = null),
  }
}
