import type { ConsentView } from '../../contracts/api'
import type { WireError } from '../../contracts/errors'
import {
  consentState,
  type ConsentActor,
  type ConsentAnswer,
  type ConsentRecord,
  type Language,
} from '../../domain/privacy/consent'
import {
  answerNotice,
  currentRecord,
  expireUnanswered,
  presentNotice,
  supersedeOutdated,
  withdrawConsent,
  type ConsentJournal,
} from '../../domain/privacy/consentJournal'
import { err, ok, type Result } from '../../domain/result'
import { createConsentGate, type ConsentGate } from './gate'
import type { Policies } from './policyText'

export type RecordStorage = ConsentView['storage']

/** Where the records are kept. Only its `save` writes. */
export interface ConsentStore {
  /** Reads what is kept; damaged files are set aside and count as none. */
  load(): Promise<ConsentJournal>
  storage(): RecordStorage
  save(journal: ConsentJournal): Promise<Result<void, WireError>>
  protect(passphrase: string, journal: ConsentJournal): Promise<Result<void, WireError>>
  unlock(passphrase: string): Promise<Result<ConsentJournal, WireError>>
  /** Removes what is kept, when a withdrawal cannot be written over it. */
  erase(): Promise<boolean>
}

export interface ConsentServiceParts {
  readonly policies: Policies
  readonly store: ConsentStore
  readonly now: () => number
  /** A receipt number, random. */
  readonly newReceiptId: () => string
  /** Random per install. */
  readonly newSubject: () => string
  readonly appVersion: string
  /** Kills vision; resolves when its process is gone. */
  readonly stopVision: () => Promise<void>
  readonly onChange: (view: ConsentView) => void
}

export interface ConsentService {
  readonly gate: ConsentGate
  /** Reads the records; before that the gate is shut. */
  open(): Promise<void>
  view(): ConsentView
  present(language: Language, actor?: ConsentActor): Promise<Result<ConsentView, WireError>>
  answer(answer: ConsentAnswer): Promise<Result<ConsentView, WireError>>
  withdraw(): Promise<Result<ConsentView, WireError>>
  /** Another text is in force: what was agreed to before no longer counts, and that is written down. */
  policyChanged(): Promise<void>
  /** The last record that was ever answered with yes, whatever became of it; null: none. */
  lastAgreed(): ConsentRecord | null
  /** Versions of the policy that were shown for an answer, as far as the records reach. */
  versionsShown(): readonly string[]
  protect(passphrase: string): Promise<Result<ConsentView, WireError>>
  unlock(passphrase: string): Promise<Result<ConsentView, WireError>>
}

/** The last word of a person in a record: yes, no, or the yes taken back. */
const answerOf = (record: ConsentRecord) =>
  record.events.findLast((event) => ['given', 'refused', 'withdrawn'].includes(event.kind))

/**
 * Keeps the record of what was asked and answered. What was decided holds at once, in memory; only then is it written,
 * one write after the other, so that a slow disk never delays a no.
 */
export function createConsentService(parts: ConsentServiceParts): ConsentService {
  const { policies, store } = parts
  let journal: ConsentJournal = []
  let writing: Promise<unknown> = Promise.resolve()

  const gate = createConsentGate(
    () => currentRecord(journal),
    () => policies.texts,
  )

  /** After everything asked before: files are never written by two at once. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = writing.then(work, work)
    writing = turn.catch(() => undefined)
    return turn
  }

  function view(): ConsentView {
    const record = currentRecord(journal)
    const answered = record === null ? undefined : answerOf(record)
    return {
      state: consentState(record),
      allowed: gate.allows('face-decoration'),
      policyVersion: policies.version,
      effectiveFrom: policies.effectiveFrom,
      policySha256: record?.policySha256 ?? policies.texts.en,
      answeredAtMs: answered?.atMs ?? null,
      receiptId: record?.id ?? null,
      storage: store.storage(),
    }
  }

  function changed(): ConsentView {
    const now = view()
    parts.onChange(now)
    return now
  }

  /** A record that cannot be written still holds for this session: `storage` says so, the answer itself is not refused. */
  async function keep(next: ConsentJournal): Promise<ConsentView> {
    journal = next
    await inTurn(() => store.save(journal))
    return changed()
  }

  const bringUpToDate = (kept: ConsentJournal): ConsentJournal =>
    expireUnanswered(supersedeOutdated(kept, policies.texts, parts.now()), parts.now())

  return {
    gate,
    view,

    async open() {
      const kept = await inTurn(() => store.load())
      const upToDate = bringUpToDate(kept)
      journal = upToDate
      if (upToDate !== kept) await inTurn(() => store.save(journal))
    },

    async present(language, actor = 'self') {
      const opening: Omit<ConsentRecord, 'events'> = {
        format: 1,
        id: parts.newReceiptId(),
        subject: journal[0]?.subject ?? parts.newSubject(),
        purpose: 'face-decoration',
        policyVersion: policies.version,
        policySha256: policies.texts[language],
        language,
        shownAtMs: parts.now(),
        actor,
        appVersion: parts.appVersion,
      }
      return ok(await keep(presentNotice(journal, opening, policies.texts)))
    },

    async answer(answer) {
      // A text that came into force while the notice was on screen was not the one that was read.
      const moved = answerNotice(supersedeOutdated(journal, policies.texts, parts.now()), answer, parts.now())
      if (!moved.ok) return err({ code: 'bad-request' })
      return ok(await keep(moved.value))
    },

    async withdraw() {
      const moved = withdrawConsent(journal, parts.now())
      // From here on the gate is shut, whatever happens to the file.
      if (moved.ok) journal = moved.value
      await parts.stopVision()
      if (!moved.ok) return ok(changed())
      const saved = await inTurn(async () => {
        const result = await store.save(journal)
        // A yes that stays on disk would hold again at the next start: no record is better than that one.
        return result.ok || (await store.erase()) ? ok(undefined) : result
      })
      const now = changed()
      return saved.ok ? ok(now) : saved
    },

    async policyChanged() {
      // The gate compares with the current text each time: it is shut already, whatever happens to the file.
      if (!gate.allows('face-decoration')) await parts.stopVision()
      const upToDate = supersedeOutdated(journal, policies.texts, parts.now())
      if (upToDate === journal) changed()
      else await keep(upToDate)
    },

    lastAgreed: () =>
      journal.findLast((record) => record.events.some((event) => event.kind === 'given')) ?? null,

    versionsShown: () => [...new Set(journal.map((record) => record.policyVersion))],

    async protect(passphrase) {
      const done = await inTurn(() => store.protect(passphrase, journal))
      return done.ok ? ok(changed()) : done
    },

    async unlock(passphrase) {
      const opened = await inTurn(() => store.unlock(passphrase))
      if (!opened.ok) {
        changed()
        return opened
      }
      // What was answered in this session is newer than the file; a notice that was never answered must not end what holds.
      const answeredHere = journal.filter((record) => answerOf(record) !== undefined)
      const merged = [...bringUpToDate(opened.value), ...answeredHere]
      return ok(await keep(merged))
    },
  }
}
