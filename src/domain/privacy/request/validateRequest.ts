import { err, ok, type Result } from '../../result'
import { cleanText, isRecordId, isSha256, isTime, textFault, TEXT_FAULTS, type TextRule } from '../plainText'
import { isIsoDay } from '../calendar/isoDay'
import {
  CHANGE_OF,
  FEE_KINDS,
  GROUNDS_OF,
  hasSubjects,
  isIdentityNeeded,
  mayHavePeriod,
  REQUEST_KINDS,
} from './kinds'
import {
  REQUEST_LIMITS as LIMITS,
  type Party,
  type Period,
  type Request,
  type RequestDraft,
  type Requester,
} from './request'

/** Where something can be wrong. */
export const REQUEST_FIELDS = [
  'id',
  'kind',
  'grounds',
  'subjects',
  'from-day',
  'to-day',
  'description',
  'held',
  'wanted',
  'requester',
  'name',
  'address',
  'contact',
  'principal-name',
  'principal-address',
  'power',
  'evidence',
  'wished-form',
  'language',
  'policy',
  'fee',
  'written-at',
] as const
export type RequestField = (typeof REQUEST_FIELDS)[number]

/** What can be wrong with it. */
export const REQUEST_FAULT_CODES = [
  ...TEXT_FAULTS,
  'unknown',
  'not-of-kind',
  'needed',
  'twice',
  'too-many',
  'principal-is-requester',
  'fee-not-allowed',
  'out-of-range',
  'not-a-day',
  'before-start',
] as const
export type RequestFaultCode = (typeof REQUEST_FAULT_CODES)[number]

/** One thing to put right: which field, why, and the limit where there is one. */
export interface RequestFault {
  readonly field: RequestField
  readonly code: RequestFaultCode
  readonly limit?: number
}

const RULES = {
  description: { max: LIMITS.description, lines: 'many' },
  held: { max: LIMITS.change, lines: 'many' },
  wanted: { max: LIMITS.change, lines: 'many' },
  name: { max: LIMITS.name, isName: true },
  address: { max: LIMITS.address, lines: 'many', isName: true },
  contact: { max: LIMITS.contact, min: 0, isName: true },
  'principal-name': { max: LIMITS.name, isName: true },
  'principal-address': { max: LIMITS.address, lines: 'many', isName: true },
  power: { max: LIMITS.paper, isPaper: true },
  evidence: { max: LIMITS.paper, isPaper: true },
} as const satisfies Partial<Record<RequestField, TextRule>>

type TextField = keyof typeof RULES

/**
 * Looks at everything a form holds and gives back the request that may be kept: texts in one spelling and nothing the
 * kind has no use for. Every fault is told, not only the first. A text that looks like a formula stays a text.
 */
