import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Every file below a folder with the sum of what it holds, in order. */
export function contentsOf(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      const sum = entry.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'no file'
      return `${relative(folder, path)} ${sum}`
    })
    .sort()
}

/** Names of everything below a folder, in order. */
export const namesIn = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String).sort() : []
