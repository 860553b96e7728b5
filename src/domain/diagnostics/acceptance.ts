import type { Check, CheckId, CheckState, Facts } from './checks'

/** What of a check is the condition itself: a swap that fills up is the same swap, one that grew is another. */
const CONDITION_FACTS: Readonly<Record<CheckId, readonly string[]>> = {
  partition: [],
  'user-data': ['fileSystem'],
  network: [],
  confinement: [],
  sandbox: ['pages'],
  swap: ['devices', 'totalBytes'],
  hibernation: [],
  'core-dumps': ['handler', 'limit'],
  'print-spool': ['hours', 'reason'],
  temporary: [],
  switches: [],
  fuses: ['wire', 'reason'],
  'program-files': [],
  engine: [],
}

/** A condition of this computer as it was seen. */
export interface Condition {
  readonly check: CheckId
  readonly state: CheckState
  readonly facts: Facts
}

export function conditionOf({ id, state, facts }: Check): Condition {
  const kept = CONDITION_FACTS[id].flatMap((key): [string, string | number][] => {
    const value = facts[key]
    return value === undefined ? [] : [[key, value]]
  })
  return { check: id, state, facts: Object.fromEntries(kept) }
}

/** Equal texts are the same condition. */
export const conditionKey = ({ check, state, facts }: Condition): string =>
  JSON.stringify([check, state, Object.entries(facts).toSorted(([a], [b]) => (a < b ? -1 : 1))])

/** One line of the file of acceptances. */
export type AcceptanceEntry =
  | {
      readonly kind: 'accepted'
      readonly id: string
      readonly atMs: number
      /** Member of the Customer Desk whose PIN it was. */
      readonly by: string
      readonly condition: Condition
      /** Everything that was seen then. */
      readonly observed: Facts
    }
  | { readonly kind: 'taken-back'; readonly id: string; readonly atMs: number }
  /** So many wrong PINs at the kiosk's door that nobody could try for a while. */
  | { readonly kind: 'wrong-pins'; readonly atMs: number; readonly wrong: number }

export type Acceptance = Extract<AcceptanceEntry, { kind: 'accepted' }>

/** What was accepted and not taken back, oldest first. */
export function standing(entries: readonly AcceptanceEntry[]): readonly Acceptance[] {
  const gone = new Set(
    entries.filter(({ kind }) => kind === 'taken-back').map((entry) => 'id' in entry && entry.id),
  )
  return entries.filter((entry): entry is Acceptance => entry.kind === 'accepted' && !gone.has(entry.id))
}

/** What is left to accept: conditions that nobody accepted as they are now. */
export function notAccepted(unmet: readonly Check[], accepted: readonly Acceptance[]): readonly Check[] {
  const known = new Set(accepted.map(({ condition }) => conditionKey(condition)))
  return unmet.filter((check) => !known.has(conditionKey(conditionOf(check))))
}
