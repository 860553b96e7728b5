import type { ConsentList, ConsentView } from '../../contracts/calls/consents'
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
  recordsOf,
  supersedeOutdated,
  takeEntries,
  withdrawConsent,
  type CurrentTexts,
} from '../../domain/privacy/consentJournal'
import type { ConsentPurpose, NewPurpose } from '../../domain/privacy/purposes'
import { err, ok, type Result } from '../../domain/result'
import type { Vault } from '../storage/vault'
import { createConsentLedger } from './consentLedger'
import { consentRows } from './consentRows'
import { consentTexts } from './consentTexts'
import { createConsentGate, type ConsentGate } from './gate'
import type { Policies } from './policyText'

export interface ConsentServiceParts {
  readonly policies: Policies
  readonly vault: Vault
  readonly now: () => number
  /** Runs work once after so many milliseconds; the result cancels it. */
  readonly after: (ms: number, work: () => void) => () => void
  /** A receipt number, random. */
  readonly newReceiptId: () => string
  /** Random per install. */
  readonly newSubject: () => string
  readonly appVersion: string
  /** Purposes beyond the nine whose written consent is on file now. */
  readonly newPurposes: () => readonly NewPurpose[]
  /** Kills vision; resolves when its process is gone. */
  readonly stopVision: () => Promise<void>
  /**
   * Makes what is on disk doubtful, so that no yes in it counts at the next start: for a no that cannot be written.
   * False where even that is impossible.
   */
  readonly distrustRecords: () => Promise<boolean>
  readonly onChange: (view: ConsentView) => void
  readonly log: (line: string) => void
}

export interface Decision {
  readonly purpose: Exclude<ConsentPurpose, 'face-decoration'>
  readonly answer: 'given' | 'refused' | 'withdrawn'
  readonly language: Language
  /** Of the text that was on screen. */
  readonly sha256: string
}

export interface ConsentService {
  readonly gate: ConsentGate
  /** Reads the records; before that the gate is shut. */
  open(): Promise<void>
  view(): ConsentView
  list(language: Language): ConsentList
  /** Every record of this install, newest first within each purpose. */
  records(): readonly ConsentRecord[]
  /** Of the text that is in force now. */
  textSha256(language: Language): string
  /** The notice of face decoration is on screen with this text. Errors: policy-changed. */
  present(language: Language, sha256: string, actor?: ConsentActor): Promise<Result<ConsentView, WireError>>
  answer(answer: ConsentAnswer): Promise<Result<ConsentView, WireError>>
  withdraw(): Promise<Result<ConsentView, WireError>>
  /** An optional or new purpose, shown and answered at once. Errors: policy-changed, purpose-unknown, bad-request. */
  decide(decision: Decision): Promise<Result<ConsentList, WireError>>
  /** Another text is in force: what was agreed to before no longer counts, and that is written down. */
  policyChanged(): Promise<void>
  /** The last record that was ever answered with yes, whatever became of it; null: none. */
  lastAgreed(): ConsentRecord | null
  /** Versions of the policy that were shown for an answer, as far as the records reach. */
  versionsShown(): readonly string[]
  protect(passphrase: string): Promise<Result<ConsentView, WireError>>
  unlock(passphrase: string): Promise<Result<ConsentView, WireError>>
  /** Shuts every gate, stops vision and forgets all records in memory. Whoever calls erases the book next. */
  forget(): Promise<void>
}

const FACE = 'face-decoration'

/** The last word of a person in a record: yes, no, or the yes taken back. */
const answerOf = (record: ConsentRecord) =>
  record.events.findLast(({ kind }) => kind === 'given' || kind === 'refused' || kind === 'withdrawn')

/**
 * Keeps the record of what was asked and answered. What was decided holds at once, in memory; only then is it written,
 * one write after the other, so that a slow disk never delays a no.
 */
