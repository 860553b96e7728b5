import type { CallName } from '../../contracts/api'

/**
 * What consent a call needs before it runs. `given`: face finding was agreed to. `answered`: the notice was answered, yes or
 * no; with a no, pictures can be opened and decorated by hand. A call that is not listed needs none.
 */
export const CALL_GATES: Readonly<Partial<Record<CallName, 'given' | 'answered'>>> = {
  'vision:connect': 'given',
  'picture:open': 'answered',
  'picture:admit': 'answered',
  'picture:paste': 'answered',
}
