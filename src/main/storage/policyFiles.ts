import { constants } from 'node:fs'
import { mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { POLICY_BUNDLE_LIMIT_BYTES } from '../../contracts/policyBundle'
import { comparePolicyVersions, isPolicyVersion } from '../../domain/privacy/policy/policyVersion'
import { err, type Result } from '../../domain/result'
import { removeTemporaries, writeAtomically, type WriteFault, type WriteSteps } from './atomicWrite'
import { setAside } from './setAside'

/** The folder of the accepted policies inside the records directory. They say nothing about anybody: they are not sealed. */
export const POLICY_FOLDER = 'policy'

export interface StoredPolicy {
  /** From the file's name. */
  readonly version: string
  /** Null when the file could not be read. */
  readonly bytes: Uint8Array | null
}

/** The accepted bundles on disk, one file a version. */
export interface PolicyFiles {
  /** Oldest version first. A folder that is not there holds none; error: it cannot be looked into. */
  load(): Promise<Result<readonly StoredPolicy[], 'unreadable'>>
  keep(version: string, bytes: Uint8Array): Promise<Result<void, WriteFault>>
  /** Puts a file out of use and reports it. */
  putAside(version: string): void
}

export interface PolicyFilesParts {
  readonly recordsDirectory: string
  readonly now: () => number
  readonly onSetAside: (name: string) => void
  /** Batch runs change nothing on disk. */
  readonly readOnly: boolean
  readonly steps?: WriteSteps
}

/** At most one byte more than a bundle may have: enough to see that a file is too large. Null: it cannot be read. */
export async function readPolicyFile(path: string): Promise<Uint8Array | null> {
  try {
    // Without waiting: a pipe that nobody writes to would hold the start up for ever.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      if (!(await file.stat()).isFile()) return null
      const bytes = new Uint8Array(POLICY_BUNDLE_LIMIT_BYTES + 1)
      let done = 0
      while (done < bytes.byteLength) {
        const { bytesRead } = await file.read(bytes, done, bytes.byteLength - done, done)
        if (bytesRead === 0) break
        done += bytesRead
      }
      return bytes.subarray(0, done)
    } finally {
      await file.close()
    }
  } catch {
    return null
  }
}

export function createPolicyFiles(parts: PolicyFilesParts): PolicyFiles {
  const directory = join(parts.recordsDirectory, POLICY_FOLDER)
  const pathOf = (version: string): string => join(directory, `${version}.json`)

  return {
    async load() {
      if (!parts.readOnly) await removeTemporaries(directory)
      let names: readonly string[]
      try {
        names = await readdir(directory)
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code ?? ''
        return code === 'ENOENT' ? { ok: true, value: [] } : err('unreadable')
      }
      const versions = names
        .filter((name) => name.endsWith('.json'))
        .map((name) => name.slice(0, -'.json'.length))
        .filter(isPolicyVersion)
        .sort(comparePolicyVersions)
      const stored: StoredPolicy[] = []
      for (const version of versions) stored.push({ version, bytes: await readPolicyFile(pathOf(version)) })
      return { ok: true, value: stored }
    },

    async keep(version, bytes) {
      if (parts.readOnly) return err('not-writable')
      try {
        await mkdir(directory, { recursive: true, mode: 0o700 })
      } catch {
        return err('not-writable')
      }
      return writeAtomically(pathOf(version), bytes, 0o600, parts.steps)
    },

    putAside(version) {
      const named = parts.readOnly ? null : setAside(pathOf(version), 'damaged', parts.now())
      // A file that stays where it is (a read-only disk) is out of use all the same, and is reported.
      parts.onSetAside(named ?? `${version}.json`)
    },
  }
}
