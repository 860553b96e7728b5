import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

function filesUnder(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return []
  if (!found.isDirectory()) return [path]
  return readdirSync(path).flatMap((name) => filesUnder(join(path, name)))
}

/**
 * One hash over the names and contents of files and folders (missing ones count as empty), in an order that does not
 * depend on the file system. Contents, not times: a checkout changes every time and no content.
 */
export function stampOf(root, paths, salt = '') {
  const hash = createHash('sha256').update(salt)
  const files = paths.flatMap((path) => filesUnder(join(root, path)))
  for (const file of [...new Set(files)].sort()) {
    const bytes = readFileSync(file)
    hash.update(`${relative(root, file).split(sep).join('/')}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}
