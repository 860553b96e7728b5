import type { WireError } from '../../contracts/errors'
import { consentEntrySchema } from '../../contracts/privacy/consentRecords'
import {
  expireDoubted,
  NO_CONSENTS,
  replayConsents,
  takeEntries,
  type ConsentEntry,
  type Consents,
} from '../../domain/privacy/consentJournal'
import type { JournalEntry, Json } from '../../domain/privacy/journal'
import { ok, type Result } from '../../domain/result'
import type { Journal } from '../storage/journalFile'
import { appendError } from './caseBook'

export interface ConsentLedgerParts {
  /** The person's own book as it is now. */
  readonly book: () => Journal
  readonly now: () => number
  /** Runs work once after so many milliseconds. */
  readonly after: (ms: number, work: () => void) => () => void
  readonly log: (line: string) => void
}

/** What was asked and answered, as the journal says it; decided in memory first, then written. */
export interface ConsentLedger {
  consents(): Consents
  /** The book could not be read: nothing it may hold counts. */
  isUnreadable(): boolean
  /** The last write failed: what was decided since holds in this session alone. */
  isBehind(): boolean
  /** Reads the book from its beginning. A yes before an entry that cannot be believed is asked for again. */
  load(): Promise<void>
  /** Holds from now on. Not written yet. */
  take(entries: readonly ConsentEntry[]): void
  /** Writes what was taken and not written so far. Error: why it was not; it is tried again. */
  write(): Promise<Result<void, WireError>>
  /** Writes nothing while the book is being replaced: what is taken meanwhile goes into the new one. */
  hold<T>(work: () => Promise<T>): Promise<T>
  forget(): void
}

/** Entries read at a time: the window stays alive while a large book is read. */
const STEP = 2000
const RETRY_MS = 10_000

/** The consent an entry is about; null when it cannot be read, undefined when it is about something else. */
function consentIn(entry: JournalEntry): ConsentEntry | null | undefined {
  // What was cut off a damaged book may have been a no.
  if (entry.kind === 'journal-repaired') return null
  if (entry.kind !== 'consent') return undefined
  const parsed = consentEntrySchema.safeParse(entry.payload)
  return parsed.success ? parsed.data : null
}

async function readEntries(journal: Journal): Promise<readonly (ConsentEntry | null)[] | null> {
  const found: (ConsentEntry | null)[] = []
  for (let from = 0; from < journal.count(); from += STEP) {
    const entries = await journal.read(from, STEP)
    if (!entries.ok) return null
    for (const entry of entries.value) {
      const consent = consentIn(entry)
      if (consent !== undefined) found.push(consent)
    }
  }
  return found
}

export function createConsentLedger(parts: ConsentLedgerParts): ConsentLedger {
  let consents = NO_CONSENTS
  let unreadable = false
  let behind = false
  let unwritten: readonly ConsentEntry[] = []
  let last: Promise<unknown> = Promise.resolve()
  let held = false
  let cancelRetry = (): void => undefined

  /** After everything asked before: answers are written in the order they were given. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work, work)
    last = turn.catch(() => undefined)
    return turn
  }

  async function flush(): Promise<Result<void, WireError>> {
    cancelRetry()
    const batch = unwritten
    if (held || batch.length === 0) return ok(undefined)
    const payloads = batch.map((entry) => JSON.parse(JSON.stringify(entry)) as Json)
    const added = await parts.book().appendAll(payloads.map((payload) => ({ kind: 'consent', payload })))
    behind = !added.ok
    if (added.ok) {
      unwritten = unwritten.slice(batch.length)
      return ok(undefined)
    }
    cancelRetry = parts.after(RETRY_MS, () => void inTurn(flush))
    return { ok: false, error: appendError(added.error) }
  }

  const ledger: ConsentLedger = {
    consents: () => consents,
    isUnreadable: () => unreadable,
    isBehind: () => behind,

    async load() {
      const entries = await readEntries(parts.book())
      unreadable = entries === null
      const replayed = replayConsents(entries ?? [])
      if (replayed.notBelieved > 0)
        parts.log(`consent: ${replayed.notBelieved} entries of the journal are not believed`)
      // An empty book was begun anew: what was not written into the one before it is gone with it.
      if (entries?.length === 0) unwritten = []
      consents = takeEntries(replayed.consents, unwritten)
      ledger.take(expireDoubted({ ...replayed, consents }, parts.now()))
    },

    take(entries) {
      consents = takeEntries(consents, entries)
      unwritten = [...unwritten, ...entries]
    },

    write: () => inTurn(flush),

    async hold(work) {
      await inTurn(flush)
      held = true
      try {
        return await work()
      } finally {
        held = false
        await inTurn(flush)
      }
    },

    forget() {
      cancelRetry()
      consents = NO_CONSENTS
      unwritten = []
      behind = false
    },
  }
  return ledger
}
