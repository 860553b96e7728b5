import { err, ok } from '../../domain/result'
import { memoryDrafts } from '../storage/draftStore'
import { memoryJournal } from '../storage/memoryJournal'
import type { Book, Vault } from '../storage/vault'
import type { Journal } from '../storage/journalFile'

/** Records of a kiosk: in memory alone, and gone when a session ends. Nothing of it ever touches a disk. */
export function createKioskVault(now: () => number): Vault {
  const books: Record<Book, Journal> = { personal: memoryJournal(now), desk: memoryJournal(now) }
  let drafts = memoryDrafts()
  const listeners: (() => Promise<void>)[] = []
  const notAvailable = () => Promise.resolve(err({ code: 'not-available' } as const))
  async function refresh(): Promise<void> {
    for (const listener of listeners) await listener()
  }
  return {
    open: () => Promise.resolve(),
    storage: () => 'session-only',
    book: (name) => books[name],
    drafts: () => drafts,
    findings: () => [],
    protect: notAvailable,
    unlock: notAvailable,
    async erasePersonal() {
      const before = { entriesBefore: books.personal.count(), draftsBefore: drafts.list().length }
      books.personal = memoryJournal(now)
      drafts = memoryDrafts()
      await refresh()
      const after = { entriesNow: books.personal.count(), draftsNow: drafts.list().length }
      return ok({ erasedAtMs: now(), ...before, files: [], left: [], ...after })
    },
    onReplaced: (listener) => void listeners.push(listener),
    refresh,
    close: () => Promise.resolve(),
  }
}
