import { randomBytes } from 'node:crypto'
import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok, type Result } from '../../domain/result'
import { removeTemporaries, writeAtomically, writeFault, type WriteFault } from './atomicWrite'
import { authenticCount, countOf, cutChain, firstLine, linkedChain, sumOf, type Chain } from './journalChain'
import { headFinding, readHead, readHeadText, writeHead, type JournalFinding } from './journalHead'
import {
  canBegin,
  freshKey,
  headerLine,
  keyOf,
  openHeader,
  type JournalAccess,
  type KeyFault,
} from './journalKey'
import { takeLock, type JournalLock } from './journalLock'
import { vouchForStubs } from './journalErasure'
import { journalOn, type FileJournal, type JournalSteps } from './journalFile'
import { readRegularFile } from './regularFile'
import { readEnvelope, type SealKey } from './sealedEnvelope'
import { setAside } from './setAside'

export const JOURNAL_FILE = 'journal.sealed.log'
export const JOURNAL_HEAD_FILE = 'journal.head.sealed.json'
export const JOURNAL_LOCK_FILE = 'journal.lock'
/** A journal is read whole. This is more than a million records. */
export const JOURNAL_LIMIT_BYTES = 1024 ** 3

export type OpenFault = 'in-use' | 'unreadable' | KeyFault | WriteFault

export interface JournalParts {
  /** One of its own: what a killed process left half-written in it is removed. */
  readonly directory: string
  readonly access: JournalAccess
  readonly now: () => number
  /** A journal that a keychain sealed which is not this one is put aside, whole, and another begun. Default: it is left alone. */
  readonly putForeignAside?: boolean
  readonly steps?: JournalSteps
}

/**
 * Opens the journal in a directory, or begins one. Every line is checked; what cannot be believed is put aside whole,
 * told in `findings`, and never written over. With a wrong key nothing is touched.
 */
export async function openJournal(parts: JournalParts): Promise<Result<FileJournal, OpenFault>> {
  try {
    await mkdir(parts.directory, { recursive: true, mode: 0o700 })
  } catch (error) {
    return err(writeFault(error))
  }
  const lock = await takeLock(join(parts.directory, JOURNAL_LOCK_FILE))
  if (!lock.ok) return lock
  const opened = await openLocked(parts, lock.value).catch((error: unknown) => err(writeFault(error)))
  if (!opened.ok) await lock.value.release()
  return opened
}

async function openLocked(parts: JournalParts, lock: JournalLock): Promise<Result<FileJournal, OpenFault>> {
  const path = join(parts.directory, JOURNAL_FILE)
  const headPath = join(parts.directory, JOURNAL_HEAD_FILE)
  await removeTemporaries(parts.directory)
  const findings: JournalFinding[] = []
  const read = await readRegularFile(path, JOURNAL_LIMIT_BYTES)
  if (!read.ok && read.error !== 'missing') return err('unreadable')
  let bytes = read.ok ? read.value : null

  let header = bytes === null ? null : firstLine(bytes)
  let access = bytes === null ? null : await openHeader(header, parts.access)
  if (access?.ok === false) {
    const isForeign = access.error === 'wrong-key' && parts.putForeignAside === true
    if (access.error !== 'damaged' && !isForeign) return err(access.error)
    // Until a new journal can be begun in its place it stays where it is.
    if (!canBegin(parts.access)) return err('no-key')
    const name = setAside(path, isForeign ? 'unreadable' : 'damaged', parts.now())
    if (name === null) return err('not-writable')
    findings.push({ kind: isForeign ? 'foreign-key' : 'damaged-file', setAside: name })
    access = null
  }
  if (access === null) {
    const begun = await begin(parts, path, headPath, findings)
    if (!begun.ok) return begun
    bytes = header = begun.value.header
    access = ok({ key: begun.value.key, journal: begun.value.journal })
  }
  if (bytes === null || header === null) return err('unreadable')

  const { key, journal } = access.value
  const { chain, lostStubs } = soundChain(bytes, header, key)
  const head = await readHead(headPath, key)
  const size = chain.starts.at(-1) ?? header.byteLength
  if (size < bytes.byteLength) {
    const tail = bytes.subarray(size)
    const name = `journal.sealed.damaged-${new Date(parts.now()).toISOString().replaceAll(/[:.]/g, '-')}-${randomBytes(3).toString('hex')}.log`
    const kept = await writeAtomically(join(parts.directory, name), tail, 0o600)
    if (!kept.ok) return err(kept.error)
    const isUnfinished = typeof head === 'object' && head.count <= countOf(chain) && !tail.includes(10)
    findings.push(
      isUnfinished
        ? { kind: 'unfinished-write', bytes: tail.byteLength, setAside: name }
        : { kind: 'damaged-tail', fromIndex: countOf(chain), bytes: tail.byteLength, setAside: name },
    )
  }
  const difference = headFinding(head, chain, journal)
  if (difference !== null) findings.push(difference)
  findings.push(...stubFindings(lostStubs))
  if (difference?.kind === 'head-damaged') setAside(headPath, 'damaged', parts.now())

  const file = await open(path, 'r+')
  try {
    if (size < bytes.byteLength) {
      await file.truncate(size)
      await file.sync()
    }
    const { now, steps } = parts
    const made = journalOn({
      ...{ path, file, lock, chain, key, journal, headPath, findings, now },
      ...(steps ? { steps } : {}),
    })
    if (findings.length > 0) {
      const told = await made.tell(lostStubs)
      // What was found must not be forgotten: without room to say so the journal stays shut.
      if (!told.ok) throw Object.assign(new Error(told.error), { code: CODE_OF[told.error] })
    }
    return ok(made)
  } catch (error) {
    await file.close()
    throw error
  }
}

