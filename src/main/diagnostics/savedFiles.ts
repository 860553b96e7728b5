import type { CallName } from '../../contracts/api'
import type { WireError } from '../../contracts/errors'
import type { Result } from '../../domain/result'

/** Calls that end in a file where a person chose; the reply names it, or has no name where nothing was saved. */
const SAVING: ReadonlySet<CallName> = new Set<CallName>([
  'picture:save',
  'data:export',
  'consent:receipt',
  'request:letter',
  'request:file',
  'poster:deliver',
  'desk:letter',
  'desk:answer-file',
  'register:csv',
  'register:evidence',
])

/** Whether this answer means that a person has one file more. Printing and looking are not saving. */
export function isSavedFile(name: CallName, result: Result<unknown, WireError>): boolean {
  if (!SAVING.has(name) || !result.ok) return false
  const value = result.value as { readonly name?: unknown }
  return typeof value.name === 'string'
}