export function createConsentService(parts: ConsentServiceParts): ConsentService {
  const { policies, vault } = parts
  const textsOf = consentTexts(policies, parts.newPurposes)
  const ledger = createConsentLedger({ ...parts, book: () => vault.book('personal') })
  let subject: string | null = null

  const current = (purpose: ConsentPurpose) => currentRecord(ledger.consents(), purpose)
  const gate = createConsentGate(current, textsOf)
  const records = () =>
    [...ledger.consents().keys()].flatMap((purpose) => recordsOf(ledger.consents(), purpose))

  function storage(): ConsentView['storage'] {
    if (ledger.isBehind()) return 'session-only'
    return ledger.isUnreadable() ? 'damaged' : vault.storage()
  }

  function view(): ConsentView {
    const record = current(FACE)
    return {
      state: consentState(record),
      allowed: gate.allows(FACE),
      policyVersion: policies.version,
      effectiveFrom: policies.effectiveFrom,
      policySha256: policies.texts[record?.language ?? 'en'],
      recordSha256: record?.policySha256 ?? null,
      answeredAtMs: (record === null ? undefined : answerOf(record))?.atMs ?? null,
      receiptId: record?.id ?? null,
      storage: storage(),
    }
  }

  function changed(): ConsentView {
    const now = view()
    parts.onChange(now)
    return now
  }

  /** A record that cannot be written still holds for this session: `storage` says so, the answer itself is not refused. */
  async function keep(): Promise<ConsentView> {
    await ledger.write()
    return changed()
  }

  function opening(purpose: ConsentPurpose, language: Language, sha256: string, actor: ConsentActor) {
    subject ??= records()[0]?.subject ?? parts.newSubject()
    return {
      format: 1,
      id: parts.newReceiptId(),
      subject,
      purpose,
      policyVersion: policies.version,
      policySha256: sha256,
      language,
      shownAtMs: parts.now(),
      actor,
      appVersion: parts.appVersion,
    } as const
  }

  /** The texts of a purpose, when `sha256` is what they are now. */
  function onScreen(
    purpose: ConsentPurpose,
    language: Language,
    sha256: string,
  ): Result<CurrentTexts, WireError> {
    const texts = textsOf(purpose)
    if (texts === null) return err({ code: 'purpose-unknown' })
    return texts[language] === sha256 ? ok(texts) : err({ code: 'policy-changed' })
  }

  const supersede = () => ledger.take(supersedeOutdated(ledger.consents(), textsOf, parts.now()))

  /** Writes a withdrawal that holds already. A yes that stays on disk would hold again at the next start. */
  async function keepWithdrawal(): Promise<Result<void, WireError>> {
    const written = await ledger.write()
    // Locked records hold what was answered before; this session's no is not among them.
    const isKept = written.ok && vault.storage() !== 'locked'
    const safe = isKept || (await parts.distrustRecords())
    changed()
    if (safe) return ok(undefined)
    return written.ok ? err({ code: 'records-locked' }) : written
  }

  const list = (language: Language): ConsentList =>
    consentRows({
      consents: ledger.consents(),
      gate,
      textsOf,
      newPurposes: parts.newPurposes(),
      language,
      policySha256: policies.texts[language],
    })

  /** After the book was read or replaced: what can no longer hold is closed. */
  async function bringUpToDate(wasAllowed: boolean): Promise<void> {
    supersede()
    await ledger.write()
    if (wasAllowed && !gate.allows(FACE)) await parts.stopVision()
  }

  vault.onReplaced(async () => {
    const wasAllowed = gate.allows(FACE)
    await ledger.load()
    await bringUpToDate(wasAllowed)
    changed()
  })

  return {
    gate,
    view,
    list,
    records,
    textSha256: (language) => policies.texts[language],

    async open() {
      await ledger.load()
      supersede()
      ledger.take(expireUnanswered(ledger.consents(), parts.now()))
      await ledger.write()
    },

    async present(language, sha256, actor = 'self') {
      const texts = onScreen(FACE, language, sha256)
      if (!texts.ok) return texts
      ledger.take(presentNotice(ledger.consents(), opening(FACE, language, sha256, actor), texts.value))
      return ok(await keep())
    },

    async answer(answer) {
      // A text that came into force while the notice was on screen was not the one that was read.
      supersede()
      const moved = answerNotice(ledger.consents(), FACE, answer, parts.now())
      if (!moved.ok) return err({ code: 'bad-request' })
      ledger.take(moved.value)
      return ok(await keep())
    },

    async withdraw() {
      const moved = withdrawConsent(ledger.consents(), FACE, parts.now())
      // From here on the gate is shut, whatever happens to the file.
      if (moved.ok) ledger.take(moved.value)
      await parts.stopVision()
      if (!moved.ok) return ok(changed())
      const kept = await keepWithdrawal()
      return kept.ok ? ok(view()) : kept
    },

    async decide({ purpose, answer, language, sha256 }) {
      if (answer === 'withdrawn') {
        const moved = withdrawConsent(ledger.consents(), purpose, parts.now())
        if (!moved.ok) return err({ code: 'bad-request' })
        ledger.take(moved.value)
        const kept = await keepWithdrawal()
        return kept.ok ? ok(list(language)) : kept
      }
      const texts = onScreen(purpose, language, sha256)
      if (!texts.ok) return texts
      const shown = presentNotice(ledger.consents(), opening(purpose, language, sha256, 'self'), texts.value)
      const moved = answerNotice(takeEntries(ledger.consents(), shown), purpose, answer, parts.now())
      if (!moved.ok)
        return gate.allows(purpose) && answer === 'given' ? ok(list(language)) : err({ code: 'bad-request' })
      ledger.take([...shown, ...moved.value])
      await keep()
      return ok(list(language))
    },

    async policyChanged() {
      // The gate compares with the current text each time: it is shut already, whatever happens to the file.
      if (!gate.allows(FACE)) await parts.stopVision()
      supersede()
      await keep()
    },

    lastAgreed: () =>
      recordsOf(ledger.consents(), FACE).find(({ events }) => events.some(({ kind }) => kind === 'given')) ??
      null,

    versionsShown: () => [...new Set(records().map((record) => record.policyVersion))],

    async protect(passphrase) {
      const done = await ledger.hold(() => vault.protect(passphrase))
      return done.ok ? ok(changed()) : done
    },

    async unlock(passphrase) {
      const opened = await ledger.hold(() => vault.unlock(passphrase))
      const now = changed()
      return opened.ok ? ok(now) : opened
    },

    async forget() {
      ledger.forget()
      subject = null
      await parts.stopVision()
      changed()
    },
  }
}
