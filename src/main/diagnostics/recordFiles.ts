import { lstat, readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { z } from 'zod'
import { deskSettingsSchema } from '../../contracts/calls/desk'
import { POLICY_BUNDLE_LIMIT_BYTES, policyEnvelopeSchema } from '../../contracts/policyBundle'
import { settingsSchema } from '../../contracts/settings'
import {
  recordFileKind,
  type FileMark,
  type Holding,
  type RecordFile,
  type RecordFileKind,
} from '../../domain/diagnostics/writtenFiles'
import { deskMembersFileSchema } from '../privacy/deskMembersFile'
import { firstLine, linkedChain } from '../storage/journalChain'
import { holderSchema } from '../storage/journalLock'
import { readEnvelope } from '../storage/sealedEnvelope'
import { parseAcceptances } from './acceptanceFile'

/** Size and age of every file of the records directory, by name. Null: it cannot be looked into. */
export async function markFiles(directory: string): Promise<ReadonlyMap<string, FileMark> | null> {
  const marks = new Map<string, FileMark>()
  try {
    for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
      if (entry.isDirectory()) continue
      const path = join(entry.parentPath, entry.name)
      const found = await lstat(path).catch(() => null)
      if (found === null) continue
      const name = relative(directory, path).split(sep).join('/')
      marks.set(name, { bytes: found.size, modifiedMs: found.mtimeMs, inode: found.ino })
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return null
  }
  return marks
}

/** Larger than anything of its kind: what is in it is not looked for. Journals grow with the years. */
const LARGEST_BYTES = 64 * 1024 * 1024

const fits = (schema: z.ZodType, text: string): boolean => {
  try {
    return schema.safeParse(JSON.parse(text)).success
  } catch {
    return false
  }
}

/** Every byte of it belongs to the chain of sealed lines, or to one that is being added at this moment. */
function isJournal(bytes: Buffer): boolean {
  const header = firstLine(bytes)
  if (header === null || !readEnvelope(header.toString('utf8')).ok) return false
  const end = linkedChain(bytes, header).starts.at(-1) ?? 0
  return firstLine(bytes.subarray(end)) === null
}

/** What is seen inside a file of this kind. */
function holdingOf(kind: RecordFileKind, bytes: Buffer): Holding {
  const text = bytes.toString('utf8')
  const schema = (isRead: boolean): Holding => (isRead ? 'schema' : 'other')
  switch (kind) {
    case 'settings':
      return schema(fits(settingsSchema.partial(), text))
    case 'desk-members':
      return schema(fits(deskMembersFileSchema, text))
    case 'desk-settings':
      return schema(fits(deskSettingsSchema, text))
    case 'policy':
      return schema(bytes.byteLength <= POLICY_BUNDLE_LIMIT_BYTES && fits(policyEnvelopeSchema, text))
    case 'journal-lock':
      return schema(fits(holderSchema, text))
    case 'acceptances':
      return schema(parseAcceptances(text) !== null)
    case 'journal':
      return isJournal(bytes) ? 'sealed' : 'other'
    case 'journal-head':
    case 'drafts':
    case 'set-aside':
      return readEnvelope(text).ok || isJournal(bytes) ? 'sealed' : 'other'
    case 'set-up-again':
    case 'temporary':
    case 'unknown':
      return 'other'
  }
}

const keyOf = (mark: FileMark): string => `${mark.bytes}/${mark.modifiedMs}/${mark.inode}`

/** Looks into the files of the records directory, and into each only once while it stays as it is. */
export interface RecordFiles {
  look(marks: ReadonlyMap<string, FileMark>): Promise<readonly RecordFile[]>
}

export function createRecordFiles(directory: string): RecordFiles {
  const seen = new Map<string, { readonly key: string; readonly holding: Holding }>()

  async function holding(name: string, kind: RecordFileKind, mark: FileMark): Promise<Holding> {
    if (mark.bytes === 0) return 'nothing'
    const known = seen.get(name)
    if (known?.key === keyOf(mark)) return known.holding
    const isTooLarge = mark.bytes > LARGEST_BYTES
    const bytes = isTooLarge ? null : await readFile(join(directory, name)).catch(() => null)
    const found = bytes === null ? 'other' : holdingOf(kind, bytes)
    seen.set(name, { key: keyOf(mark), holding: found })
    return found
  }

  return {
    async look(marks) {
      const files: RecordFile[] = []
      for (const [name, mark] of marks) {
        const kind = recordFileKind(name)
        files.push({ name, bytes: mark.bytes, kind, holding: await holding(name, kind, mark) })
      }
      return files.sort((a, b) => (a.name < b.name ? -1 : 1))
    },
  }
}