const CODE_OF: Readonly<Record<string, string>> = { 'disk-full': 'ENOSPC', 'not-writable': 'EACCES' }

/** What of a journal's lines can be believed, and which stubs among them have no order. */
export function soundChain(
  bytes: Buffer,
  header: Buffer,
  key: SealKey,
): { readonly chain: Chain; readonly lostStubs: readonly number[] } {
  const chain = linkedChain(bytes, header)
  cutChain(chain, authenticCount(bytes, chain, key))
  return { chain, lostStubs: vouchForStubs(bytes, chain, key) }
}

const stubFindings = (lostStubs: readonly number[]): readonly JournalFinding[] => {
  const [firstIndex] = lostStubs
  return firstIndex === undefined
    ? []
    : [{ kind: 'erased-without-order', firstIndex, entries: lostStubs.length }]
}

/** A new journal: its head first, so that a journal without a head is one whose head was taken away. */
async function begin(
  parts: JournalParts,
  path: string,
  headPath: string,
  findings: JournalFinding[],
): Promise<Result<{ readonly key: SealKey; readonly journal: string; readonly header: Buffer }, OpenFault>> {
  const key = await freshKey(parts.access)
  if (!key.ok) return key
  const journal = randomBytes(16).toString('hex')
  const header = headerLine(journal, key.value)
  const old = await readHeadText(headPath)
  if (old !== 'missing' && !(await isOfEmptyJournal(old, headPath, parts.access))) {
    setAside(headPath, 'damaged', parts.now())
    if (findings.length === 0) findings.push({ kind: 'file-missing' })
  }
  const head = { format: 1, journal, count: 0, sha256: sumOf(header) } as const
  const headed = await writeHead(headPath, head, key.value, parts.steps?.head)
  if (!headed.ok) return headed
  const written = await writeAtomically(path, header, 0o600)
  return written.ok ? ok({ key: key.value, journal, header }) : written
}

/** Whether a head without a journal is what a kill left between the two first writes: then nothing is missing. */
async function isOfEmptyJournal(
  found: Awaited<ReturnType<typeof readHeadText>>,
  headPath: string,
  access: JournalAccess,
): Promise<boolean> {
  if (typeof found === 'string') return false
  const envelope = readEnvelope(found.text)
  const key = envelope.ok ? await keyOf(envelope.value, access) : envelope
  if (!key.ok) return false
  const head = await readHead(headPath, key.value)
  return typeof head === 'object' && head.count === 0
}
