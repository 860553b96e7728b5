import type { EntrustmentRow } from '../../../contracts/calls/registers'
import type { WireError } from '../../../contracts/errors'
import { entrustmentEntrySchema } from '../../../contracts/privacy/deskRecords'
import {
  entrustmentStage,
  isEntrusted,
  nextSupervision,
  proposeEntrustment,
  takeStep,
  type EntrustmentFault,
  type EntrustmentRecord,
  type EntrustmentStep,
} from '../../../domain/privacy/desk/entrustment'
import { err, type Result } from '../../../domain/result'
import { faults, kept, writeEntry, type Register, type RegisterParts, type Written } from './deskBook'

export interface Proposal {
  readonly name: string
  readonly address: string
  readonly work: string
  readonly items: string
}

/** Companies that work with personal information for the owner, Article 5: every step an entry, none skipped. */
export interface EntrustmentRegister extends Register {
  /** What needs a look first, then by name; what has ended comes last. */
  list(): readonly EntrustmentRow[]
  records(): readonly EntrustmentRecord[]
  wasEntrusted(id: string, atMs: number): boolean
  propose(proposal: Proposal, by: string): Written<EntrustmentRow>
  /** Error: `register-step-forbidden` when it is not the next step. */
  step(id: string, step: EntrustmentStep, by: string): Written<EntrustmentRow>
}

/** Faults of a field are told at the field; the others are about the step itself. */
function told(fault: EntrustmentFault): Awaited<Written<never>> {
  switch (fault.code) {
    case 'text':
      return faults({ field: fault.field, code: fault.fault })
    case 'interval':
      return faults({ field: 'superviseEveryDays', code: 'interval' })
    case 'forbidden-step':
      return err<WireError>({ code: 'register-step-forbidden' })
    case 'not-fit':
    case 'unknown-id':
    case 'time':
    case 'history-full':
      return err<WireError>({ code: 'internal' })
  }
}

export function createEntrustmentRegister({ book, now, newId }: RegisterParts): EntrustmentRegister {
  let records = new Map<string, EntrustmentRecord>()

  function rowOf(record: EntrustmentRecord): EntrustmentRow {
    const stage = entrustmentStage(record)
    return {
      record: { ...record, history: [...record.history] },
      // A record begins with its proposal.
      stage: stage === 'none' ? 'proposed' : stage,
      next: nextSupervision(record, now()),
    }
  }

  async function keep(taken: Result<EntrustmentRecord, EntrustmentFault>): Written<EntrustmentRow> {
    if (!taken.ok) return told(taken.error)
    const record = taken.value
    const event = record.history.at(-1)
    const party = record.history.length === 1 ? record.party : null
    const written = await writeEntry(book(), 'entrustment', { id: record.id, party, event })
    if (!written.ok) return written
    records.set(record.id, record)
    return kept(rowOf(record))
  }

  return {
    reset: () => (records = new Map()),

    take({ kind, payload }) {
      if (kind !== 'entrustment') return true
      const parsed = entrustmentEntrySchema.safeParse(payload)
      if (!parsed.success) return false
      const { id, party, event } = parsed.data
      const known = records.get(id)
      const taken =
        party === null
          ? known && takeStep(known, event.step, event.by, event.atMs)
          : known === undefined && event.step.kind === 'propose'
            ? proposeEntrustment(id, party, event.step, event.by, event.atMs)
            : undefined
      if (taken?.ok !== true) return false
      records.set(id, taken.value)
      return true
    },

    records: () => [...records.values()],

    list() {
      const rank = ({ stage, next }: EntrustmentRow) =>
        stage === 'ended' ? Number.POSITIVE_INFINITY : (next?.dueAtMs ?? Number.MAX_SAFE_INTEGER)
      return [...records.values()]
        .map(rowOf)
        .sort((a, b) =>
          rank(a) === rank(b) ? a.record.party.name.localeCompare(b.record.party.name) : rank(a) - rank(b),
        )
    },

    wasEntrusted(id, atMs) {
      const record = records.get(id)
      return record !== undefined && isEntrusted(record, atMs)
    },

    propose: ({ name, address, work, items }, by) =>
      keep(proposeEntrustment(newId('E'), { name, address }, { kind: 'propose', work, items }, by, now())),

    step(id, step, by) {
      const record = records.get(id)
      if (record === undefined) return Promise.resolve(err<WireError>({ code: 'register-unknown' }))
      return keep(takeStep(record, step, by, now()))
    },
  }
}
