import type { DeskStatus } from '../../contracts/calls/desk'
import type { ErrorCode, WireError } from '../../contracts/errors'
import { pinFault } from '../../domain/privacy/desk/pin'
import { NO_TRIES, PIN_WAITS, triesLeft, waitAfterMs, waitLeftMs } from '../../domain/privacy/desk/pinTries'
import { cleanText, isSameName, textFault } from '../../domain/privacy/plainText'
import { err, ok, type Result } from '../../domain/result'
import { MOST_MEMBERS, type DeskMember, type DeskMembers, type DeskMembersFile } from './deskMembersFile'
import { hashPin, isPin } from './pinHash'

/** Without a call for so long the desk locks itself, milliseconds. */
export const AUTO_LOCK_MS = 10 * 60_000
/** How often the page is told that a call put the lock off, milliseconds. */
const TELL_MS = 5_000

/** What the desk's book is told about its members; `by` is who did it. */
export type AccessNote =
  | { readonly what: 'set-up' | 'set-up-again' | 'member-added' | 'member-removed'; readonly name: string }
  /** So many wrong PINs that nobody could try for a while. */
  | { readonly what: 'wrong-pins'; readonly wrong: number }

export interface DeskAccessParts {
  readonly file: DeskMembersFile
  /** The computer's clock, milliseconds since the epoch. */
  readonly now: () => number
  /** A clock that nobody can set, milliseconds; it begins with the process. */
  readonly steadyNow: () => number
  readonly after: (ms: number, work: () => void) => () => void
  /** How the desk's book is kept at this moment. */
  readonly storage: () => 'kept' | 'session-only' | 'locked'
  /** Whether the desk's book knows of a member: then a members' file that is gone was taken away. */
  readonly wasSetUp: () => Promise<boolean>
  /** Writes a note into the desk's book. */
  readonly tell: (note: AccessNote, by: string | null) => Promise<Result<void, WireError>>
  readonly onChange: (status: DeskStatus) => void
}

type Answer = Promise<Result<DeskStatus, WireError>>

/** Who has opened the Customer Desk, if anybody. */
export interface DeskAccess {
  /** Name of the member whose PIN opened it; null while it is locked. */
  member(): string | null
  /** Whether there is a desk, open or not. True as well while nobody knows. */
  isSetUp(): boolean
  /** A call of the desk begins: whether it may run. If so, the time until the desk locks itself begins anew. */
  touch(): boolean
  /** Names of all members. */
  members(): readonly string[]
  status(): Promise<DeskStatus>
  setUp(name: string, pin: string): Answer
  unlock(name: string, pin: string): Answer
  lock(): Promise<DeskStatus>
  addMember(name: string, pin: string): Answer
  removeMember(name: string): Answer
  /** Checks the PIN of somebody who stands by; opens nothing. Resolves to the name as it is kept. */
  verify(name: string, pin: string): Promise<Result<string, WireError>>
}

type Loaded =
  | { readonly kind: 'members' }
  | { readonly kind: 'none'; readonly again: boolean }
  | { readonly kind: 'shut'; readonly setAside: string | null }

const refuse = (code: ErrorCode, params?: WireError['params']) =>
  err<WireError>(params === undefined ? { code } : { code, params })

