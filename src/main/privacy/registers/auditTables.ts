import type { CsvTable, EntrustmentRow, ProvisionRow } from '../../../contracts/calls/registers'
import type { ConsentRecord } from '../../../domain/privacy/consent'
import { consentState } from '../../../domain/privacy/consent'
import { dueDates } from '../../../domain/privacy/calendar/dueDates'
import type { CsvCell } from '../../../domain/privacy/desk/csv'
import { refusalOf } from '../../../domain/privacy/desk/outcome'
import type { ProvisionBasis } from '../../../domain/privacy/desk/provision'
import { stageAfter, stageOf, type Move } from '../../../domain/privacy/desk/requestCase'
import type { KeptCase } from '../caseBook'
import { isJapaneseHoliday } from '../japaneseHolidays'

/** Columns keep their names whatever the language of the screen: whoever compares two years needs the same ones. */
export interface AuditTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly CsvCell[])[]
}

export interface AuditSources {
  readonly cases: readonly KeptCase[]
  readonly provisions: readonly ProvisionRow[]
  readonly entrustments: readonly EntrustmentRow[]
  readonly consents: readonly ConsentRecord[]
  readonly nowMs: number
}

const JAPAN_AHEAD_MS = 9 * 3_600_000
/** `2026-11-23 09:30:00+09:00`: the desk's days are Japan's. */
const moment = (atMs: number | null): CsvCell =>
  atMs === null
    ? null
    : `${new Date(atMs + JAPAN_AHEAD_MS).toISOString().slice(0, 19).replace('T', ' ')}+09:00`
const list = (texts: readonly string[]): string => texts.join(' / ')

export function auditTable(table: CsvTable, sources: AuditSources): AuditTable {
  switch (table) {
    case 'requests':
      return requests(sources)
    case 'transitions':
      return transitions(sources)
    case 'provisions':
      return provisions(sources)
    case 'entrustments':
      return entrustments(sources)
    case 'consents':
      return consents(sources)
  }
}

const requests = ({ cases, nowMs }: AuditSources): AuditTable => ({
  columns: [
    'request_id',
    'kind',
    'stage',
    'requester_kind',
    'requester_name',
    'received_at',
    'acknowledge_due_at',
    'acknowledged_at',
    'decide_due_at',
    'decided_at',
    'decision_status',
    'sha256',
  ],
  rows: cases.map(({ request, sha256, state }) => {
    const dates = dueDates(state.history, nowMs, isJapaneseHoliday)
    return [
      request.id,
      request.kind,
      stageOf(state),
      request.requester.kind,
      request.requester.party.name,
      moment(dates?.receivedAtMs ?? null),
      moment(dates?.acknowledge.dueAtMs ?? null),
      moment(dates?.acknowledge.doneAtMs ?? null),
      moment(dates?.decide.dueAtMs ?? null),
      moment(dates?.decide.doneAtMs ?? null),
      dates?.decide.status ?? null,
      sha256,
    ]
  }),
})

/** The words of a move, the longest it has. */
function wordsOf(move: Move): string {
  switch (move.kind) {
    case 'acknowledge':
    case 'notify':
      return `${move.notice.by}: ${move.notice.reference}`
    case 'verify':
    case 'withdraw':
    case 'reopen':
      return move.why
    case 'work':
      return move.identity.kind === 'confirmed'
        ? list(move.identity.papers)
        : move.identity.kind === 'not-confirmed'
          ? move.identity.tried
          : ''
    case 'decide': {
      const { outcome } = move
      const refusal = refusalOf(outcome)
      if (refusal !== null) return `${refusal.ground}: ${refusal.reason}`
      if (outcome.kind === 'fulfilled') return outcome.done
      if (outcome.kind === 'no-data-held') return outcome.searched
      return outcome.kind === 'alternative-measure' ? `${outcome.measure} (${outcome.reason})` : ''
    }
    case 'receive':
    case 'hand-over':
      return move.by
    case 'seal':
    case 'close':
      return ''
  }
}

const transitions = ({ cases }: AuditSources): AuditTable => ({
  columns: ['request_id', 'step', 'at', 'role', 'name', 'move', 'stage_after', 'words'],
  rows: cases.flatMap(({ request, state }) =>
    state.history.map(({ atMs, actor, move }, index) => [
      request.id,
      index + 1,
      moment(atMs),
      actor.role,
      actor.name,
      move.kind,
      stageAfter(move),
      wordsOf(move),
    ]),
  ),
})

/** The facts a basis rests on, in the order of the form. */
function factsOf(basis: ProvisionBasis): string {
  const facts = Object.entries(basis).filter(([name]) => name !== 'kind')
  return list(
    facts.map(([name, value]) =>
      typeof value === 'number' ? `${name}: ${String(moment(value))}` : `${name}: ${String(value)}`,
    ),
  )
}

const provisions = ({ provisions: rows }: AuditSources): AuditTable => ({
  columns: [
    'provision_id',
    'provided_at',
    'recorded_at',
    'recorded_by',
    'recipient',
    'recipient_address',
    'recipient_representative',
    'person',
    'items',
    'basis',
    'basis_facts',
    'corrects',
    'why_corrected',
    'corrected_by',
    'kept_until',
  ],
  rows: rows.map(({ record, keptUntilMs, correctedBy }) => [
    record.id,
    moment(record.providedAtMs),
    moment(record.recordedAtMs),
    record.recordedBy,
    record.recipient.name,
    record.recipient.address,
    record.recipient.representative,
    record.person,
    list(record.items),
    record.basis.kind,
    factsOf(record.basis),
    record.corrects?.id ?? null,
    record.corrects?.why ?? null,
    correctedBy,
    moment(keptUntilMs),
  ]),
})

const entrustments = ({ entrustments: rows }: AuditSources): AuditTable => ({
  columns: [
    'entrustment_id',
    'party',
    'address',
    'stage_now',
    'next_supervision_before',
    'step',
    'at',
    'by',
    'move',
    'words',
  ],
  rows: rows.flatMap(({ record, stage, next }) =>
    record.history.map(({ atMs, by, step }, index) => [
      record.id,
      record.party.name,
      record.party.address,
      stage,
      moment(next?.dueAtMs ?? null),
      index + 1,
      moment(atMs),
      by,
      step.kind,
      list(
        Object.entries(step)
          .filter(([name]) => name !== 'kind')
          .map(([name, value]) => `${name}: ${String(value)}`),
      ),
    ]),
  ),
})

const consents = ({ consents: records }: AuditSources): AuditTable => ({
  columns: [
    'consent_id',
    'subject',
    'purpose',
    'policy_version',
    'policy_sha256',
    'language',
    'shown_at',
    'actor',
    'app_version',
    'state_now',
    'events',
  ],
  rows: records.map((record) => [
    record.id,
    record.subject,
    record.purpose,
    record.policyVersion,
    record.policySha256,
    record.language,
    moment(record.shownAtMs),
    record.actor,
    record.appVersion,
    consentState(record),
    list(record.events.map(({ kind, atMs }) => `${kind} ${String(moment(atMs))}`)),
  ]),
})
