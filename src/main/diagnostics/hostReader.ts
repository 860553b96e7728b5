import { readFileSync } from 'node:fs'
import { access, open, readdir, readlink, statfs } from 'node:fs/promises'
import { z } from 'zod'
import type { RawText } from '../../domain/diagnostics/checks'
import type { FileSystem } from '../../domain/diagnostics/ownChecks'

/** How the checks look at the computer; a test gives recorded contents of other computers. */
export interface HostReader {
  readText(path: string): Promise<RawText>
  exists(path: string): Promise<boolean>
  /** Null: it could not be followed. */
  readLink(path: string): Promise<string | null>
  /** Null: it could not be looked into. */
  list(path: string): Promise<readonly string[] | null>
  fileSystem(path: string): Promise<FileSystem>
}

/** The longest text of the system that is read; tables of sockets are the largest. */
const LONGEST_BYTES = 4 * 1024 * 1024

/** Source: statfs(2). Others are named by their number. */
const FILE_SYSTEMS: Readonly<Record<number, string>> = {
  0x01021994: 'tmpfs',
  0x858458f6: 'ramfs',
  0xef53: 'ext4',
  0x9123683e: 'btrfs',
  0x58465342: 'xfs',
  0x794c7630: 'overlayfs',
  0x2fc12fc1: 'zfs',
  0xf2f52010: 'f2fs',
  0x6969: 'nfs',
}

const isAbsent = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')

export const realHost: HostReader = {
  async readText(path) {
    try {
      const file = await open(path, 'r')
      try {
        const chunks: Buffer[] = []
        // Files of /proc say that they are empty: they are read until nothing comes.
        for (let total = 0; total < LONGEST_BYTES;) {
          const { bytesRead, buffer } = await file.read({ buffer: Buffer.alloc(65_536) })
          if (bytesRead === 0) break
          chunks.push(buffer.subarray(0, bytesRead))
          total += bytesRead
        }
        return { kind: 'text', text: Buffer.concat(chunks).toString('utf8') }
      } finally {
        await file.close()
      }
    } catch (error) {
      return { kind: isAbsent(error) ? 'missing' : 'unreadable' }
    }
  },

  exists: (path) =>
    access(path).then(
      () => true,
      (error: unknown) => !isAbsent(error),
    ),

  readLink: (path) => readlink(path).catch(() => null),

  list: (path) => readdir(path).catch(() => null),

  fileSystem: (path) =>
    statfs(path).then(
      ({ type }) => FILE_SYSTEMS[type] ?? `0x${type.toString(16)}`,
      () => null,
    ),
}

/** What a test build may be told about its computer: texts by path, null for a file that is not there, false for one that may not be read. */
const hostFactsSchema = z.strictObject({
  files: z.record(z.string(), z.union([z.string(), z.null(), z.literal(false)])),
  folders: z.record(z.string(), z.string()).optional(),
})

/** The computer as a test describes it in `factsFile`, read anew each time; whatever the file does not name is the real one's. */
export function describedHost(factsFile: string, host: HostReader = realHost): HostReader {
  const facts = () => hostFactsSchema.parse(JSON.parse(readFileSync(factsFile, 'utf8')))
  return {
    ...host,
    async readText(path) {
      const told = facts().files[path]
      if (told === undefined) return host.readText(path)
      if (told === null) return { kind: 'missing' }
      return told === false ? { kind: 'unreadable' } : { kind: 'text', text: told }
    },
    async exists(path) {
      const told = facts().files[path]
      return told === undefined ? host.exists(path) : told !== null
    },
    async fileSystem(path) {
      return facts().folders?.[path] ?? host.fileSystem(path)
    },
  }
}
