import type { z } from 'zod'
import type { approvalSchema, CaseReply, InboxReply, SearchReply } from '../../contracts/calls/deskCases'
import type { WireError } from '../../contracts/errors'
import type { IsHoliday } from '../../domain/privacy/calendar/businessDays'
import { caseDue } from '../../domain/privacy/calendar/caseDue'
import { dueDates } from '../../domain/privacy/calendar/dueDates'
import { approvedMove, movesNow, needsSecond, type DeskMove } from '../../domain/privacy/desk/deskMove'
import type { Actor, Move } from '../../domain/privacy/desk/requestCase'
import { stageOf } from '../../domain/privacy/desk/requestCase'
import { cleanText, isSameName } from '../../domain/privacy/plainText'
import { err, ok, type Result } from '../../domain/result'
import type { Vault } from '../storage/vault'
import { createCaseBook, type CaseMoveFault, type KeptCase } from './caseBook'
import type { DeskAccess } from './deskAccess'
import { createInbox, type InboxQuery } from './deskInbox'
import type { Incoming } from './deskIntake'
import { readAssignment, readNote, type DeskLog } from './deskLog'
import { searchRecords } from './deskSearch'

export type Approval = z.output<typeof approvalSchema>
type Answer<T> = Promise<Result<T, WireError>>

export interface DeskCasesParts {
  readonly vault: Pick<Vault, 'book' | 'findings' | 'onReplaced'>
  readonly access: Pick<DeskAccess, 'member' | 'members' | 'verify'>
  readonly log: DeskLog
  readonly isHoliday: IsHoliday
  readonly now: () => number
}

/** The requests that came to this desk, as they stand in its book. Every call needs the desk to be open. */
export interface DeskCases {
  inbox(query: InboxQuery): Answer<InboxReply>
  get(id: string): Answer<CaseReply>
  /** Every request with all that was done about it, newest first. */
  all(): Answer<readonly KeptCase[]>
  /** The request with all that was done about it, for letters and files. Error: desk-unknown-case. */
  kept(id: string): Answer<KeptCase>
  /** Takes a request in, once it was looked at. `check` runs when nothing else is being written. */
  receive(
    check: (known: (id: string) => KeptCase | null) => Answer<Incoming>,
    by: 'file' | 'post' | 'in-person',
  ): Answer<{ readonly id: string }>
  move(id: string, move: DeskMove, approval: Approval): Answer<CaseReply>
  assign(id: string, member: string): Answer<CaseReply>
  search(query: string, forRequest: string | null): Answer<SearchReply>
}

type Search = CaseReply['searches'][number]
/** Most searches shown with a request; all of them stay in the book. */
const SEARCHES_SHOWN = 100

/** What a move that was not made means to the member who tried. */
export function moveError(fault: CaseMoveFault): WireError {
  switch (fault.code) {
    case 'unknown':
      return { code: 'desk-unknown-case' }
    case 'write':
      return fault.error
    case 'text':
      return { code: 'desk-move-refused', params: { fault: 'text', field: fault.field, text: fault.fault } }
    case 'forbidden-move':
      return { code: 'desk-move-refused', params: { fault: fault.code, from: fault.from } }
    default:
      return { code: 'desk-move-refused', params: { fault: fault.code } }
  }
}

