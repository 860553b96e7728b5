import { readFileSync, realpathSync, statfsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Numbers of file systems in memory. Source: statfs(2). */
const MEMORY_TYPES = { tmpfs: 0x01021994, ramfs: 0x858458f6 }

export const readAllowed = (path = join(import.meta.dirname, '../allowedWrites.json')) =>
  JSON.parse(readFileSync(path, 'utf8'))

const escaped = (text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

const under = (path, directory) =>
  path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`)

/**
 * What may be written, for one run. `disk`: directories that lie on the image that is searched, so that nothing about them may be
 * asked of this side; `typeOf(path)` gives the number of a file system.
 * @param {{ allowed: any, records: string, chosen?: readonly string[], disk?: readonly string[], typeOf?: (path: string) => number,
 *   realPath?: (path: string) => string }} options
 */
export function createClassifier({
  allowed,
  records,
  chosen = [],
  disk = [],
  typeOf = (path) => statfsSync(path).type,
  realPath = realpathSync,
}) {
  const memoryTypes = allowed.memoryFileSystems.types.map((name) => MEMORY_TYPES[name])
  const places = { RECORDS: [records], CHOSEN: chosen }
  const writes = allowed.writes.flatMap((entry) => {
    const name = /\$(RECORDS|CHOSEN)/.exec(entry.pattern)?.[1]
    const values = name === undefined ? [null] : places[name]
    return values.map((value) => ({
      ...entry,
      regex: new RegExp(value === null ? entry.pattern : entry.pattern.replace(`$${name}`, escaped(value))),
    }))
  })
  const sockets = allowed.sockets.map((entry) => ({ ...entry, regex: new RegExp(entry.pattern) }))
  const types = new Map()
  /** Links that the app itself made: a path through one leads elsewhere. */
  const links = new Map()

  function follow(path) {
    let found = path
    for (let turn = 0; turn < 16; turn += 1) {
      const link = [...links].find(([from]) => under(found, from) && found !== from)
      if (!link) break
      found = link[1] + found.slice(link[0].length)
    }
    return found
  }

  /** Whether the place is memory: the nearest directory that exists is asked. */
  function isMemory(path) {
    if (disk.some((directory) => under(path, directory))) return false
    let place = dirname(path)
    for (;;) {
      if (types.has(place)) return types.get(place)
      try {
        // A directory may be a link to a disk, whatever its name says.
        const real = realPath(place)
        const memory = !disk.some((directory) => under(real, directory)) && memoryTypes.includes(typeOf(real))
        types.set(place, memory)
        return memory
      } catch (error) {
        if (error.code !== 'ENOENT' && error.code !== 'EACCES' && error.code !== 'ENOTDIR') throw error
        if (place === '/') return false
        place = dirname(place)
      }
    }
  }

  return {
    /** { allowed: id or null, path }: `path` with the app's own links followed. */
    file({ what, path, target }) {
      if (path === null) return { allowed: null, path }
      const real = follow(path)
      if (what === 'symbolic link' && target?.startsWith('/')) links.set(path, target)
      if (what === 'directory' && records.startsWith(`${real}/`))
        return { allowed: 'above-records', path: real }
      const entry = writes.find((each) => each.what.includes(what) && each.regex.test(real))
      if (entry) return { allowed: entry.id, path: real }
      return { allowed: isMemory(real) ? 'memory' : null, path: real }
    },
    /** A socket of this computer that is connected to, by its path. */
    socket(path) {
      const entry = sockets.find((each) => each.regex.test(path))
      if (entry) return entry.id
      return !path.startsWith('@') && isMemory(path) ? 'memory' : null
    },
  }
}
