import type { PurposeRow } from '../../../contracts/calls/registers'
import { purposeEntrySchema } from '../../../contracts/privacy/deskRecords'
import {
  purposesInUse,
  takePurposeEvent,
  type PurposeEvent,
  type PurposeOnFile,
} from '../../../domain/privacy/desk/newPurposes'
import type { NewPurpose, NewPurposeId } from '../../../domain/privacy/purposes'
import { faults, kept, writeEntry, type Register, type RegisterParts, type Written } from './deskBook'

/** Purposes beyond the policy's nine (Article 2): on file with a signed written consent, or nobody is asked for them. */
export interface PurposeRegister extends Register {
  /** Oldest first, ended ones too. */
  list(): readonly PurposeOnFile[]
  inUse(): readonly NewPurpose[]
  register(draft: Omit<NewPurpose, 'id'>, by: string): Written<PurposeRow>
  end(id: NewPurposeId, why: string, by: string): Written<PurposeRow>
}

export function createPurposeRegister({ book, now, newId }: RegisterParts): PurposeRegister {
  let onFile: readonly PurposeOnFile[] = []

  async function keep(event: PurposeEvent): Written<PurposeRow> {
    const taken = takePurposeEvent(onFile, event)
    if (!taken.ok) return faults(...taken.error)
    const id = event.step === 'register' ? event.purpose.id : event.id
    const row = taken.value.find(({ purpose }) => purpose.id === id)
    if (row === undefined) throw new Error('a purpose that was taken is not there')
    // What is kept is the text as it was checked, in one spelling.
    const entry =
      event.step === 'register'
        ? { ...event, by: row.registeredBy, purpose: row.purpose }
        : { ...event, ...row.ended }
    const written = await writeEntry(book(), 'purpose', entry)
    if (!written.ok) return written
    onFile = taken.value
    return kept(row)
  }

  return {
    reset: () => (onFile = []),

    take({ kind, payload }) {
      if (kind !== 'purpose') return true
      const parsed = purposeEntrySchema.safeParse(payload)
      const taken = parsed.success ? takePurposeEvent(onFile, parsed.data) : undefined
      if (taken?.ok !== true) return false
      onFile = taken.value
      return true
    },

    list: () => onFile,
    inUse: () => purposesInUse(onFile),

    register(draft, by) {
      // The letter makes it the number of a purpose.
      const id = newId('N') as NewPurposeId
      return keep({ step: 'register', atMs: now(), by, purpose: { ...draft, id } })
    },
    end: (id, why, by) => keep({ step: 'end', atMs: now(), by, id, why }),
  }
}
