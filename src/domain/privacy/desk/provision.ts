import { err, ok, type Result } from '../../result'
import { addDays, addYears, japanDay, startOfDayMs } from '../calendar/isoDay'
import {
  cleanText,
  isRecordId,
  isSameName,
  isTime,
  textFault,
  type TextFault,
  type TextRule,
} from '../plainText'

/** What allows information to be handed over: a person's agreement, or one of seven exceptions (Article 4 of the policy). */
export type ProvisionBasis =
  | { readonly kind: 'consent'; readonly consentId: string }
  /** 1 and 2: to protect life, body or property; for public health or the growth of children. */
  | {
      readonly kind: 'life-body-property' | 'health-children'
      readonly whyConsentIsDifficult: string
      /** A second member of the desk who looked at it. */
      readonly secondPerson: string
    }
  /** 3: work of the state or of those it has charged with it. */
  | { readonly kind: 'state-body'; readonly body: string; readonly documentReference: string }
  /** 4: work done for the owner; the register of Article 5 has the contract. */
  | { readonly kind: 'entrustment'; readonly entrustmentId: string }
  /** 5: the business passes to another. */
  | { readonly kind: 'succession'; readonly event: string; readonly documentReference: string }
  /** 6: joint use, which people were told of before. */
  | {
      readonly kind: 'joint-use'
      readonly items: string
      readonly scope: string
      readonly purposes: string
      readonly manager: string
      readonly notifiedAtMs: number
    }
  /** 7: a law. */
  | { readonly kind: 'law'; readonly citation: string }
export type ProvisionBasisKind = ProvisionBasis['kind']

/** That information was handed over: when, to whom, about whom, what, and what allowed it (Article 4(2)). */
export interface ProvisionRecord {
  readonly format: 1
  /** `P-7Q4M-20K9` */
  readonly id: string
  readonly providedAtMs: number
  readonly recordedAtMs: number
  /** The member of the desk who wrote this. */
  readonly recordedBy: string
  readonly recipient: { readonly name: string; readonly address: string; readonly representative: string }
  /** Who the information is about, as far as is needed to find them. */
  readonly person: string
  /** Names of what was handed over, never the information itself. */
  readonly items: readonly string[]
  readonly basis: ProvisionBasis
  /** The record this one stands in place of. That one stays: nothing is ever changed. */
  readonly corrects: { readonly id: string; readonly why: string } | null
}

/** What the desk's other records say. */
export interface ProvisionFacts {
  /** Whether the ledger has this record and no other one corrects it yet. */
  readonly mayCorrect: (provisionId: string) => boolean
  /** Whether the consent with this number held at a moment. */
  readonly consentHeld: (consentId: string, atMs: number) => boolean
  /** Whether the party of this entrustment was bound by contract at a moment. */
  readonly wasEntrusted: (entrustmentId: string, atMs: number) => boolean
}

export interface ProvisionFault {
  readonly field: string
  readonly code:
    | TextFault
    | 'unknown'
    | 'out-of-range'
    | 'in-the-future'
    | 'too-many'
    | 'no-consent'
    | 'not-entrusted'
    | 'same-person'
    | 'not-in-advance'
}

const NAME: TextRule = { max: 80, isName: true }
const SHORT: TextRule = { max: 200, lines: 'many' }
const LONG: TextRule = { max: 2000, lines: 'many' }
const ITEMS_LIMIT = 20

