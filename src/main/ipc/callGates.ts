import type { CallName } from '../../contracts/api'

/**
 * What a call needs before it runs. `given`: face finding was agreed to. `answered`: the notice was answered, yes or no; with
 * a no, pictures can be opened and decorated by hand. `purpose:X`: that purpose was agreed to. `desk`: a member of the
 * Customer Desk has opened it with a PIN. A call that is not listed needs none.
 */
export type CallNeed = 'given' | 'answered' | 'desk'

export const CALL_GATES: Readonly<Partial<Record<CallName, CallNeed>>> = {
  'vision:connect': 'given',
  'picture:open': 'answered',
  'picture:admit': 'answered',
  'picture:paste': 'answered',
}
