import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { JournalEntry } from '../../domain/privacy/journal'
import { err, ok, type Result } from '../../domain/result'
import { JOURNAL_FILE, JOURNAL_HEAD_FILE, JOURNAL_LIMIT_BYTES, soundChain } from './journal'
import { countOf, entryFrom, firstLine, lineIn } from './journalChain'
import { headFinding, headFrom, readHeadText } from './journalHead'
import { openHeader, type JournalAccess, type KeyFault } from './journalKey'
import { readRegularFile } from './regularFile'
import { readEnvelope, type SealKey } from './sealedEnvelope'

/** A journal as it was at one moment. */
export interface JournalSnapshot {
  readonly entries: readonly JournalEntry[]
  /** False: something is missing, damaged or not what was acknowledged; a no that was recorded may be among it. */
  readonly isWhole: boolean
  readonly seal: SealKey['header']['seal']
}

/**
 * Reads a journal without a lock and without writing, also while another process has it open: an entry that process is
 * writing at this moment is not there yet. What is damaged is left as it is.
 */
export async function readJournal(
  directory: string,
  access: JournalAccess,
): Promise<Result<JournalSnapshot, 'missing' | 'unreadable' | 'damaged' | KeyFault>> {
  // The head first: a journal read after it holds at least what the head says.
  const headText = await readHeadText(join(directory, JOURNAL_HEAD_FILE))
  const read = await readRegularFile(join(directory, JOURNAL_FILE), JOURNAL_LIMIT_BYTES)
  if (!read.ok) return err(read.error === 'missing' ? 'missing' : 'unreadable')
  const bytes = read.value
  const header = firstLine(bytes)
  const opened = await openHeader(header, access)
  if (!opened.ok) return opened
  if (header === null) return err('damaged')
  const { key, journal } = opened.value
  const { chain, lostStubs } = soundChain(bytes, header, key)
  // A whole line behind the sound ones is damage; a part of one is what is being written now.
  const isWhole =
    firstLine(bytes.subarray(chain.starts.at(-1))) === null &&
    headFinding(headFrom(headText, key), chain, journal) === null &&
    lostStubs.length === 0
  const entries: JournalEntry[] = []
  for (let index = 0; index < countOf(chain); index++) {
    const entry = entryFrom(lineIn(bytes, index, chain), index, chain, key)
    if (entry !== null) entries.push(entry)
    else if (!chain.stubs.has(index)) return err('damaged')
  }
  return ok({ entries, isWhole, seal: key.header.seal })
}

const isAbsent = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')

const HEADER_LIMIT_BYTES = 64 * 1024

/** How the journal in a directory is sealed, by its first line; `unknown` when that does not say. */
export async function sealOf(
  directory: string,
): Promise<SealKey['header']['seal'] | 'missing' | 'unknown' | 'unreadable'> {
  try {
    // Without waiting: a pipe that nobody writes to would hold the start up for ever.
    const file = await open(join(directory, JOURNAL_FILE), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      if (!(await file.stat()).isFile()) return 'unreadable'
      const bytes = Buffer.alloc(HEADER_LIMIT_BYTES)
      const { bytesRead } = await file.read(bytes, 0, bytes.byteLength, 0)
      const line = firstLine(bytes.subarray(0, bytesRead))
      const envelope = readEnvelope(line?.toString('utf8') ?? '')
      return envelope.ok ? envelope.value.seal : 'unknown'
    } finally {
      await file.close()
    }
  } catch (error) {
    return isAbsent(error) ? 'missing' : 'unreadable'
  }
}
