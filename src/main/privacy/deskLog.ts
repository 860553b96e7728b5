import { z } from 'zod'
import { searchReplySchema, type SearchReply } from '../../contracts/calls/deskCases'
import { deskSettingsSchema, type DeskSettings } from '../../contracts/calls/desk'
import type { WireError } from '../../contracts/errors'
import type { JournalEntry, Json } from '../../domain/privacy/journal'
import { err, ok, type Result } from '../../domain/result'
import type { Journal } from '../storage/journalFile'
import type { AccessNote } from './deskAccess'

const name = z.string().max(320)
const requestId = z.string().max(11)

/** What the desk's book holds of kind `desk`: what happened to the desk itself, and searches made for a request. */
export const noteSchema = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.enum(['set-up', 'set-up-again', 'member-added', 'member-removed']),
    name,
    by: name.nullable(),
  }),
  z.strictObject({ what: z.literal('wrong-pins'), wrong: z.int().nonnegative(), by: z.null() }),
  z.strictObject({ what: z.literal('settings'), settings: deskSettingsSchema, by: name }),
  z.strictObject({ what: z.literal('search'), requestId, search: searchReplySchema.omit({ hits: true }) }),
])
export type DeskNote = z.infer<typeof noteSchema>

/** Kind `assignment`: who looks after a request; null is nobody. */
export const assignmentSchema = z.strictObject({ requestId, member: name.nullable(), by: name })
export type Assignment = z.infer<typeof assignmentSchema>

export const readNote = (entry: JournalEntry): DeskNote | null =>
  entry.kind === 'desk' ? (noteSchema.safeParse(entry.payload).data ?? null) : null

export const readAssignment = (entry: JournalEntry): Assignment | null =>
  entry.kind === 'assignment' ? (assignmentSchema.safeParse(entry.payload).data ?? null) : null

/** Writes what concerns the desk itself into its book. Error: desk-not-kept. */
export interface DeskLog {
  access(note: AccessNote, by: string | null): Promise<Result<void, WireError>>
  settings(settings: DeskSettings, by: string): Promise<Result<void, WireError>>
  search(requestId: string, search: SearchReply): Promise<Result<void, WireError>>
  assignment(assignment: Assignment): Promise<Result<void, WireError>>
  /** Whether the book knows of anybody who could open the desk. */
  wasSetUp(): Promise<boolean>
}

/** The first member is told of before anything else is written; a longer look would only delay a start. */
const LOOKED_AT = 2000

export function createDeskLog(book: () => Journal): DeskLog {
  async function write(kind: 'desk' | 'assignment', payload: Json): Promise<Result<void, WireError>> {
    const added = await book().append({ kind, payload })
    return added.ok ? ok(undefined) : err({ code: 'desk-not-kept' })
  }
  return {
    access: (note, by) => write('desk', { ...note, by }),
    settings: (settings, by) => write('desk', { what: 'settings', settings, by }),
    search: (requestId, { query, atMs, by, found }) =>
      write('desk', { what: 'search', requestId, search: { query, atMs, by, found } }),
    assignment: ({ requestId, member, by }) => write('assignment', { requestId, member, by }),
    async wasSetUp() {
      const entries = await book().read(0, LOOKED_AT)
      // A book that cannot be read may know of somebody.
      return !entries.ok || entries.value.some((entry) => readNote(entry)?.what.startsWith('set-up') ?? false)
    },
  }
}
