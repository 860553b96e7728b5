import type { WireError } from '../../contracts/errors'
import { err, ok, type Result } from '../../domain/result'
import { memoryDrafts, type Drafts } from './draftStore'
import type { Journal } from './journalFile'
import type { JournalFinding } from './journalHead'
import { memoryJournal } from './memoryJournal'

/** How records are kept on this computer at this moment. `in-use`: another process has them open. */
export type RecordStorage =
  'keychain' | 'passphrase' | 'locked' | 'session-only' | 'damaged' | 'in-use' | 'not-writable'

/** Which book an entry is in: the person's own (consents, own requests), or the Customer Desk's (what others asked of it, its registers). */
export type Book = 'personal' | 'desk'

/** Something a person must be told about what was found on opening; `setAside` names a file in the book's directory. */
export interface VaultFinding {
  readonly book: Book
  readonly finding:
    JournalFinding | { readonly kind: 'drafts-damaged' | 'foreign-key'; readonly setAside: string }
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
  readonly now: () => number
}

export function createVault({ now }: VaultParts): Vault {
  const books: Record<Book, Journal> = { personal: memoryJournal(now), desk: memoryJournal(now) }
  const listeners: (() => Promise<void>)[] = []
  let drafts = memoryDrafts()
  const refresh = async () => {
    for (const listener of listeners) await listener()
  }
  return {
    open: () => Promise.resolve(),
    storage: () => 'session-only',
    book: (name) => books[name],
    drafts: () => drafts,
    findings: () => [],
    protect: () => Promise.resolve(err({ code: 'not-available' })),
    unlock: () => Promise.resolve(ok(undefined)),
    async erasePersonal() {
      const before = { entriesBefore: books.personal.count(), draftsBefore: drafts.list().length }
      books.personal = memoryJournal(now)
      drafts = memoryDrafts()
      await refresh()
      return ok({ erasedAtMs: now(), ...before, files: [], left: [], entriesNow: 0, draftsNow: 0 })
    },
    onReplaced: (listener) => void listeners.push(listener),
    refresh,
    close: () => Promise.resolve(),
  }
}
