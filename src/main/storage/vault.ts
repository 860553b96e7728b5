import { rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ErrorCode, WireError } from '../../contracts/errors'
import { err, ok, type Result } from '../../domain/result'
import type { WriteSteps } from './atomicWrite'
import { keptSlot, openError, openSlot, storageOf, type BookSlot, type RecordStorage } from './bookSlot'
import { DRAFTS_FILE, fileDrafts, memoryDrafts, mergedDrafts, openDrafts, type Drafts } from './draftStore'
import { JOURNAL_FILE, JOURNAL_HEAD_FILE, openJournal } from './journal'
import { carryOver, type FileJournal, type Journal, type JournalSteps } from './journalFile'
import type { JournalFinding } from './journalHead'
import { sealOf } from './journalSnapshot'
import { memoryJournal } from './memoryJournal'
import { removeDirectory, removeGone, type RemoveStep } from './personalDirectory'
import type { Keychain, SealKey } from './sealedEnvelope'

export type { RecordStorage } from './bookSlot'

/** Which book an entry is in: the person's own (consents, own requests), or the Customer Desk's (what others asked of it, its registers). */
export type Book = 'personal' | 'desk'
export const BOOKS: readonly Book[] = ['personal', 'desk']

/** Something a person must be told about what was found on opening; `setAside` names a file in the book's directory. */
export interface VaultFinding {
  readonly book: Book
  readonly finding: JournalFinding | { readonly kind: 'drafts-damaged'; readonly setAside: string | null }
}

/** That everything of the person's own is gone. */
export interface ErasureProof {
  readonly erasedAtMs: number
  /** Null when the records were locked: nobody could count them. */
  readonly entriesBefore: number | null
  readonly draftsBefore: number | null
  /** Names of the files that were in the directory, leftovers and set-aside files included. */
  readonly files: readonly string[]
  /** Read from the disk afterwards: always empty, else there is an error instead of a proof. */
  readonly left: readonly string[]
  /** Counted in the book that was begun afterwards. */
  readonly entriesNow: number
  readonly draftsNow: number
}

/** All records of this install. The books are replaced when they are unlocked: ask for them anew each time. */
export interface Vault {
  /** Opens what is kept; before that both books are empty ones in memory. */
  open(): Promise<void>
  storage(): RecordStorage
  book(name: Book): Journal
  drafts(): Drafts
  findings(): readonly VaultFinding[]
  /** Seals what this session holds, and what is to come, under a passphrase. */
  protect(passphrase: string): Promise<Result<void, WireError>>
  /** Opens both books and adds what was recorded meanwhile. A wrong passphrase touches nothing: `records-locked`. */
  unlock(passphrase: string): Promise<Result<void, WireError>>
  /** Removes everything of the person's own, locked or not, and begins an empty book. The desk's book and settings stay. */
  erasePersonal(): Promise<Result<ErasureProof, WireError>>
  /** Calls back after a book was replaced: whoever keeps something read from it reads it again. Never unsubscribed. */
  onReplaced(listener: () => Promise<void>): void
  /** Has everybody read again: entries of a book were erased. */
  refresh(): Promise<void>
  close(): Promise<void>
}

export interface VaultParts {
  /** The records directory; each book has a directory of its own in it. */
  readonly directory: string
  readonly keychain: Keychain
  readonly now: () => number
  /** Batch runs read the person's own book as it is, also beside an open studio, and write nothing: what they add stays in memory. */
  readonly readOnly: boolean
  /** A damaged file got a new name, which is said with its book in front: `desk/journal…`. */
  readonly onSetAside: (name: string) => void
  /** Steps of writing that a test may interrupt. */
  readonly steps?: {
    readonly journal?: JournalSteps
    readonly drafts?: WriteSteps
    readonly remove?: RemoveStep
  }
}