/** The desk's members and their PINs. Fails closed: what cannot be read, counted or kept opens nothing. */
export function createDeskAccess(parts: DeskAccessParts): DeskAccess {
  const { file, now, steadyNow } = parts
  let kept: DeskMembers = { members: [], tries: NO_TRIES }
  let loaded: Loaded | null = null
  let waitEndsSteadyMs = 0
  let open: { readonly name: string; usedAtMs: number; usedSteadyMs: number } | null = null
  let cancelTimer = (): void => undefined
  let toldSteadyMs = Number.NEGATIVE_INFINITY
  let last: Promise<unknown> = Promise.resolve()

  /** One thing after the other: tries that are made at once are counted one by one. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work, work)
    last = turn.catch(() => undefined)
    return turn
  }

  async function load(): Promise<Loaded> {
    if (loaded !== null) return loaded
    const found = await file.read()
    if (found.kind === 'members') {
      kept = found.kept
      waitEndsSteadyMs = steadyNow() + waitLeftMs(kept.tries, now())
      loaded = { kind: 'members' }
    } else {
      const damaged = found.kind === 'damaged'
      // While the book is sealed it cannot be asked; nobody gets in before it is open, and then it is.
      if (!damaged && parts.storage() === 'locked') return { kind: 'shut', setAside: null }
      const gone = damaged || (await parts.wasSetUp())
      const again = gone && (await file.mayBeSetUpAgain())
      loaded =
        gone && !again ? { kind: 'shut', setAside: damaged ? found.setAside : null } : { kind: 'none', again }
    }
    return loaded
  }

  const find = (name: string): DeskMember | null =>
    kept.members.find((member) => isSameName(member.name, name)) ?? null

  async function keep(next: DeskMembers): Promise<Result<void, WireError>> {
    const written = await file.write(next)
    if (!written.ok) return refuse('desk-not-kept')
    kept = next
    return ok(undefined)
  }

  const idleMs = (): number =>
    open === null ? 0 : Math.max(steadyNow() - open.usedSteadyMs, now() - open.usedAtMs)

  /** A computer that slept stops the steady clock, and one whose clock was set back stops the other: the longer counts. */
  function currentMember(): string | null {
    if (open !== null && idleMs() >= AUTO_LOCK_MS) shutNow()
    return open?.name ?? null
  }

  function statusNow(state: Loaded): DeskStatus {
    const member = currentMember()
    return {
      state:
        state.kind === 'shut'
          ? 'shut'
          : state.kind === 'none'
            ? 'not-set-up'
            : member === null
              ? 'locked'
              : 'open',
      members: kept.members.map(({ name }) => name),
      member,
      locksInMs: open === null ? null : Math.max(0, AUTO_LOCK_MS - idleMs()),
      triesLeft: triesLeft(kept.tries.wrong),
      waitMs: Math.max(0, waitEndsSteadyMs - steadyNow()),
      setAside: state.kind === 'shut' ? state.setAside : null,
      recordsLocked: parts.storage() === 'locked',
      sessionOnly: parts.storage() === 'session-only',
    }
  }

  /** Before the members were read nobody can have changed anything. */
  function changed(): DeskStatus {
    const status = statusNow(loaded ?? { kind: 'shut', setAside: null })
    parts.onChange(status)
    return status
  }

  function shutNow(): void {
    open = null
    cancelTimer()
    changed()
  }

  function watch(): void {
    cancelTimer()
    cancelTimer = parts.after(Math.max(1, AUTO_LOCK_MS - idleMs()), () => {
      if (currentMember() !== null) watch()
    })
  }

  function openFor(name: string): void {
    open = { name, usedAtMs: now(), usedSteadyMs: steadyNow() }
    toldSteadyMs = steadyNow()
    watch()
  }

  /** Counts a try on disk before it looks at the PIN: a process that is killed in between gave nothing away. */
  async function tryPin(name: string, pin: string): Promise<Result<DeskMember, WireError>> {
    const waitMs = waitEndsSteadyMs - steadyNow()
    if (waitMs > 0) return refuse('desk-wait', { seconds: Math.ceil(waitMs / 1000) })
    const wrong = kept.tries.wrong + 1
    const counted = await keep({ ...kept, tries: { wrong, lastAtMs: now() } })
    if (!counted.ok) return counted
    const member = find(name)
    if (await isPin(pin, member)) {
      const cleared = await keep({ ...kept, tries: NO_TRIES })
      return member === null || !cleared.ok ? refuse('desk-not-kept') : ok(member)
    }
    waitEndsSteadyMs = steadyNow() + waitAfterMs(wrong)
    // The wait is what counts; a note that cannot be written does not give the next try away sooner.
    if (wrong === PIN_WAITS.freeTries) await parts.tell({ what: 'wrong-pins', wrong }, null)
    changed()
    return refuse('desk-wrong-pin', { left: triesLeft(wrong) })
  }

  async function newMember(name: string, pin: string): Promise<Result<DeskMember, WireError>> {
    const badName = textFault(name, { max: 80, isName: true })
    if (badName !== null) return refuse('desk-name', { fault: badName })
    if (find(name) !== null) return refuse('desk-name-taken')
    if (kept.members.length >= MOST_MEMBERS) return refuse('desk-too-many-members')
    const weak = pinFault(pin, name)
    if (weak !== null) return refuse('desk-pin-weak', { fault: weak })
    return ok({ name: cleanText(name), addedAtMs: now(), ...(await hashPin(pin)) })
  }

  /** Keeps other members and tells the book; where the book cannot be told nothing is changed. */
  async function change(
    members: readonly DeskMember[],
    note: AccessNote,
    by: string | null,
  ): Promise<Result<void, WireError>> {
    const before = kept
    const written = await keep({ ...kept, members })
    if (!written.ok) return written
    const told = await parts.tell(note, by)
    if (told.ok) return told
    await keep(before)
    return told
  }

  return {
    member: currentMember,
    isSetUp: () => loaded?.kind !== 'none',
    members: () => kept.members.map(({ name }) => name),

    touch() {
      if (currentMember() === null || open === null) return false
      open.usedAtMs = now()
      open.usedSteadyMs = steadyNow()
      if (steadyNow() - toldSteadyMs >= TELL_MS) {
        toldSteadyMs = steadyNow()
        changed()
      }
      return true
    },

    status: () => inTurn(async () => statusNow(await load())),

    setUp: (name, pin) =>
      inTurn(async () => {
        if (parts.storage() === 'locked') return refuse('records-locked')
        const state = await load()
        if (state.kind === 'shut') return refuse('desk-shut')
        if (state.kind === 'members') return refuse('desk-set-up-already')
        const member = await newMember(name, pin)
        if (!member.ok) return member
        const written = await keep({ members: [member.value], tries: NO_TRIES })
        if (!written.ok) return written
        loaded = { kind: 'members' }
        openFor(member.value.name)
        const what = state.again ? 'set-up-again' : 'set-up'
        const told = await parts.tell({ what, name: member.value.name }, member.value.name)
        await file.wasSetUp()
        const status = changed()
        return told.ok ? ok(status) : told
      }),

    unlock: (name, pin) =>
      inTurn(async () => {
        if (parts.storage() === 'locked') return refuse('records-locked')
        const state = await load()
        if (state.kind === 'shut') return refuse('desk-shut')
        if (state.kind === 'none') return refuse('desk-not-set-up')
        const member = await tryPin(name, pin)
        if (!member.ok) return member
        openFor(member.value.name)
        return ok(changed())
      }),

    lock: () =>
      inTurn(async () => {
        open = null
        cancelTimer()
        await load()
        return changed()
      }),

    addMember: (name, pin) =>
      inTurn(async () => {
        const by = currentMember()
        const member = await newMember(name, pin)
        if (!member.ok) return member
        const note = { what: 'member-added', name: member.value.name } as const
        const done = await change([...kept.members, member.value], note, by)
        return done.ok ? ok(changed()) : done
      }),

    removeMember: (name) =>
      inTurn(async () => {
        const by = currentMember()
        const member = find(name)
        if (member === null) return refuse('desk-unknown-member')
        if (kept.members.length === 1) return refuse('desk-last-member')
        const note = { what: 'member-removed', name: member.name } as const
        const rest = kept.members.filter((other) => other !== member)
        const done = await change(rest, note, by)
        if (!done.ok) return done
        if (by !== null && isSameName(by, member.name)) shutNow()
        return ok(changed())
      }),

    verify: (name, pin) =>
      inTurn(async () => {
        const state = await load()
        if (state.kind !== 'members') return refuse('desk-not-set-up')
        const member = await tryPin(name, pin)
        return member.ok ? ok(member.value.name) : member
      }),
  }
}
