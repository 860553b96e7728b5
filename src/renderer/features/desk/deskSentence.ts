import type { TFunction } from 'i18next'
import type { WireError } from '../../../contracts/errors'
import { errorSentence } from '../../i18n/errorSentence'

/** Faults of a text that have a sentence of their own; the rest say that it cannot be kept. */
const TEXT_FAULTS = ['missing', 'too-long', 'too-short', 'file-name', 'markup', 'line-break'] as const
const MOVE_FAULTS = [
  'forbidden-move',
  'already-acknowledged',
  'papers-needed',
  'identity-needed',
  'identity-not-confirmed',
  'identity-was-confirmed',
  'refusal-not-of-kind',
  'two-approvers-needed',
  'reason-too-short',
  'notice-lacks-reason',
  'notice-reaches-nobody',
  'history-full',
] as const
const FIELDS = [
  'why',
  'papers',
  'tried',
  'reason',
  'citation',
  'findings',
  'done',
  'searched',
  'measure',
  'reference',
] as const
const PIN_FAULTS = ['too-short', 'too-long', 'obvious', 'is-name'] as const

const oneOf = <Value extends string>(values: readonly Value[], found: unknown): Value | undefined =>
  values.find((value) => value === found)

/** One sentence for what the desk did not do: the guard that held, the field, how many tries are left. */
export function deskSentence(t: TFunction, error: WireError): string {
  const { params = {} } = error
  if (error.code === 'desk-pin-weak') {
    const weak = oneOf(PIN_FAULTS, params['fault'])
    if (weak !== undefined) return t(`deskPin.${weak}`)
  }
  if (error.code !== 'desk-move-refused') return errorSentence(t, error)
  const field = oneOf(FIELDS, params['field'])
  if (params['fault'] === 'text' && field !== undefined) {
    const text = oneOf(TEXT_FAULTS, params['text']) ?? 'other'
    return t(`deskFault.text.${text}`, { field: t(`deskField.${field}`) })
  }
  const fault = oneOf(MOVE_FAULTS, params['fault'])
  return fault === undefined ? errorSentence(t, error) : t(`deskFault.move.${fault}`)
}
