import type { WireError } from '../../../contracts/errors'
import type { RegisterFault } from '../../../contracts/calls/registers'
import type { JournalEntry, Json } from '../../../domain/privacy/journal'
import { err, ok, type Result } from '../../../domain/result'
import type { Journal, NewEntry } from '../../storage/journalFile'
import { appendError } from '../caseBook'

/** Entries read at a time: the window stays alive while a large book is read. */
const STEP = 2000

/** Hands every entry of a book to `take`, oldest first. Error: the file is no longer what was opened. */
export async function readBook(
  book: Journal,
  take: (entry: JournalEntry) => void,
): Promise<Result<void, WireError>> {
  for (let from = 0; from < book.count(); from += STEP) {
    const entries = await book.read(from, STEP)
    if (!entries.ok) return err({ code: 'register-unreadable' })
    for (const entry of entries.value) take(entry)
  }
  return ok(undefined)
}

/** Adds one entry. Error: why nothing was added. */
export async function writeEntry(
  book: Journal,
  kind: NewEntry['kind'],
  payload: object,
): Promise<Result<void, WireError>> {
  const added = await book.append({ kind, payload: JSON.parse(JSON.stringify(payload)) as Json })
  return added.ok ? ok(undefined) : err(appendError(added.error))
}

/** What came of writing something down: kept, or what has to be put right first. */
export type KeptOrFaults<Row> =
  { readonly kind: 'kept'; readonly row: Row } | { readonly kind: 'faults'; readonly faults: RegisterFault[] }

export type Written<Row> = Promise<Result<KeptOrFaults<Row>, WireError>>

export const faults = (...found: readonly RegisterFault[]) =>
  ok({ kind: 'faults' as const, faults: [...found] })
export const kept = <Row>(row: Row) => ok({ kind: 'kept' as const, row })

/** A register that is made again from the entries of the desk's book. */
export interface Register {
  /** Forgets everything: the book is read again from its beginning. */
  reset(): void
  /** Takes one entry of any kind; false when it is of this register and cannot have happened. */
  take(entry: JournalEntry): boolean
}

export interface RegisterParts {
  /** Asked anew each time: it is replaced when records are unlocked. */
  readonly book: () => Journal
  readonly now: () => number
  /** A number nobody has yet: `P-7Q4M-20K9` for the letter P. */
  readonly newId: (letter: 'P' | 'E' | 'N') => string
}
