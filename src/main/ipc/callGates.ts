import type { CallName } from '../../contracts/api'
import type { OptionalPurposeId } from '../../domain/privacy/purposes'

/**
 * What a call needs before it runs. `given`: face finding was agreed to. `answered`: the notice was answered, yes or no; with
 * a no, pictures can be opened and decorated by hand. `purpose:X`: that purpose was agreed to. `desk`: a member of the
 * Customer Desk has opened it with a PIN. A call that is not listed needs none.
 */
export type CallNeed = 'given' | 'answered' | 'desk' | `purpose:${OptionalPurposeId}`

export const CALL_GATES: Readonly<Partial<Record<CallName, CallNeed>>> = {
  'vision:connect': 'given',
  'picture:open': 'answered',
  'picture:admit': 'answered',
  'picture:paste': 'answered',
  'desk:stay': 'desk',
  'desk:add-member': 'desk',
  'desk:remove-member': 'desk',
  'desk:settings': 'desk',
  'desk:save-settings': 'desk',
  'desk:inbox': 'desk',
  'desk:case': 'desk',
  'desk:import': 'desk',
  'desk:enter': 'desk',
  'desk:move': 'desk',
  'desk:assign': 'desk',
  'desk:search': 'desk',
  'desk:letter': 'desk',
  'desk:answer-file': 'desk',
  'provision:list': 'desk',
  'provision:add': 'desk',
  'entrustment:list': 'desk',
  'entrustment:propose': 'desk',
  'entrustment:step': 'desk',
  'duty:list': 'desk',
  'duty:review': 'desk',
  'purpose:list': 'desk',
  'purpose:register': 'desk',
  'purpose:end': 'desk',
  'register:policies': 'desk',
  'register:take-policy': 'desk',
  'register:csv': 'desk',
  'register:evidence': 'desk',
  'news:read': 'purpose:news',
  'questionnaire:save': 'purpose:questionnaires',
}