export function validateRequest(draft: RequestDraft): Result<Request, readonly RequestFault[]> {
  const faults: RequestFault[] = []
  const fault = (field: RequestField, code: RequestFaultCode, limit?: number): void =>
    void faults.push(limit === undefined ? { field, code } : { field, code, limit })

  const text = (field: TextField, raw: string): string => {
    const found = textFault(raw, RULES[field])
    if (found !== null) fault(field, found, found === 'too-long' ? RULES[field].max : undefined)
    return found === null ? cleanText(raw) : ''
  }

  if (!REQUEST_KINDS.includes(draft.kind)) return err([{ field: 'kind', code: 'unknown' }])
  if (!isRecordId(draft.id, 'R')) fault('id', 'unknown')

  const allowed = GROUNDS_OF[draft.kind]
  if (draft.grounds.some((ground) => !allowed.includes(ground))) fault('grounds', 'not-of-kind')
  else if (new Set(draft.grounds).size !== draft.grounds.length) fault('grounds', 'twice')
  else if (allowed.length > 0 && draft.grounds.length === 0) fault('grounds', 'needed')

  if (draft.subjects.length > 0 && !hasSubjects(draft.kind)) fault('subjects', 'not-of-kind')
  else if (new Set(draft.subjects).size !== draft.subjects.length) fault('subjects', 'twice')
  else if (draft.subjects.length === 0 && hasSubjects(draft.kind)) fault('subjects', 'needed')
  if (draft.period !== null) periodFault(draft.period)
  function periodFault({ fromDay, toDay }: Period): void {
    if (!mayHavePeriod(draft.kind)) return fault('from-day', 'not-of-kind')
    if (!isIsoDay(fromDay)) fault('from-day', 'not-a-day')
    if (!isIsoDay(toDay)) fault('to-day', 'not-a-day')
    else if (isIsoDay(fromDay) && toDay < fromDay) fault('to-day', 'before-start')
  }

  const use = CHANGE_OF[draft.kind]
  const change = {
    held: use.held ? text('held', draft.change.held) : unused('held', draft.change.held),
    wanted: use.wanted ? text('wanted', draft.change.wanted) : unused('wanted', draft.change.wanted),
  }
  function unused(field: 'held' | 'wanted', raw: string): string {
    if (raw.trim() !== '') fault(field, 'not-of-kind')
    return ''
  }

  const party = (raw: Party): Party => ({
    name: text('name', raw.name),
    address: text('address', raw.address),
    contact: text('contact', raw.contact),
  })

  function requester(raw: Requester): Requester {
    switch (raw.kind) {
      case 'self':
        return { kind: raw.kind, party: party(raw.party) }
      case 'legal-representative':
      case 'agent': {
        const principal = {
          name: text('principal-name', raw.principal.name),
          address: text('principal-address', raw.principal.address),
        }
        const asking = party(raw.party)
        if (principal.name !== '' && principal.name === asking.name && principal.address === asking.address)
          fault('principal-name', 'principal-is-requester')
        return { kind: raw.kind, party: asking, principal, power: text('power', raw.power) }
      }
      default:
        fault('requester', 'unknown')
        return raw
    }
  }

  if (draft.evidence.length > LIMITS.papers) fault('evidence', 'too-many', LIMITS.papers)
  const evidence = draft.evidence.slice(0, LIMITS.papers).map((paper) => text('evidence', paper))
  if (new Set(evidence.filter(Boolean)).size !== evidence.filter(Boolean).length) fault('evidence', 'twice')
  if (isIdentityNeeded(draft.kind) && draft.evidence.length === 0) fault('evidence', 'needed')

  if (!['paper', 'electronic'].includes(draft.wishedForm)) fault('wished-form', 'unknown')
  if (!['ja', 'en'].includes(draft.language)) fault('language', 'unknown')
  if (!isSha256(draft.policySha256) || textFault(draft.policyVersion, { max: LIMITS.policyVersion }) !== null)
    fault('policy', 'unknown')
  if (!Number.isInteger(draft.feeYen) || draft.feeYen < 0 || draft.feeYen > LIMITS.feeYen)
    fault('fee', 'out-of-range', LIMITS.feeYen)
  else if (draft.feeYen > 0 && !FEE_KINDS.includes(draft.kind)) fault('fee', 'fee-not-allowed')
  if (!isTime(draft.writtenAtMs)) fault('written-at', 'out-of-range')

  const request: Request = {
    format: 1,
    id: draft.id,
    kind: draft.kind,
    grounds: [...draft.grounds],
    subjects: [...draft.subjects],
    period: draft.period === null ? null : { fromDay: draft.period.fromDay, toDay: draft.period.toDay },
    description: text('description', draft.description),
    change,
    requester: requester(draft.requester),
    evidence,
    wishedForm: draft.wishedForm,
    language: draft.language,
    policyVersion: cleanText(draft.policyVersion.slice(0, 64)),
    policySha256: draft.policySha256,
    feeYen: draft.feeYen,
    writtenAtMs: draft.writtenAtMs,
  }
  return faults.length === 0 ? ok(request) : err(faults)
}
