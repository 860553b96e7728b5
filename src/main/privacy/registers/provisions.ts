import type { ProvisionDraft, ProvisionRow } from '../../../contracts/calls/registers'
import { provisionSchema } from '../../../contracts/privacy/deskRecords'
import {
  keptUntilMs,
  validateProvision,
  type ProvisionFacts,
  type ProvisionRecord,
} from '../../../domain/privacy/desk/provision'
import { faults, kept, writeEntry, type Register, type RegisterParts, type Written } from './deskBook'

/** What the ledger asks the other records. */
export type LedgerFacts = Pick<ProvisionFacts, 'consentHeld' | 'wasEntrusted'>

/** Records of provision, Article 4(2): written once, never changed, kept three years. */
export interface ProvisionLedger extends Register {
  /** Newest first. One whose three years are over is gone, whether or not its entry was erased yet. */
  list(): readonly ProvisionRow[]
  add(draft: ProvisionDraft, by: string, facts: LedgerFacts): Written<ProvisionRow>
}

/** A record in the book was checked when it was written; what it rested on may have been erased since. */
const AS_WRITTEN: LedgerFacts = { consentHeld: () => true, wasEntrusted: () => true }

export function createProvisionLedger({ book, now, newId }: RegisterParts): ProvisionLedger {
  let records = new Map<string, ProvisionRecord>()
  let correctedBy = new Map<string, string>()

  const mayCorrect = (id: string): boolean => records.has(id) && !correctedBy.has(id)
  const rowOf = (record: ProvisionRecord): ProvisionRow => ({
    record: { ...record, items: [...record.items] },
    keptUntilMs: keptUntilMs(record),
    correctedBy: correctedBy.get(record.id) ?? null,
  })
  function keep(record: ProvisionRecord): void {
    records.set(record.id, record)
    if (record.corrects !== null) correctedBy.set(record.corrects.id, record.id)
  }

  return {
    reset() {
      records = new Map()
      correctedBy = new Map()
    },

    take({ kind, payload }) {
      if (kind !== 'provision') return true
      const parsed = provisionSchema.safeParse(payload)
      if (!parsed.success || records.has(parsed.data.id)) return false
      // The record it corrects may be over its three years and erased.
      const checked = validateProvision(parsed.data, { ...AS_WRITTEN, mayCorrect: () => true })
      if (checked.ok) keep(checked.value)
      return checked.ok
    },

    list() {
      const nowMs = now()
      return [...records.values()]
        .filter((record) => keptUntilMs(record) > nowMs)
        .reverse()
        .map(rowOf)
    },

    async add(draft, by, facts) {
      const record = { ...draft, format: 1 as const, id: newId('P'), recordedAtMs: now(), recordedBy: by }
      const checked = validateProvision(record, { ...facts, mayCorrect })
      if (!checked.ok) return faults(...checked.error)
      const written = await writeEntry(book(), 'provision', checked.value)
      if (!written.ok) return written
      keep(checked.value)
      return kept(rowOf(checked.value))
    },
  }
}
