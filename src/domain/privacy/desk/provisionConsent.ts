import type { ConsentRecord } from '../consent'
import { isNewPurposeId } from '../purposes'

/**
 * Whether a consent allowed information to be handed over at a moment. None of the policy's own purposes speaks of that:
 * only one beyond them can, which rests on a written consent.
 */
export function allowsProvision(record: Pick<ConsentRecord, 'purpose' | 'events'>, atMs: number): boolean {
  const last = record.events.findLast((event) => event.atMs <= atMs)
  return isNewPurposeId(record.purpose) && last?.kind === 'given'
}
