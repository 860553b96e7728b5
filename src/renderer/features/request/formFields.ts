import type { TFunction } from 'i18next'
import type { RequestFault, RequestField } from '../../../domain/privacy/request/validateRequest'

export const STEPS = ['kind', 'content', 'about', 'check'] as const
export type Step = (typeof STEPS)[number]

/** Fields of each step, from top to bottom: the first one with a fault takes the focus. */
const FIELDS: Readonly<Record<Exclude<Step, 'check'>, readonly RequestField[]>> = {
  kind: ['kind'],
  content: [
    ...(['grounds', 'subjects', 'from-day', 'to-day', 'held', 'wanted', 'description'] as const),
    'wished-form',
  ],
  about: [
    ...(['requester', 'principal-name', 'power', 'principal-address'] as const),
    ...(['name', 'contact', 'address', 'evidence'] as const),
  ],
}

/** The step on which a field is. */
export const stepOf = (field: RequestField): Step =>
  (['kind', 'content', 'about'] as const).find((step) => FIELDS[step].includes(field)) ?? 'check'

/** Faults of a step, in the order of its fields. */
export function faultsOn(step: Step, faults: readonly RequestFault[]): readonly RequestFault[] {
  const place = ({ field }: RequestFault) => (step === 'check' ? 0 : FIELDS[step].indexOf(field))
  return faults.filter(({ field }) => stepOf(field) === step).toSorted((a, b) => place(a) - place(b))
}

/** Id of the control, or of the group of controls, of a field. */
export const fieldId = (field: RequestField): string => `request-${field}`

/** One sentence for a fault: what to do about it. */
export function faultSentence(t: TFunction, { field, code, limit = 0 }: RequestFault): string {
  switch (code) {
    case 'needed':
      if (field === 'kind') return t('requestFault.neededKind')
      if (field === 'grounds') return t('requestFault.neededGrounds')
      if (field === 'subjects') return t('requestFault.neededSubjects')
      if (field === 'evidence') return t('requestFault.neededEvidence')
      return t('requestFault.missing')
    case 'unknown':
    case 'not-of-kind':
      return t('requestFault.choose')
    case 'fee-not-allowed':
    case 'out-of-range':
      return t('requestFault.other')
    default:
      return t(`requestFault.${code}`, { limit })
  }
}
