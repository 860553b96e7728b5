import { err, ok, type Result } from '../result'
import {
  consentState,
  recordConsentEvent,
  type ConsentAnswer,
  type ConsentEvent,
  type ConsentRecord,
  type ConsentState,
  type Language,
} from './consent'
import type { ConsentPurpose } from './purposes'

/** One thing that happened, as the journal keeps it: never changed, only added to. */
export type ConsentEntry =
  | { readonly what: 'presented'; readonly record: ConsentRecord }
  | { readonly what: 'event'; readonly id: string; readonly event: ConsentEvent }

interface Chain {
  readonly record: ConsentRecord
  readonly before: Chain | null
}

/** What the entries add up to: the records of each purpose, the newest at hand. */
export type Consents = ReadonlyMap<ConsentPurpose, Chain>
export const NO_CONSENTS: Consents = new Map()

/** sha256 of the text that is current now, for each language it can be shown in. */
export type CurrentTexts = Readonly<Record<Language, string>>
/** Null: there is no such purpose at the moment, so nothing can be current for it. */
export type TextsOf = (purpose: ConsentPurpose) => CurrentTexts | null

/** Why an entry cannot have happened. */
export type ConsentFault =
  | { readonly code: 'forbidden-move'; readonly from: ConsentState }
  | { readonly code: 'unknown-record' }
  | { readonly code: 'known-record' }
  | { readonly code: 'not-presented' }

type Moves = Result<readonly ConsentEntry[], ConsentFault>

function* newestFirst(consents: Consents, purpose: ConsentPurpose): Generator<ConsentRecord> {
  for (let link = consents.get(purpose) ?? null; link !== null; link = link.before) yield link.record
}

/** Every record of a purpose, newest first. */
export const recordsOf = (consents: Consents, purpose: ConsentPurpose): readonly ConsentRecord[] => [
  ...newestFirst(consents, purpose),
]

/** Whether somebody said yes or no to it, whatever became of that. */
export const wasAnswered = (record: ConsentRecord): boolean =>
  record.events.some(({ kind }) => kind === 'given' || kind === 'refused')

/**
 * The record that counts: the newest, except that a notice nobody answered does not end a yes before it. (Records that
 * were locked when the notice was shown come before it once they are opened.)
 */
export function currentRecord(consents: Consents, purpose: ConsentPurpose): ConsentRecord | null {
  const newest = consents.get(purpose)?.record ?? null
  if (newest === null || wasAnswered(newest)) return newest
  for (const record of newestFirst(consents, purpose))
    if (wasAnswered(record)) return consentState(record) === 'given' ? record : newest
  return newest
}

function replaceRecord(chain: Chain | null, id: string, record: ConsentRecord): Chain | null {
  if (chain === null) return null
  if (chain.record.id === id) return { ...chain, record }
  return { ...chain, before: replaceRecord(chain.before, id, record) }
}

/** Adds one entry, or says why it cannot have happened. */
export function takeEntry(consents: Consents, entry: ConsentEntry): Result<Consents, ConsentFault> {
  if (entry.what === 'presented') {
    const { record } = entry
    for (const known of newestFirst(consents, record.purpose))
      if (known.id === record.id) return err({ code: 'known-record' })
    const [first, ...more] = record.events
    if (first?.kind !== 'presented' || more.length > 0) return err({ code: 'not-presented' })
    const chain = { record, before: consents.get(record.purpose) ?? null }
    return ok(new Map(consents).set(record.purpose, chain))
  }
  for (const [purpose, chain] of consents) {
    for (const record of newestFirst(consents, purpose)) {
      if (record.id !== entry.id) continue
      const moved = recordConsentEvent(record, entry.event)
      if (!moved.ok) return moved
      const next = replaceRecord(chain, record.id, moved.value)
      return ok(next === null ? consents : new Map(consents).set(purpose, next))
    }
  }
  return err({ code: 'unknown-record' })
}

/** Adds entries that were just decided. Those that cannot be are left out: whoever decides asks the same rules first. */
export function takeEntries(consents: Consents, entries: readonly ConsentEntry[]): Consents {
  return entries.reduce((now, entry) => {
    const taken = takeEntry(now, entry)
    return taken.ok ? taken.value : now
  }, consents)
}

const event = (record: ConsentRecord, kind: ConsentEvent['kind'], atMs: number): ConsentEntry => ({
  what: 'event',
  id: record.id,
  event: { kind, atMs },
})

const isOf = (record: ConsentRecord, texts: CurrentTexts | null): boolean =>
  texts !== null && record.policySha256 === texts[record.language]

