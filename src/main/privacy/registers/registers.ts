import type {
  CsvTable,
  EntrustmentRow,
  EvidenceScope,
  PolicyRow,
  ProvisionDraft,
  ProvisionRow,
  PurposeRow,
} from '../../../contracts/calls/registers'
import type { Reply } from '../../../contracts/api'
import type { WireError } from '../../../contracts/errors'
import type { ConsentRecord } from '../../../domain/privacy/consent'
import { csvTable } from '../../../domain/privacy/desk/csv'
import { duties } from '../../../domain/privacy/desk/duties'
import { isEntrusted, type EntrustmentStep } from '../../../domain/privacy/desk/entrustment'
import { allowsProvision } from '../../../domain/privacy/desk/provisionConsent'
import { japanDay } from '../../../domain/privacy/calendar/isoDay'
import type { NewPurpose, NewPurposeId } from '../../../domain/privacy/purposes'
import { err, ok, type Result } from '../../../domain/result'
import type { FileSaver } from '../../export/saveFile'
import type { Vault } from '../../storage/vault'
import type { KeptCase } from '../caseBook'
import { isJapaneseHoliday } from '../japaneseHolidays'
import type { PolicyBundles } from '../policyBundles'
import { auditTable } from './auditTables'
import { createDeskNotes } from './deskNotes'
import { readBook, type Written } from './deskBook'
import { createEntrustmentRegister, type Proposal } from './entrustments'
import { gatherEvidence, type EvidenceLetter } from './evidence'
import { createProvisionLedger } from './provisions'
import { createPurposeRegister } from './purposes'

export interface RegistersParts {
  readonly vault: Pick<Vault, 'book' | 'onReplaced'>
  readonly policyBundles: Pick<PolicyBundles, 'versions' | 'text' | 'import'>
  /** Requests of the desk's book, newest first. */
  readonly cases: () => Answer<readonly KeptCase[]>
  /** Every consent of the person's own book. */
  readonly consents: () => readonly ConsentRecord[]
  /** The letters that went out about a request, as PDFs. */
  readonly letters: (kept: KeptCase) => Promise<Result<readonly EvidenceLetter[], WireError>>
  /** Member of the desk who has opened it; null while it is locked. */
  readonly member: () => string | null
  readonly files: FileSaver
  readonly newId: (letter: 'P' | 'E' | 'N') => string
  readonly appVersion: string
  readonly now: () => number
  readonly log: (line: string) => void
}

type Answer<T> = Promise<Result<T, WireError>>

/** The registers of the Customer Desk: read from its book, then kept in step with it. */
export interface Registers {
  /** Resolves when the book was read. */
  ready(): Promise<void>
  provisions(from: number, count: number): Answer<{ total: number; rows: ProvisionRow[] }>
  provide(draft: ProvisionDraft): Written<ProvisionRow>
  entrustments(): Answer<{ rows: EntrustmentRow[] }>
  /** Parties bound by contract now, and the work each does: what anybody may know. */
  entrustedNow(): Answer<Reply<'entrustment:public'>>
  propose(proposal: Proposal): Written<EntrustmentRow>
  step(id: string, step: EntrustmentStep): Written<EntrustmentRow>
  duties(): Answer<Reply<'duty:list'>>
  review(findings: string): Written<{ readonly reviewedAtMs: number }>
  purposes(): Answer<{ rows: PurposeRow[] }>
  /** Purposes that people may be asked for; none before the book was read, and none while it cannot be. */
  purposesInUse(): readonly NewPurpose[]
  registerPurpose(draft: Omit<NewPurpose, 'id'>): Written<PurposeRow>
  endPurpose(id: NewPurposeId, why: string): Written<PurposeRow>
  policies(): Answer<{ rows: PolicyRow[] }>
  takePolicy(): Answer<Reply<'register:take-policy'>>
  saveTable(table: CsvTable): Answer<{ name: string; rows: number }>
  saveEvidence(scope: EvidenceScope): Answer<{ name: string; files: number; sha256: string }>
}

const locked = () => err<WireError>({ code: 'desk-locked' })
/** What was asked for is done; only the note about it is missing. */
const notNoted = () => err<WireError>({ code: 'register-not-noted' })

