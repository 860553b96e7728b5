import { createHash } from 'node:crypto'
import { payloadFault, type JournalEntry, type JournalKind, type Json } from '../../domain/privacy/journal'
import { err, ok } from '../../domain/result'
import { isOrder, ordersFor } from './journalErasure'
import type { Journal } from './journalFile'

const NO_ENTRY = '0'.repeat(64)
const sumOf = (entry: JournalEntry): string =>
  createHash('sha256').update(JSON.stringify(entry)).digest('hex')

/**
 * A journal for one session, where records cannot be sealed: same rules and chain, nothing on disk. `first` are entries
 * that were read somewhere else; they keep their times.
 */
export function memoryJournal(now: () => number, first: readonly JournalEntry[] = []): Journal {
  const entries: JournalEntry[] = []
  const sums: string[] = [NO_ENTRY]
  let isOpen = true

  function take(kind: JournalEntry['kind'], payload: Json, atMs: number): JournalEntry {
    const entry: JournalEntry = {
      index: entries.length,
      previousSha256: sums.at(-1) ?? NO_ENTRY,
      atMs,
      kind,
      payload: JSON.parse(JSON.stringify(payload)) as Json,
    }
    entries.push(entry)
    sums.push(sumOf(entry))
    return entry
  }
  for (const { kind, payload, atMs } of first) take(kind, payload, atMs)

  const takeAll = (added: readonly { kind: JournalKind; payload: Json; atMs?: number }[]) =>
    added.map(({ kind, payload, atMs }) => take(kind, payload, atMs ?? now()))

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
      if (!isOpen) return Promise.resolve(err('closed'))
      for (const { payload } of added) {
        const fault = payloadFault(payload)
        if (fault !== null) return Promise.resolve(err(fault))
      }
      return Promise.resolve(ok(takeAll(added)))
    },
    erase(indexes, reason) {
      const wanted: number[] = []
      if (!isOpen) return Promise.resolve(err('closed'))
      for (const index of new Set(indexes)) {
        const entry = entries[index]
        if (entry === undefined) return Promise.resolve(err('unknown-entry'))
        if (isOrder(entry.kind)) return Promise.resolve(err('not-erasable'))
        if (entry.kind !== 'erased') wanted.push(index)
      }
      wanted.sort((a, b) => a - b)
      const orders = ordersFor(wanted, entries.length, sums, 'erasure', (lines) => ({ reason, lines }))
      const fault = orders.entries.map(({ payload }) => payloadFault(payload)).find((found) => found !== null)
      if (fault) return Promise.resolve(err(fault))
      const made = takeAll(orders.entries)
      for (const [index, order] of orders.orderOf) {
        const [entry, by] = [entries[index], entries[order]]
        if (entry && by) entries[index] = { ...entry, atMs: by.atMs, kind: 'erased', payload: null }
      }
      return Promise.resolve(ok(made))
    },
    read(from, count) {
      return Promise.resolve(
        !isOpen || from < 0 || count < 0 ? err('changed' as const) : ok(entries.slice(from, from + count)),
      )
    },
    close() {
      isOpen = false
      return Promise.resolve()
    },
  }
  return journal
}