/** Closes records whose text is no longer the current one: old consent never unlocks a new version. */
export function supersedeOutdated(consents: Consents, textsOf: TextsOf, atMs: number): ConsentEntry[] {
  const entries: ConsentEntry[] = []
  for (const purpose of consents.keys()) {
    const texts = textsOf(purpose)
    const record = currentRecord(consents, purpose)
    // A purpose that is not on file now may be again when the desk's records are opened; until then the gate says no.
    if (record === null || texts === null || isOf(record, texts)) continue
    const closing = event(record, 'superseded', atMs)
    if (takeEntry(consents, closing).ok) entries.push(closing)
  }
  return entries
}

/** At the start of a session: a notice that was on screen when the last one ended was not answered. */
export function expireUnanswered(consents: Consents, atMs: number): ConsentEntry[] {
  return [...consents.values()]
    .filter(({ record }) => consentState(record) === 'presented')
    .map(({ record }) => event(record, 'expired', atMs))
}

/**
 * The notice `opening` is on screen. A yes that still holds is left alone, and so is the same notice shown again to the
 * same person; a notice that was left without an answer expires.
 */
export function presentNotice(
  consents: Consents,
  opening: Omit<ConsentRecord, 'events'>,
  texts: CurrentTexts,
): ConsentEntry[] {
  const { purpose, shownAtMs: atMs } = opening
  const record = currentRecord(consents, purpose)
  const state = consentState(record)
  const isCurrent = record !== null && isOf(record, texts)
  if (isCurrent && state === 'given') return []
  const isSame = record?.policySha256 === opening.policySha256 && record.actor === opening.actor
  if (isCurrent && state === 'presented' && isSame) return []
  const isOpen = record !== null && (state === 'presented' || state === 'given')
  return [
    ...(isOpen ? [event(record, isCurrent ? 'expired' : 'superseded', atMs)] : []),
    { what: 'presented', record: { ...opening, events: [{ kind: 'presented', atMs }] } },
  ]
}

function moveCurrent(
  consents: Consents,
  purpose: ConsentPurpose,
  kind: ConsentEvent['kind'],
  atMs: number,
): Moves {
  const record = currentRecord(consents, purpose)
  if (record === null) return err({ code: 'forbidden-move', from: 'none' })
  const move = event(record, kind, atMs)
  const taken = takeEntry(consents, move)
  return taken.ok ? ok([move]) : taken
}

/** Only a notice that is on screen can be answered. */
export const answerNotice = (
  consents: Consents,
  purpose: ConsentPurpose,
  answer: ConsentAnswer,
  atMs: number,
): Moves => moveCurrent(consents, purpose, answer, atMs)

/** Takes a yes back; there must be one. */
export const withdrawConsent = (consents: Consents, purpose: ConsentPurpose, atMs: number): Moves =>
  moveCurrent(consents, purpose, 'withdrawn', atMs)

/** Whether the text that is current now was answered, whatever the answer: only then may pictures be opened at all. */
export function isAnswered(record: ConsentRecord | null, texts: CurrentTexts | null): boolean {
  if (record === null || !isOf(record, texts)) return false
  return ['given', 'refused', 'withdrawn'].includes(consentState(record))
}

/** What a journal adds up to, and how far it can be believed. */
export interface ReplayedConsents {
  readonly consents: Consents
  /** Entries that cannot have happened, or that this version cannot read. */
  readonly notBelieved: number
  /** Records that held a yes when something could not be read: it may have been the no. */
  readonly doubted: ReadonlySet<string>
}

/** Adds up entries, oldest first; `null` stands for one that is missing, or that cannot be read. */
export function replayConsents(entries: Iterable<ConsentEntry | null>): ReplayedConsents {
  let consents = NO_CONSENTS
  let notBelieved = 0
  const doubted = new Set<string>()
  for (const entry of entries) {
    const taken = entry === null ? null : takeEntry(consents, entry)
    if (taken?.ok === true) {
      consents = taken.value
      continue
    }
    notBelieved++
    for (const purpose of consents.keys()) {
      const record = currentRecord(consents, purpose)
      if (record !== null && consentState(record) === 'given') doubted.add(record.id)
    }
  }
  return { consents, notBelieved, doubted }
}

/** Closes every yes that came before something unreadable: it is asked for again. */
export function expireDoubted({ consents, doubted }: ReplayedConsents, atMs: number): ConsentEntry[] {
  return [...consents.keys()].flatMap((purpose) => {
    const record = currentRecord(consents, purpose)
    const holds = record !== null && consentState(record) === 'given' && doubted.has(record.id)
    return holds ? [event(record, 'expired', atMs)] : []
  })
}
