import { addDays, endOfDayMs, japanDay } from '../calendar/isoDay'
import { steadyTimes } from '../calendar/clock'
import { err, ok, type Result } from '../../result'
import { isRecordId, isTime, textFault, type TextFault, type TextRule } from '../plainText'

/** Where work done by another company stands (Article 5 of the policy). */
export const ENTRUSTMENT_STAGES = ['proposed', 'vetted', 'contracted', 'supervised', 'ended'] as const
export type EntrustmentStage = (typeof ENTRUSTMENT_STAGES)[number]

/** Each step with what it cannot be taken without. */
export type EntrustmentStep =
  | { readonly kind: 'propose'; readonly work: string; readonly items: string }
  | { readonly kind: 'vet'; readonly findings: string; readonly isFit: boolean }
  | {
      readonly kind: 'contract'
      readonly reference: string
      /** The contract binds to secrecy; without that there is no contract. */
      readonly confidentiality: string
      /** 1…366 days from one look at the work to the next. */
      readonly superviseEveryDays: number
    }
  | { readonly kind: 'supervise'; readonly findings: string }
  | { readonly kind: 'end'; readonly why: string; readonly returned: string }

export interface EntrustmentEvent {
  readonly atMs: number
  /** The member of the desk who took the step. */
  readonly by: string
  readonly step: EntrustmentStep
}

/** A company that does work with personal information for the owner, and all that was done about it. */
export interface EntrustmentRecord {
  readonly format: 1
  /** `E-7Q4M-20K9` */
  readonly id: string
  readonly party: { readonly name: string; readonly address: string }
  /** Oldest first; the first is `propose`. */
  readonly history: readonly EntrustmentEvent[]
}

export type EntrustmentFault =
  | { readonly code: 'forbidden-step'; readonly from: EntrustmentStage | 'none' }
  | { readonly code: 'text'; readonly field: string; readonly fault: TextFault }
  | { readonly code: 'not-fit' | 'unknown-id' | 'time' | 'interval' | 'history-full' }

const NEXT: Readonly<Record<EntrustmentStage | 'none', readonly EntrustmentStep['kind'][]>> = {
  none: ['propose'],
  proposed: ['vet', 'end'],
  vetted: ['contract', 'end'],
  contracted: ['supervise', 'end'],
  supervised: ['supervise', 'end'],
  ended: [],
}
const STAGE_OF: Readonly<Record<EntrustmentStep['kind'], EntrustmentStage>> = {
  propose: 'proposed',
  vet: 'vetted',
  contract: 'contracted',
  supervise: 'supervised',
  end: 'ended',
}
/** Looked at every week for forty years. */
const HISTORY_LIMIT = 2000
const NAME: TextRule = { max: 80, isName: true }
const LONG: TextRule = { max: 2000, lines: 'many' }

/** The stage after all steps; after those up to `atMs` where one is given. A vetting that found the party unfit leaves it proposed. */
export function entrustmentStage(
  record: Pick<EntrustmentRecord, 'history'>,
  atMs = Number.POSITIVE_INFINITY,
): EntrustmentStage | 'none' {
  const last = record.history.findLast(
    (event) => event.atMs <= atMs && !(event.step.kind === 'vet' && !event.step.isFit),
  )
  return last === undefined ? 'none' : STAGE_OF[last.step.kind]
}

/** Whether the party may have personal information at a moment: bound by contract, and not let go. */
export const isEntrusted = (record: EntrustmentRecord, atMs: number): boolean =>
  ['contracted', 'supervised'].includes(entrustmentStage(record, atMs))

const text = (field: string, value: string, rule: TextRule = LONG): EntrustmentFault | null => {
  const fault = textFault(value, rule)
  return fault === null ? null : { code: 'text', field, fault }
}

/** A party that is proposed for some work. */
export function proposeEntrustment(
  id: string,
  party: EntrustmentRecord['party'],
  work: Extract<EntrustmentStep, { kind: 'propose' }>,
  by: string,
  atMs: number,
): Result<EntrustmentRecord, EntrustmentFault> {
  if (!isRecordId(id, 'E')) return err({ code: 'unknown-id' })
  const fault =
    text('party', party.name, NAME) ??
    text('address', party.address, { max: 200, lines: 'many', isName: true })
  if (fault !== null) return err(fault)
  return takeStep({ format: 1, id, party, history: [] }, work, by, atMs)
}

/** Takes the next step, or says why not: none is skipped, none goes back, nothing follows the end. */
export function takeStep(
  record: EntrustmentRecord,
  step: EntrustmentStep,
  by: string,
  atMs: number,
): Result<EntrustmentRecord, EntrustmentFault> {
  const from = entrustmentStage(record)
  if (!NEXT[from].includes(step.kind)) return err({ code: 'forbidden-step', from })
  if (record.history.length >= HISTORY_LIMIT) return err({ code: 'history-full' })
  if (!isTime(atMs)) return err({ code: 'time' })
  const fault = text('by', by, NAME) ?? stepFault(step)
  if (fault !== null) return err(fault)
  return ok({ ...record, history: [...record.history, { atMs, by, step }] })
}

function stepFault(step: EntrustmentStep): EntrustmentFault | null {
  switch (step.kind) {
    case 'propose':
      return text('work', step.work) ?? text('items', step.items)
    case 'vet':
    case 'supervise':
      return text('findings', step.findings)
    case 'contract': {
      const days = step.superviseEveryDays
      if (!Number.isInteger(days) || days < 1 || days > 366) return { code: 'interval' }
      return text('reference', step.reference, { max: 120 }) ?? text('confidentiality', step.confidentiality)
    }
    case 'end':
      return text('why', step.why) ?? text('returned', step.returned)
  }
}

/**
 * When the party's work must be looked at next: the end of that day in Japan, milliseconds since the epoch, and whether
 * it is past. Null while nothing is entrusted.
 */
export function nextSupervision(
  record: EntrustmentRecord,
  nowMs: number,
): { readonly dueAtMs: number; readonly isOverdue: boolean } | null {
  const stage = entrustmentStage(record)
  if (stage !== 'contracted' && stage !== 'supervised') return null
  const contract = record.history.findLast(({ step }) => step.kind === 'contract')?.step
  if (contract?.kind !== 'contract') return null
  const { timesMs } = steadyTimes([...record.history.map(({ atMs }) => atMs), nowMs])
  const lastMs = timesMs[record.history.length - 1] ?? nowMs
  const dueAtMs = endOfDayMs(addDays(japanDay(lastMs), contract.superviseEveryDays))
  return { dueAtMs, isOverdue: (timesMs.at(-1) ?? nowMs) >= dueAtMs }
}