/** Looks at a record before it is kept; every fault is told. A basis without its mandatory facts is no basis. */
export function validateProvision(
  draft: ProvisionRecord,
  facts: ProvisionFacts,
): Result<ProvisionRecord, readonly ProvisionFault[]> {
  const faults: ProvisionFault[] = []
  const fault = (field: string, code: ProvisionFault['code']): void => void faults.push({ field, code })
  const text = (field: string, raw: string, rule: TextRule): string => {
    const found = textFault(raw, rule)
    if (found !== null) fault(field, found)
    return found === null ? cleanText(raw) : ''
  }

  if (!isRecordId(draft.id, 'P')) fault('id', 'unknown')
  if (!isTime(draft.providedAtMs)) fault('providedAtMs', 'out-of-range')
  if (!isTime(draft.recordedAtMs)) fault('recordedAtMs', 'out-of-range')
  if (draft.providedAtMs > draft.recordedAtMs) fault('providedAtMs', 'in-the-future')
  if (draft.items.length > ITEMS_LIMIT) fault('items', 'too-many')
  if (draft.items.length === 0) fault('items', 'missing')
  const recordedBy = text('recordedBy', draft.recordedBy, NAME)

  function checkedBasis(basis: ProvisionBasis): ProvisionBasis {
    switch (basis.kind) {
      case 'consent':
        if (!isRecordId(basis.consentId, 'C')) fault('consentId', 'unknown')
        else if (!facts.consentHeld(basis.consentId, draft.providedAtMs)) fault('consentId', 'no-consent')
        return { kind: basis.kind, consentId: basis.consentId }
      case 'life-body-property':
      case 'health-children': {
        const secondPerson = text('secondPerson', basis.secondPerson, NAME)
        if (secondPerson !== '' && isSameName(secondPerson, recordedBy)) fault('secondPerson', 'same-person')
        const why = text('whyConsentIsDifficult', basis.whyConsentIsDifficult, LONG)
        return { kind: basis.kind, whyConsentIsDifficult: why, secondPerson }
      }
      case 'state-body':
        return {
          kind: basis.kind,
          body: text('body', basis.body, NAME),
          documentReference: text('documentReference', basis.documentReference, SHORT),
        }
      case 'entrustment':
        if (!isRecordId(basis.entrustmentId, 'E')) fault('entrustmentId', 'unknown')
        else if (!facts.wasEntrusted(basis.entrustmentId, draft.providedAtMs))
          fault('entrustmentId', 'not-entrusted')
        return { kind: basis.kind, entrustmentId: basis.entrustmentId }
      case 'succession':
        return {
          kind: basis.kind,
          event: text('event', basis.event, SHORT),
          documentReference: text('documentReference', basis.documentReference, SHORT),
        }
      case 'joint-use':
        if (!isTime(basis.notifiedAtMs)) fault('notifiedAtMs', 'out-of-range')
        else if (basis.notifiedAtMs >= draft.providedAtMs) fault('notifiedAtMs', 'not-in-advance')
        return {
          kind: basis.kind,
          items: text('jointItems', basis.items, LONG),
          scope: text('scope', basis.scope, LONG),
          purposes: text('purposes', basis.purposes, LONG),
          manager: text('manager', basis.manager, NAME),
          notifiedAtMs: basis.notifiedAtMs,
        }
      case 'law':
        return { kind: basis.kind, citation: text('citation', basis.citation, SHORT) }
      default:
        fault('basis', 'unknown')
        return basis
    }
  }

  function checkedCorrection(corrects: ProvisionRecord['corrects']): ProvisionRecord['corrects'] {
    if (corrects === null) return null
    if (!isRecordId(corrects.id, 'P') || !facts.mayCorrect(corrects.id)) fault('corrects', 'unknown')
    return { id: corrects.id, why: text('why', corrects.why, LONG) }
  }

  const record: ProvisionRecord = {
    format: 1,
    id: draft.id,
    providedAtMs: draft.providedAtMs,
    recordedAtMs: draft.recordedAtMs,
    recordedBy,
    recipient: {
      name: text('recipient', draft.recipient.name, NAME),
      address: text('address', draft.recipient.address, { ...SHORT, isName: true }),
      representative: text('representative', draft.recipient.representative, { ...NAME, min: 0 }),
    },
    person: text('person', draft.person, SHORT),
    items: draft.items.slice(0, ITEMS_LIMIT).map((item) => text('items', item, { max: 80 })),
    basis: checkedBasis(draft.basis),
    corrects: checkedCorrection(draft.corrects),
  }
  return faults.length === 0 ? ok(record) : err(faults)
}

/** Years a provision record is kept. Source: Article 4(2) of the policy. */
const KEPT_YEARS = 3

/**
 * The first moment at which a provision record is no longer kept, milliseconds since the epoch: three years after the
 * later of handing over and writing it down, that day not counted (Civil Code, Articles 140 and 143).
 */
export function keptUntilMs(record: Pick<ProvisionRecord, 'providedAtMs' | 'recordedAtMs'>): number {
  const last = japanDay(Math.max(record.providedAtMs, record.recordedAtMs))
  return startOfDayMs(addYears(addDays(last, 1), KEPT_YEARS))
}

/** Splits records into those that must be kept at `nowMs` and those whose time is over. */
export function sortByRetention<R extends Pick<ProvisionRecord, 'providedAtMs' | 'recordedAtMs'>>(
  records: readonly R[],
  nowMs: number,
): { readonly kept: readonly R[]; readonly over: readonly R[] } {
  const isOver = (record: R) => keptUntilMs(record) <= nowMs
  return { kept: records.filter((record) => !isOver(record)), over: records.filter(isOver) }
}
