import { readJournal, sealOf } from './journalSnapshot'
import { openJournal, type OpenFault } from './journal'
import type { FileJournal, Journal, JournalSteps } from './journalFile'
import { canBegin, type JournalAccess } from './journalKey'
import { memoryJournal } from './memoryJournal'
import type { SealKey } from './sealedEnvelope'

/** Why a book is only in memory. `locked`: a passphrase opens it; `keychain-away`: nothing does today. */
export type MemoryReason =
  'no-key' | 'locked' | 'keychain-away' | 'in-use' | 'unreadable' | 'not-writable' | 'read-only'

/**
 * How records are kept on this computer at this moment. `in-use`: another process has them open; `not-writable`: what was
 * kept is known, and nothing can be added to it.
 */
export type RecordStorage =
  'keychain' | 'passphrase' | 'locked' | 'session-only' | 'damaged' | 'in-use' | 'not-writable'

/** A book as this session has it. */
export type BookSlot =
  | {
      readonly kind: 'kept'
      readonly journal: FileJournal
      readonly view: Journal
      /** How many entries there were after a loss was found; null when none was. */
      readonly lossAt: number | null
      /** Whether the last write failed. */
      readonly isFailing: () => boolean
    }
  | {
      readonly kind: 'memory'
      readonly why: MemoryReason
      readonly view: Journal
      /** Of what was read into it, when something was. */
      readonly seal: SealKey['header']['seal'] | null
    }

export interface SlotParts {
  readonly directory: string
  readonly access: JournalAccess
  readonly now: () => number
  readonly readOnly: boolean
  readonly steps?: JournalSteps
}

const inMemory = (parts: Pick<SlotParts, 'now'>, why: MemoryReason): BookSlot => ({
  kind: 'memory',
  why,
  view: memoryJournal(parts.now),
  seal: null,
})

/** What was on the disk, in memory: for who may not write there. */
async function copied(parts: SlotParts, why: 'read-only' | 'not-writable'): Promise<BookSlot> {
  const read = await readJournal(parts.directory, parts.access)
  if (read.ok) {
    const { entries, isWhole, seal } = read.value
    // What is not whole may lack a no: none of it is used.
    if (!isWhole) return inMemory(parts, 'unreadable')
    return { kind: 'memory', why, view: memoryJournal(parts.now, entries), seal }
  }
  switch (read.error) {
    case 'missing':
      return inMemory(parts, why)
    case 'locked':
      return inMemory(parts, await lockReason(parts.directory))
    default:
      return inMemory(parts, 'unreadable')
  }
}

const lockReason = async (directory: string): Promise<MemoryReason> =>
  (await sealOf(directory)) === 'passphrase' ? 'locked' : 'keychain-away'

/**
 * Opens a book with what is at hand, or says why it is in memory only. Makes no file where there is no key for one; a book
 * of a keychain that is gone is put aside and begun anew.
 */
export async function openSlot(parts: SlotParts): Promise<BookSlot> {
  if (parts.readOnly) return copied(parts, 'read-only')
  const found = await sealOf(parts.directory)
  if (found === 'missing' && !canBegin(parts.access)) return inMemory(parts, 'no-key')
  const opened = await openJournal({ ...parts, putForeignAside: true })
  if (opened.ok) return keptSlot(opened.value)
  switch (opened.error) {
    case 'locked':
      return inMemory(parts, await lockReason(parts.directory))
    case 'in-use':
      return inMemory(parts, 'in-use')
    case 'disk-full':
    case 'not-writable':
    case 'write-failed':
      return copied(parts, 'not-writable')
    case 'no-key':
    case 'unreadable':
    case 'wrong-key':
      return inMemory(parts, 'unreadable')
  }
}

const WRITE_FAULTS: readonly string[] = ['disk-full', 'not-writable', 'write-failed', 'lost-lock', 'closed']

/** The slot of an opened journal; what is added through it is watched. */
export function keptSlot(journal: FileJournal): Extract<BookSlot, { kind: 'kept' }> {
  let failing = false
  const watch = async <R extends { readonly ok: boolean; readonly error?: string }>(
    write: Promise<R>,
  ): Promise<R> => {
    const result = await write
    if (result.ok) failing = false
    else if (WRITE_FAULTS.includes(result.error ?? '')) failing = true
    return result
  }
  const view: Journal = {
    findings: journal.findings,
    count: () => journal.count(),
    headSha256: () => journal.headSha256(),
    append: (entry) => watch(journal.append(entry)),
    appendAll: (entries) => watch(journal.appendAll(entries)),
    // It needs room for the whole file: that it fails says nothing about the next entry.
    erase: (indexes, reason) => journal.erase(indexes, reason),
    read: (from, count) => journal.read(from, count),
    close: () => journal.close(),
  }
  const isLoss = journal.findings.some(({ kind }) => kind !== 'unfinished-write')
  return { kind: 'kept', journal, view, lossAt: isLoss ? journal.count() : null, isFailing: () => failing }
}

/** What a journal that did not open means to the person who asked for it. */
export function openError(
  fault: OpenFault,
): 'records-locked' | 'records-in-use' | 'disk-full' | 'not-writable' | 'write-failed' {
  switch (fault) {
    case 'locked':
    case 'wrong-key':
    case 'no-key':
      return 'records-locked'
    case 'in-use':
      return 'records-in-use'
    case 'unreadable':
      return 'not-writable'
    default:
      return fault
  }
}

/** What matters most comes first: where two books differ, that one is told. */
const GRAVEST: readonly RecordStorage[] = [
  'in-use',
  'locked',
  'damaged',
  'not-writable',
  'session-only',
  'passphrase',
  'keychain',
]

const OF_MEMORY = {
  'no-key': 'session-only',
  locked: 'locked',
  'keychain-away': 'locked',
  'in-use': 'in-use',
  unreadable: 'damaged',
  'not-writable': 'not-writable',
  'read-only': 'session-only',
} as const satisfies Record<MemoryReason, RecordStorage>

function stateOf(slot: BookSlot, isOwn: boolean): RecordStorage {
  if (slot.kind === 'memory')
    return slot.why === 'read-only' && slot.seal !== null ? slot.seal : OF_MEMORY[slot.why]
  // A loss in the person's own book is told until something new is in it: then it is answered.
  if (isOwn && slot.lossAt === slot.view.count()) return 'damaged'
  return slot.isFailing() ? 'not-writable' : slot.journal.key.header.seal
}

/** How both books together are kept. The desk's that a batch run does not open says nothing. */
export function storageOf(personal: BookSlot, desk: BookSlot): RecordStorage {
  const isBatch = personal.kind === 'memory' && personal.why === 'read-only'
  const states = [stateOf(personal, true), ...(isBatch ? [] : [stateOf(desk, false)])]
  return GRAVEST.find((state) => states.includes(state)) ?? 'session-only'
}
