import { z } from 'zod'
import { CSV_TABLES } from '../../../contracts/calls/registers'
import { textFault } from '../../../domain/privacy/plainText'
import { faults, kept, writeEntry, type Register, type RegisterParts, type Written } from './deskBook'
import type { WireError } from '../../../contracts/errors'
import type { Result } from '../../../domain/result'

const time = z.int().min(0).max(8.64e15)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const told = { atMs: time, by: z.string().max(800) }

/** What the desk's book says about the desk's own doings, beside requests and registers. */
export const noteSchema = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('evidence-exported'),
    ...told,
    /** Number of a request; null for everything. */
    requestId: z.string().max(11).nullable(),
    /** The book as it was then: a copy kept elsewhere shows whether it was put back to an older state since. */
    entries: z.int().nonnegative(),
    headSha256: sha256,
    /** Of the zip. */
    sha256,
  }),
  z.strictObject({
    what: z.literal('table-exported'),
    ...told,
    table: z.enum(CSV_TABLES),
    rows: z.int().nonnegative(),
  }),
  z.strictObject({ what: z.literal('self-review'), ...told, findings: z.string().max(8000) }),
])
export type RegisterNote = z.infer<typeof noteSchema>
const OWN_NOTES: readonly string[] = noteSchema.options.map(({ shape }) => shape.what.value)

export const policyNoteSchema = z.strictObject({
  ...told,
  version: z.string().max(14),
  effectiveFrom: z.string().max(10),
})

export interface DeskNotes extends Register {
  /** When the whole book was exported last. */
  copiedAtMs(): number | null
  reviewedAtMs(): number | null
  policyTakenIn(version: string): { readonly atMs: number; readonly by: string } | null
  tell(note: RegisterNote): Promise<Result<void, WireError>>
  tellPolicy(version: string, effectiveFrom: string, by: string): Promise<Result<void, WireError>>
  review(findings: string, by: string): Written<{ readonly reviewedAtMs: number }>
}

export function createDeskNotes({ book, now }: Omit<RegisterParts, 'newId'>): DeskNotes {
  let copied: number | null = null
  let reviewed: number | null = null
  let policies = new Map<string, { readonly atMs: number; readonly by: string }>()

  function keep(note: RegisterNote): void {
    if (note.what === 'self-review') reviewed = note.atMs
    if (note.what === 'evidence-exported' && note.requestId === null) copied = note.atMs
  }

  async function tell(note: RegisterNote): Promise<Result<void, WireError>> {
    const written = await writeEntry(book(), 'desk', note)
    if (written.ok) keep(note)
    return written
  }

  return {
    reset() {
      copied = reviewed = null
      policies = new Map()
    },

    take({ kind, payload }) {
      if (kind === 'policy') {
        const parsed = policyNoteSchema.safeParse(payload)
        if (!parsed.success) return false
        const { version, atMs, by } = parsed.data
        if (!policies.has(version)) policies.set(version, { atMs, by })
        return true
      }
      if (kind !== 'desk') return true
      const named = z.looseObject({ what: z.string() }).safeParse(payload)
      // Others write about the desk too.
      if (!named.success || !OWN_NOTES.includes(named.data.what)) return true
      const parsed = noteSchema.safeParse(payload)
      if (parsed.success) keep(parsed.data)
      return parsed.success
    },

    copiedAtMs: () => copied,
    reviewedAtMs: () => reviewed,
    policyTakenIn: (version) => policies.get(version) ?? null,
    tell,

    async tellPolicy(version, effectiveFrom, by) {
      const atMs = now()
      const written = await writeEntry(book(), 'policy', { atMs, by, version, effectiveFrom })
      if (written.ok && !policies.has(version)) policies.set(version, { atMs, by })
      return written
    },

    async review(findings, by) {
      const fault = textFault(findings, { max: 2000, lines: 'many' })
      if (fault !== null) return faults({ field: 'findings', code: fault })
      const atMs = now()
      const written = await tell({ what: 'self-review', atMs, by, findings })
      return written.ok ? kept({ reviewedAtMs: atMs }) : written
    },
  }
}