export function createRegisters(parts: RegistersParts): Registers {
  const { vault, now, newId } = parts
  const book = () => vault.book('desk')
  const provisions = createProvisionLedger({ book, now, newId })
  const entrustments = createEntrustmentRegister({ book, now, newId })
  const purposes = createPurposeRegister({ book, now, newId })
  const notes = createDeskNotes({ book, now })
  const all = [provisions, entrustments, purposes, notes]
  let loading: Promise<Result<void, WireError>> | null = null
  vault.onReplaced(async () => {
    loading = read()
    await loading
  })

  async function read(): Promise<Result<void, WireError>> {
    for (const register of all) register.reset()
    let notBelieved = 0
    const done = await readBook(book(), (entry) => {
      for (const register of all) if (!register.take(entry)) notBelieved++
    })
    if (notBelieved > 0) parts.log(`registers: ${notBelieved} entries of the desk's book are not believed`)
    if (!done.ok) {
      for (const register of all) register.reset()
      loading = null
    }
    return done
  }

  /** Work over registers that were read; what fails to be read is read again next time. */
  async function after<T>(work: () => T | Promise<T>): Promise<T | Result<never, WireError>> {
    const done = await (loading ??= read())
    return done.ok ? work() : done
  }

  /** Work that a member of the desk answers for by name. */
  function signed<T>(work: (by: string) => Answer<T>): Answer<T> {
    const by = parts.member()
    return by === null ? Promise.resolve(locked()) : after(() => work(by))
  }

  const consentOf = (id: string) => parts.consents().find((record) => record.id === id)
  const facts = {
    wasEntrusted: (id: string, atMs: number) => entrustments.wasEntrusted(id, atMs),
    consentHeld: (id: string, atMs: number) => {
      const record = consentOf(id)
      return record !== undefined && allowsProvision(record, atMs)
    },
  }

  const policyRows = (): PolicyRow[] =>
    parts.policyBundles.versions().map((kept) => {
      const texts = kept.languages.flatMap(
        (language) => parts.policyBundles.text(kept.version, language) ?? [],
      )
      return {
        ...kept,
        sums: texts.map(({ language, sha256 }) => ({ language, sha256 })),
        signer: texts[0]?.signer.name ?? '',
        takenIn: notes.policyTakenIn(kept.version),
      }
    })

  async function gather(scope: EvidenceScope, by: string) {
    const every = await parts.cases()
    if (!every.ok) return every
    const cases =
      scope.kind === 'everything' ? every.value : every.value.filter(({ request }) => request.id === scope.id)
    if (scope.kind === 'case' && cases.length === 0) return err<WireError>({ code: 'register-unknown' })
    const letters: EvidenceLetter[] = []
    for (const kept of cases) {
      const made = await parts.letters(kept)
      if (!made.ok) return made
      letters.push(...made.value)
    }
    return gatherEvidence({
      book: book(),
      scope,
      cases,
      letters,
      provisions: provisions.list(),
      entrustments: entrustments.list(),
      purposes: purposes.list(),
      policies: policyRows(),
      by,
      appVersion: parts.appVersion,
      nowMs: now(),
    })
  }

  loading = read()
  return {
    ready: async () => void (await loading),
    provisions: (from, count) =>
      after(() => {
        const rows = provisions.list()
        return ok({ total: rows.length, rows: rows.slice(from, from + count) })
      }),
    provide: (draft) => signed((by) => provisions.add(draft, by, facts)),
    entrustments: () => after(() => ok({ rows: [...entrustments.list()] })),
    entrustedNow: () =>
      after(() =>
        ok({
          parties: entrustments
            .records()
            .filter((record) => isEntrusted(record, now()))
            .map(({ party, history }) => {
              const proposed = history[0]?.step
              return { name: party.name, work: proposed?.kind === 'propose' ? proposed.work : '' }
            }),
        }),
      ),
    propose: (proposal) => signed((by) => entrustments.propose(proposal, by)),
    step: (id, step) => signed((by) => entrustments.step(id, step, by)),
    review: (findings) => signed((by) => notes.review(findings, by)),
    purposes: () => after(() => ok({ rows: [...purposes.list()] })),
    purposesInUse: () => purposes.inUse(),
    registerPurpose: (draft) => signed((by) => purposes.register(draft, by)),
    endPurpose: (id, why) => signed((by) => purposes.end(id, why, by)),
    policies: () => after(() => ok({ rows: policyRows() })),

    duties: () =>
      after(async () => {
        const cases = await parts.cases()
        if (!cases.ok) return cases
        const journal = book()
        const first = await journal.read(0, 1)
        if (!first.ok) return err<WireError>({ code: 'register-unreadable' })
        const found = duties(
          {
            cases: cases.value.map(({ request, state }) => ({
              id: request.id,
              kind: request.kind,
              history: state.history,
            })),
            entrustments: entrustments.records(),
            provisions: provisions.list().map(({ record }) => record),
            policies: parts.policyBundles.versions(),
            begunAtMs: first.value[0]?.atMs ?? null,
            copiedAtMs: notes.copiedAtMs(),
            reviewedAtMs: notes.reviewedAtMs(),
          },
          now(),
          isJapaneseHoliday,
        )
        return ok({
          duties: [...found],
          book: {
            entries: journal.count(),
            headSha256: journal.headSha256(),
            copiedAtMs: notes.copiedAtMs(),
          },
          reviewedAtMs: notes.reviewedAtMs(),
        })
      }),

    takePolicy: () =>
      signed(async (by) => {
        const taken = await parts.policyBundles.import()
        if (!taken.ok || taken.value.alreadyKnown) return taken
        const { version, effectiveFrom } = taken.value
        const told = await notes.tellPolicy(version, effectiveFrom, by)
        // The policy holds all the same: what is missing is only who took it in.
        return told.ok ? taken : notNoted()
      }),

    saveTable: (table) =>
      signed(async (by) => {
        const nowMs = now()
        const cases = await parts.cases()
        if (!cases.ok) return cases
        const { columns, rows } = auditTable(table, {
          cases: cases.value,
          provisions: provisions.list(),
          entrustments: entrustments.list(),
          consents: parts.consents(),
          nowMs,
        })
        const saved = await parts.files.save(
          `kazari-${table}-${japanDay(nowMs)}`,
          'csv',
          csvTable(columns, rows),
        )
        if (!saved.ok) return saved
        const told = await notes.tell({ what: 'table-exported', atMs: nowMs, by, table, rows: rows.length })
        return told.ok ? ok({ name: saved.value.name, rows: rows.length }) : notNoted()
      }),

    saveEvidence: (scope) =>
      signed(async (by) => {
        const gathered = await gather(scope, by)
        if (!gathered.ok) return gathered
        const { zip, files, sha256, entries, headSha256 } = gathered.value
        const requestId = scope.kind === 'case' ? scope.id : null
        const atMs = now()
        const name = `kazari-evidence-${requestId ?? 'all'}-${japanDay(atMs)}`
        const saved = await parts.files.save(name, 'zip', zip)
        if (!saved.ok) return saved
        const told = await notes.tell({
          what: 'evidence-exported',
          ...{ atMs, by, requestId, entries, headSha256, sha256 },
        })
        return told.ok ? ok({ name: saved.value.name, files, sha256 }) : notNoted()
      }),
  }
}
