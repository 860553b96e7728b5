import { createHash } from 'node:crypto'
import { payloadFault, type JournalEntry, type Json } from '../../domain/privacy/journal'
import { err, ok } from '../../domain/result'
import type { Journal } from './journalFile'

const NO_ENTRY = '0'.repeat(64)
const sumOf = (entry: JournalEntry): string =>
  createHash('sha256').update(JSON.stringify(entry)).digest('hex')

/** A journal for one session, where records cannot be sealed: same rules and chain, nothing on disk. */
export function memoryJournal(now: () => number): Journal {
  const entries: JournalEntry[] = []
  const sums: string[] = [NO_ENTRY]
  const journal: Journal = {
    findings: [],
    count: () => entries.length,
    headSha256: () => sums.at(-1) ?? NO_ENTRY,
    async append(entry) {
      const added = await journal.appendAll([entry])
      if (!added.ok) return added
      const [made] = added.value
      return made === undefined ? err('closed') : ok(made)
    },
    appendAll(added) {
      for (const { payload } of added) {
        const fault = payloadFault(payload)
        if (fault !== null) return Promise.resolve(err(fault))
      }
      const made = added.map(({ kind, payload }) => {
        const entry: JournalEntry = {
          index: entries.length,
          previousSha256: sums.at(-1) ?? NO_ENTRY,
          atMs: now(),
          kind,
          payload: JSON.parse(JSON.stringify(payload)) as Json,
        }
        entries.push(entry)
        sums.push(sumOf(entry))
        return entry
      })
      return Promise.resolve(ok(made))
    },
    read(from, count) {
      return Promise.resolve(from < 0 ? err('changed' as const) : ok(entries.slice(from, from + count)))
    },
    close: () => Promise.resolve(),
  }
  return journal
}
