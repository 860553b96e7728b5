import type { ProvisionDraft } from '../../../../contracts/calls/registers'
import type { RegisterFault } from '../../../../contracts/calls/registers'
import { isIsoDay, japanDay, startOfDayMs } from '../../../../domain/privacy/calendar/isoDay'
import {
  validateProvision,
  type ProvisionBasis,
  type ProvisionBasisKind,
  type ProvisionRecord,
} from '../../../../domain/privacy/desk/provision'
import { momentIn, typedMoment } from './kit/deskDates'

/** In the order of Article 4(1) of the policy: a person's agreement, then the seven exceptions. */
export const BASIS_KINDS = [
  'consent',
  'life-body-property',
  'health-children',
  'state-body',
  'entrustment',
  'succession',
  'joint-use',
  'law',
] as const satisfies readonly ProvisionBasisKind[]

/** Texts of a basis; each kind shows its own. */
export const BASIS_FIELDS = [
  'consentId',
  'entrustmentId',
  'whyConsentIsDifficult',
  'secondPerson',
  'body',
  'documentReference',
  'event',
  'jointItems',
  'scope',
  'purposes',
  'manager',
  'notifiedDay',
  'citation',
] as const
export type BasisField = (typeof BASIS_FIELDS)[number]

/** A record of provision as it is being typed. */
export interface ProvisionForm extends Readonly<Record<BasisField, string>> {
  readonly providedAt: string
  readonly recipient: string
  readonly address: string
  readonly representative: string
  readonly person: string
  /** One a line. */
  readonly items: string
  readonly basis: ProvisionBasisKind
  /** Of the record that this one stands in place of; empty for none. */
  readonly corrects: string
  readonly why: string
}

export const EMPTY_FORM: ProvisionForm = {
  ...(Object.fromEntries(BASIS_FIELDS.map((name) => [name, ''])) as Record<BasisField, string>),
  providedAt: '',
  recipient: '',
  address: '',
  representative: '',
  person: '',
  items: '',
  basis: 'consent',
  corrects: '',
  why: '',
}

const isBasisField = (name: string): name is BasisField => BASIS_FIELDS.some((field) => field === name)

/** A form that begins as a record stands, to be put right. */
export function correctionOf({
  id,
  providedAtMs,
  recipient,
  person,
  items,
  basis,
}: ProvisionRecord): ProvisionForm {
  const facts = Object.entries(basis).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'string' && isBasisField(name) ? [[name, value] as const] : [],
  )
  const joint = basis.kind === 'joint-use' ? basis : null
  return {
    ...EMPTY_FORM,
    ...Object.fromEntries(facts),
    ...(joint && { jointItems: joint.items, notifiedDay: japanDay(joint.notifiedAtMs) }),
    providedAt: typedMoment(providedAtMs),
    recipient: recipient.name,
    address: recipient.address,
    representative: recipient.representative,
    person,
    items: items.join('\n'),
    basis: basis.kind,
    corrects: id,
  }
}

function basisOf(form: ProvisionForm): ProvisionBasis {
  const kind = form.basis
  switch (kind) {
    case 'consent':
      return { kind, consentId: form.consentId.trim() }
    case 'life-body-property':
    case 'health-children':
      return { kind, whyConsentIsDifficult: form.whyConsentIsDifficult, secondPerson: form.secondPerson }
    case 'state-body':
      return { kind, body: form.body, documentReference: form.documentReference }
    case 'entrustment':
      return { kind, entrustmentId: form.entrustmentId }
    case 'succession':
      return { kind, event: form.event, documentReference: form.documentReference }
    case 'joint-use':
      return {
        kind,
        items: form.jointItems,
        scope: form.scope,
        purposes: form.purposes,
        manager: form.manager,
        notifiedAtMs: isIsoDay(form.notifiedDay) ? startOfDayMs(form.notifiedDay) : Number.NaN,
      }
    case 'law':
      return { kind, citation: form.citation }
  }
}

const MINUTE_MS = 60_000

/** A minute that was typed stands for its last moment, or for now while it goes on: what was allowed since counts. */
function providedAt(typed: string, nowMs: number): number {
  const atMs = momentIn(typed)
  if (atMs === null) return Number.NaN
  return atMs > nowMs ? atMs : Math.min(atMs + MINUTE_MS - 1, nowMs)
}

/** What only main can say: whether a consent held, a contract bound, a record is there. */
const LEFT_TO_MAIN = { consentHeld: () => true, wasEntrusted: () => true, mayCorrect: () => true }

/** A field that was left empty is missing, whatever its emptiness was taken for. */
function told(form: ProvisionForm, found: string, code: RegisterFault['code']): RegisterFault {
  const field = found === 'notifiedAtMs' ? 'notifiedDay' : found
  const typed = field === 'providedAtMs' ? form.providedAt : isBasisField(field) ? form[field] : null
  return { field, code: typed === '' ? 'missing' : code }
}

/** What main is asked to keep, with the faults that can be seen before it is asked. */
export function readForm(
  form: ProvisionForm,
  nowMs: number,
): { readonly draft: ProvisionDraft; readonly faults: readonly RegisterFault[] } {
  const { recipient: name, address, representative, person, corrects, why } = form
  const draft = {
    providedAtMs: providedAt(form.providedAt, nowMs),
    recipient: { name, address, representative },
    person,
    items: form.items
      .split('\n')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
    basis: basisOf(form),
    corrects: corrects === '' ? null : { id: corrects, why },
  }
  const looked = validateProvision(
    { ...draft, format: 1, id: 'P-0000-0000', recordedAtMs: nowMs, recordedBy: '-' },
    LEFT_TO_MAIN,
  )
  const faults = looked.ok ? [] : looked.error.map(({ field, code }) => told(form, field, code))
  return { draft, faults }
}