export function createVault(parts: VaultParts): Vault {
  const { keychain, now, readOnly, steps } = parts
  const emptySlot = (): BookSlot => ({ kind: 'memory', why: 'no-key', view: memoryJournal(now), seal: null })
  const slots: Record<Book, BookSlot> = { personal: emptySlot(), desk: emptySlot() }
  const listeners: (() => Promise<void>)[] = []
  let drafts = memoryDrafts()
  let findings: VaultFinding[] = []
  let last: Promise<unknown> = Promise.resolve()

  const directoryOf = (name: Book): string => join(parts.directory, name)

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work, work)
    last = turn.catch(() => undefined)
    return turn
  }

  const access = (passphrase: string | null, known?: SealKey) => ({
    keychain,
    passphrase,
    ...(known ? { known } : {}),
  })

  const journalParts = (name: Book) => ({
    directory: directoryOf(name),
    now,
    ...(steps?.journal ? { steps: steps.journal } : {}),
  })

  async function refresh(): Promise<void> {
    for (const listener of listeners) await listener()
  }

  function note(book: Book, finding: VaultFinding['finding']): void {
    findings.push({ book, finding })
    if ('setAside' in finding && finding.setAside !== null) parts.onSetAside(`${book}/${finding.setAside}`)
  }

  /** Puts an opened journal in the place of what was there; the person's own brings its drafts along. */
  async function place(name: Book, slot: BookSlot, passphrase: string | null = null): Promise<void> {
    slots[name] = slot
    if (slot.kind !== 'kept') return
    for (const finding of slot.journal.findings) note(name, finding)
    if (name === 'personal') drafts = await draftsBeside(slot.journal, passphrase)
  }

  async function draftsBeside({ key }: FileJournal, passphrase: string | null): Promise<Drafts> {
    const file = {
      path: join(directoryOf('personal'), DRAFTS_FILE),
      access: access(passphrase, key),
      key,
      now,
      ...(steps?.drafts ? { steps: steps.drafts } : {}),
    }
    const { kept, fault } = await openDrafts(file)
    if (fault !== null) note('personal', { kind: 'drafts-damaged', setAside: fault.setAside })
    const merged = mergedDrafts(kept, drafts.list())
    const made = fileDrafts(kept, file)
    // What this session wrote before joins them; one that cannot be written stays where a change can be tried again.
    for (const draft of merged) if (!kept.includes(draft)) await made.put(draft)
    return made
  }

  async function open(): Promise<void> {
    if (!readOnly) await removeGone(directoryOf('personal'), steps?.remove)
    for (const name of BOOKS) {
      // A batch run has no business at the desk.
      if (readOnly && name === 'desk') continue
      await place(name, await openSlot({ ...journalParts(name), access: access(null), readOnly }))
    }
  }

  /** Opens books under a passphrase; all of them or, closed again, none. */
  async function openUnder(
    passphrase: string,
    names: readonly Book[],
  ): Promise<Result<ReadonlyMap<Book, FileJournal>, WireError>> {
    const opened = new Map<Book, FileJournal>()
    for (const name of names) {
      const journal = await openJournal({ ...journalParts(name), access: access(passphrase) })
      if (!journal.ok) {
        for (const other of opened.values()) await other.close()
        return err({ code: openError(journal.error) })
      }
      opened.set(name, journal.value)
    }
    return ok(opened)
  }

  /** Removes journals that were begun a moment ago. */
  async function takeBack(names: readonly Book[]): Promise<void> {
    for (const name of names) {
      const directory = directoryOf(name)
      // One that stays holds nothing this session does not: at the next start it is a book under this passphrase.
      for (const file of [JOURNAL_FILE, JOURNAL_HEAD_FILE])
        await rm(join(directory, file), { force: true }).catch(() => undefined)
      await rmdir(directory).catch(() => undefined)
    }
  }

  const namesWhere = (...reasons: readonly string[]): readonly Book[] =>
    BOOKS.filter((name) => {
      const slot = slots[name]
      return slot.kind === 'memory' && reasons.includes(slot.why)
    })

  async function protect(passphrase: string): Promise<Result<void, WireError>> {
    if (readOnly || keychain.available()) return err({ code: 'not-available' })
    if (namesWhere('locked', 'keychain-away').length > 0) return err({ code: 'records-locked' })
    if (namesWhere('in-use').length > 0) return err({ code: 'records-in-use' })
    const names = namesWhere('no-key', 'unreadable')
    if (names.length < BOOKS.length) return err({ code: 'not-available' })
    const begun: Book[] = []
    for (const name of names) if ((await sealOf(directoryOf(name))) === 'missing') begun.push(name)
    const opened = await openUnder(passphrase, names)
    if (!opened.ok) {
      await takeBack(begun)
      return opened
    }
    for (const [name, journal] of opened.value) {
      const carried = await carryOver(slots[name].view, journal)
      if (carried.ok) continue
      for (const other of opened.value.values()) await other.close()
      await takeBack(begun)
      return err({ code: carryError(carried.error) })
    }
    for (const [name, journal] of opened.value) await place(name, keptSlot(journal), passphrase)
    await refresh()
    return ok(undefined)
  }

  async function unlock(passphrase: string): Promise<Result<void, WireError>> {
    const locked = namesWhere('locked')
    if (locked.length === 0) return err({ code: 'not-available' })
    // A book that was never begun comes last: it must not be sealed with a passphrase that does not open the other.
    const opened = await openUnder(passphrase, [...locked, ...namesWhere('no-key')])
    if (!opened.ok) return opened
    let failed: WireError | null = null
    for (const [name, journal] of opened.value) {
      const { view } = slots[name]
      const carried: Awaited<ReturnType<typeof carryOver>> =
        failed === null ? await carryOver(view, journal) : ok(undefined)
      if (!carried.ok) failed = { code: carryError(carried.error) }
      if (failed === null) {
        await place(name, keptSlot(journal), passphrase)
        continue
      }
      // What was recorded meanwhile stays in memory, beside a locked book: it can be tried again, and nothing comes twice.
      await journal.close()
      slots[name] = { kind: 'memory', why: 'locked', view, seal: null }
    }
    await refresh()
    return failed === null ? ok(undefined) : err(failed)
  }

  async function erasePersonal(): Promise<Result<ErasureProof, WireError>> {
    if (readOnly) return err({ code: 'not-available' })
    const slot = slots.personal
    if (slot.kind === 'memory' && slot.why === 'in-use') return err({ code: 'records-in-use' })
    const isHidden = slot.kind === 'memory' && slot.why !== 'no-key' && slot.why !== 'not-writable'
    const before = isHidden
      ? { entriesBefore: null, draftsBefore: null }
      : { entriesBefore: slot.view.count(), draftsBefore: drafts.list().length }
    const known =
      slot.kind === 'kept' && slot.journal.key.header.seal === 'passphrase' ? slot.journal.key : undefined
    await slot.view.close()
    const removed = await removeDirectory(directoryOf('personal'), steps?.remove)
    drafts = memoryDrafts()
    findings = findings.filter(({ book }) => book !== 'personal')
    await place(
      'personal',
      await openSlot({ ...journalParts('personal'), access: access(null, known), readOnly }),
    )
    await refresh()
    if (!removed.ok)
      return removed.error === 'in-use'
        ? err({ code: 'records-in-use' })
        : err({ code: 'data-not-erased', params: { files: removed.error.join(', ') } })
    return ok({
      erasedAtMs: now(),
      ...before,
      files: removed.value,
      left: [],
      entriesNow: slots.personal.view.count(),
      draftsNow: drafts.list().length,
    })
  }

  return {
    open: () => inTurn(open),
    storage: () => storageOf(slots.personal, slots.desk),
    book: (name) => slots[name].view,
    drafts: () => drafts,
    findings: () => [...findings],
    protect: (passphrase) => inTurn(() => protect(passphrase)),
    unlock: (passphrase) => inTurn(() => unlock(passphrase)),
    erasePersonal: () => inTurn(erasePersonal),
    onReplaced: (listener) => void listeners.push(listener),
    refresh,
    close: () =>
      inTurn(async () => {
        for (const name of BOOKS) await slots[name].view.close()
      }),
  }
}

const WRITE_CODES: readonly ErrorCode[] = ['disk-full', 'not-writable', 'write-failed']

/** What it means to the person that what was in memory could not be added. */
const carryError = (fault: string): ErrorCode => WRITE_CODES.find((code) => code === fault) ?? 'internal'
