import type { EntrustmentRow, RegisterFault } from '../../../../contracts/calls/registers'
import type {
  EntrustmentFault,
  EntrustmentRecord,
  EntrustmentStep,
} from '../../../../domain/privacy/desk/entrustment'
import type { Result } from '../../../../domain/result'

/** Steps a member takes with a party that is on the register. */
export type StepKind = Exclude<EntrustmentStep['kind'], 'propose'>

/** The step that comes next; ending is possible at each of them. */
export const NEXT_STEP: Readonly<Record<EntrustmentRow['stage'], StepKind | null>> = {
  proposed: 'vet',
  vetted: 'contract',
  contracted: 'supervise',
  supervised: 'supervise',
  ended: null,
}

/** A step as it is being typed: every field of every step. */
export const EMPTY_STEP = {
  findings: '',
  isFit: 'fit' as 'fit' | 'unfit',
  reference: '',
  confidentiality: '',
  superviseEveryDays: '90',
  why: '',
  returned: '',
}
export type StepForm = typeof EMPTY_STEP

export function stepOf(kind: StepKind, form: StepForm): EntrustmentStep {
  switch (kind) {
    case 'vet':
      return { kind, findings: form.findings, isFit: form.isFit === 'fit' }
    case 'contract':
      return {
        kind,
        reference: form.reference,
        confidentiality: form.confidentiality,
        superviseEveryDays: Number(form.superviseEveryDays),
      }
    case 'supervise':
      return { kind, findings: form.findings }
    case 'end':
      return { kind, why: form.why, returned: form.returned }
  }
}

/** Faults of fields that can be told before main is asked; everything else is main's to say. */
export function stepFaults(taken: Result<EntrustmentRecord, EntrustmentFault>): readonly RegisterFault[] {
  if (taken.ok) return []
  const { error } = taken
  if (error.code === 'text') return [{ field: error.field, code: error.fault }]
  return error.code === 'interval' ? [{ field: 'superviseEveryDays', code: 'interval' }] : []
}