export function createDeskCases(parts: DeskCasesParts): DeskCases {
  const { vault, access, log, now } = parts
  let owners = new Map<string, string>()
  let searches = new Map<string, readonly Search[]>()
  let notBelieved = 0
  let isLoaded = false
  let last: Promise<unknown> = Promise.resolve()
  const inbox = createInbox(parts.isHoliday)
  const book = createCaseBook(
    () => vault.book('desk'),
    now,
    (entry) => {
      const assignment = readAssignment(entry)
      if (assignment !== null) own(assignment.requestId, assignment.member)
      const note = readNote(entry)
      if (note?.what === 'search') addSearch(note.requestId, note.search)
    },
  )
  vault.onReplaced(() =>
    inTurn(() => {
      isLoaded = false
      return Promise.resolve()
    }),
  )

  /** One thing after the other: what was looked at is still so when it is written. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work, work)
    last = turn.catch(() => undefined)
    return turn
  }

  function own(id: string, member: string | null): void {
    if (member === null) owners.delete(id)
    else owners.set(id, member)
  }
  const addSearch = (id: string, search: Search): void =>
    void searches.set(id, [...(searches.get(id) ?? []), search].slice(-SEARCHES_SHOWN))

  async function loaded(): Promise<void> {
    if (isLoaded) return
    owners = new Map()
    searches = new Map()
    notBelieved = (await book.load()).notBelieved
    isLoaded = true
  }

  /** Reads the book first where that is needed, and knows who is at the desk. */
  const atDesk = <T>(work: (actor: Actor) => Answer<T>): Answer<T> =>
    inTurn(async () => {
      await loaded()
      const name = access.member()
      return name === null ? err({ code: 'desk-locked' }) : work({ role: 'desk', name })
    })

  function replyOf(kept: KeptCase): CaseReply {
    const { request, sha256, state } = kept
    const nowMs = now()
    const dates = dueDates(state.history, nowMs, parts.isHoliday)
    return structuredClone({
      request,
      sha256,
      history: state.history,
      stage: stageOf(state),
      dates,
      due: caseDue(state.history, dates),
      moves: movesNow(state),
      owner: owners.get(request.id) ?? null,
      searches: searches.get(request.id) ?? [],
      nowMs,
    }) as CaseReply
  }

  function kept(id: string): Result<KeptCase, WireError> {
    const found = book.get(id)
    return found === null ? err({ code: 'desk-unknown-case' }) : ok(found)
  }

  /** Whose PINs stand behind a refusal under R2: the one at the desk, and the one who stands by. */
  async function approversOf(actor: Actor, approval: Approval): Answer<readonly string[]> {
    if (approval.kind === 'alone') return ok([actor.name])
    // The same person twice is for the guard to say; their PIN is no news.
    if (isSameName(approval.name, actor.name)) return ok([actor.name, actor.name])
    const second = await access.verify(approval.name, approval.pin)
    return second.ok ? ok([actor.name, second.value]) : second
  }

  /** Texts in one spelling, as they will stand in the letter. */
  const cleanMove = (move: Move): Move => JSON.parse(JSON.stringify(move), cleaned) as Move
  const cleaned = (_key: string, value: unknown): unknown =>
    typeof value === 'string' ? cleanText(value) : value

  return {
    inbox: (query) =>
      atDesk(() => {
        const journal = vault.book('desk')
        const findings = vault
          .findings()
          .flatMap(({ book: name, finding }) => (name === 'desk' ? [finding.kind] : []))
        const page = inbox.page(book.list(), (id) => owners.get(id) ?? null, query, now())
        const state = {
          entries: journal.count(),
          headSha256: journal.headSha256(),
          findings: findings.slice(-16),
          notBelieved,
        }
        return Promise.resolve(ok({ ...page, book: state }))
      }),

    get: (id) =>
      atDesk(() => {
        const found = kept(id)
        return Promise.resolve(found.ok ? ok(replyOf(found.value)) : found)
      }),

    all: () => atDesk(() => Promise.resolve(ok(book.list()))),

    kept: (id) => atDesk(() => Promise.resolve(kept(id))),

    receive: (check, by) =>
      atDesk(async (actor) => {
        const incoming = await check((id) => book.get(id))
        if (!incoming.ok) return incoming
        const { request, sha256 } = incoming.value
        const asker: Actor = { role: 'requester', name: request.requester.party.name }
        const added = await book.add(request, sha256, [
          { move: { kind: 'seal' }, actor: asker },
          { move: { kind: 'hand-over', by: by === 'file' ? 'exported' : 'printed' }, actor: asker },
          { move: { kind: 'receive', by }, actor },
        ])
        return added.ok ? ok({ id: request.id }) : err(moveError(added.error))
      }),

    move: (id, move, approval) =>
      atDesk(async (actor) => {
        const found = kept(id)
        if (!found.ok) return found
        const approvers = needsSecond(move) ? await approversOf(actor, approval) : ok([])
        if (!approvers.ok) return approvers
        const moved = await book.move(id, cleanMove(approvedMove(move, approvers.value)), actor)
        return moved.ok ? ok(replyOf(moved.value)) : err(moveError(moved.error))
      }),

    assign: (id, member) =>
      atDesk(async (actor) => {
        const found = kept(id)
        if (!found.ok) return found
        const name = member === '' ? null : (access.members().find((one) => isSameName(one, member)) ?? null)
        if (member !== '' && name === null) return err({ code: 'desk-unknown-member' })
        const written = await log.assignment({ requestId: id, member: name, by: actor.name })
        if (!written.ok) return written
        own(id, name)
        return ok(replyOf(found.value))
      }),

    search: (query, forRequest) =>
      atDesk(async (actor) => {
        const text = cleanText(query)
        if (forRequest !== null && book.get(forRequest) === null) return err({ code: 'desk-unknown-case' })
        const books = { desk: vault.book('desk'), personal: vault.book('personal') }
        const found = await searchRecords(books, text, forRequest)
        if (!found.ok) return err({ code: 'desk-book-unreadable' })
        const search: SearchReply = { query: text, atMs: now(), by: actor.name, ...found.value }
        if (forRequest === null) return ok(search)
        const written = await log.search(forRequest, search)
        if (!written.ok) return written
        addSearch(forRequest, { query: text, atMs: search.atMs, by: search.by, found: search.found })
        return ok(search)
      }),
  }
}
