import type { WireError } from '../../contracts/errors'
import { err, ok, type Result } from '../../domain/result'
import type { Journal } from './journalFile'
import { memoryJournal } from './memoryJournal'

/** How records are kept on this computer at this moment. */
export type RecordStorage = 'keychain' | 'passphrase' | 'locked' | 'session-only' | 'damaged'

/** Which book an entry is in: the person's own (consents, own requests), or the Customer Desk's (what others asked of it, its registers). */
export type Book = 'personal' | 'desk'

/** All records of this install. The books are replaced when they are unlocked: ask for them anew each time. */
export interface Vault {
  /** Opens what is kept; before that both books are empty ones in memory. */
  open(): Promise<void>
  storage(): RecordStorage
  book(name: Book): Journal
  /** Seals what this session holds, and what is to come, under a passphrase. */
  protect(passphrase: string): Promise<Result<void, WireError>>
  unlock(passphrase: string): Promise<Result<void, WireError>>
  /** Calls back after a book was replaced: whoever keeps something read from it reads it again. Never unsubscribed. */
  onReplaced(listener: () => Promise<void>): void
  close(): Promise<void>
}

export interface VaultParts {
  readonly now: () => number
}

export function createVault({ now }: VaultParts): Vault {
  const books: Readonly<Record<Book, Journal>> = { personal: memoryJournal(now), desk: memoryJournal(now) }
  return {
    open: () => Promise.resolve(),
    storage: () => 'session-only',
    book: (name) => books[name],
    protect: () => Promise.resolve(err({ code: 'not-available' })),
    unlock: () => Promise.resolve(ok(undefined)),
    onReplaced: () => undefined,
    close: () => Promise.resolve(),
  }
}
