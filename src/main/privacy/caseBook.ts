import { z } from 'zod'
import type { ErrorCode, WireError } from '../../contracts/errors'
import { transitionSchema } from '../../contracts/privacy/deskRecords'
import { requestSchema } from '../../contracts/privacy/requestFile'
import { moveCase, type CaseFault } from '../../domain/privacy/desk/moveCase'
import { newCase, type Actor, type Move, type RequestCase } from '../../domain/privacy/desk/requestCase'
import type { JournalEntry, Json } from '../../domain/privacy/journal'
import type { Request } from '../../domain/privacy/request/request'
import { err, ok, type Result } from '../../domain/result'
import type { AppendFault, Journal, NewEntry } from '../storage/journalFile'

/** A request with all that was done about it, as a book holds it. */
export interface KeptCase {
  readonly request: Request
  /** Of the request's file: what its letter's code and the desk compare. */
  readonly sha256: string
  readonly state: RequestCase
}

/** Payload of kind `request`. */
export const requestEntry = z.strictObject({
  request: requestSchema,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
/** Payload of kind `transition`. */
export const transitionEntry = z.strictObject({ requestId: z.string().max(11), transition: transitionSchema })

/** Entries read at a time: the window stays alive while a large book is read. */
const STEP = 2000

export type CaseMoveFault =
  CaseFault | { readonly code: 'unknown' } | { readonly code: 'write'; readonly error: WireError }

/** What a failed append means to the person who asked for it. */
export function appendError(fault: AppendFault): WireError {
  const known: Partial<Record<AppendFault, ErrorCode>> = {
    'disk-full': 'disk-full',
    'not-writable': 'not-writable',
    'write-failed': 'write-failed',
  }
  return { code: known[fault] ?? 'internal' }
}

const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json

/** Requests in one book: replayed when it is read, then kept in step with what is appended. */
export interface CaseBook {
  /** Reads the book from its beginning. An entry that could not have happened is left out and counted. */
  load(): Promise<{ readonly notBelieved: number }>
  /** Newest first. */
  list(): readonly KeptCase[]
  get(id: string): KeptCase | null
  /** Adds a request with the first moves made with it; all of it or nothing. */
  add(
    request: Request,
    sha256: string,
    moves: readonly { readonly move: Move; readonly actor: Actor }[],
  ): Promise<Result<KeptCase, CaseMoveFault>>
  move(id: string, move: Move, actor: Actor): Promise<Result<KeptCase, CaseMoveFault>>
}

/** `others` is shown every entry of another kind while the book is read. */
export function createCaseBook(
  book: () => Journal,
  now: () => number,
  others: (entry: JournalEntry) => void = () => undefined,
): CaseBook {
  let cases = new Map<string, KeptCase>()

  /** Puts one entry into the map; false when it cannot be believed. Other kinds are not this book's business. */
  function take(entry: JournalEntry): boolean {
    if (entry.kind === 'request') {
      const parsed = requestEntry.safeParse(entry.payload)
      if (!parsed.success || cases.has(parsed.data.request.id)) return false
      const { request, sha256 } = parsed.data
      cases.set(request.id, { request, sha256, state: newCase(request.id, request.kind) })
      return true
    }
    if (entry.kind !== 'transition') {
      others(entry)
      return true
    }
    const parsed = transitionEntry.safeParse(entry.payload)
    const kept = parsed.success ? cases.get(parsed.data.requestId) : undefined
    if (!parsed.success || !kept) return false
    const { move, actor, atMs } = parsed.data.transition
    const moved = moveCase(kept.state, move, actor, atMs)
    if (!moved.ok) return false
    cases.set(kept.request.id, { ...kept, state: moved.value })
    return true
  }

  async function write(entries: readonly NewEntry[]): Promise<Result<void, CaseMoveFault>> {
    const added = await book().appendAll(entries)
    return added.ok ? ok(undefined) : err({ code: 'write', error: appendError(added.error) })
  }

  return {
    async load() {
      cases = new Map()
      const journal = book()
      let notBelieved = 0
      for (let from = 0; from < journal.count(); from += STEP) {
        const entries = await journal.read(from, STEP)
        if (!entries.ok) break
        for (const entry of entries.value) if (!take(entry)) notBelieved++
      }
      return { notBelieved }
    },

    list: () => [...cases.values()].reverse(),
    get: (id) => cases.get(id) ?? null,

    async add(request, sha256, moves) {
      let state = newCase(request.id, request.kind)
      for (const { move, actor } of moves) {
        const moved = moveCase(state, move, actor, now())
        if (!moved.ok) return moved
        state = moved.value
      }
      const written = await write([
        { kind: 'request', payload: asJson({ request, sha256 }) },
        ...state.history.map((transition): NewEntry => ({
          kind: 'transition',
          payload: asJson({ requestId: request.id, transition }),
        })),
      ])
      if (!written.ok) return written
      const kept = { request, sha256, state }
      cases.set(request.id, kept)
      return ok(kept)
    },

    async move(id, move, actor) {
      const kept = cases.get(id)
      if (!kept) return err({ code: 'unknown' })
      const moved = moveCase(kept.state, move, actor, now())
      if (!moved.ok) return moved
      const transition = moved.value.history.at(-1)
      const written = await write([{ kind: 'transition', payload: asJson({ requestId: id, transition }) }])
      if (!written.ok) return written
      const next = { ...kept, state: moved.value }
      cases.set(id, next)
      return ok(next)
    },
  }
}
