/** What Kazari looks at on its computer and in itself, in the order in which it is shown. */
export const CHECK_IDS = [
  'partition',
  'user-data',
  'network',
  'confinement',
  'sandbox',
  'swap',
  'hibernation',
  'core-dumps',
  'print-spool',
  'temporary',
  'switches',
  'fuses',
  'program-files',
  'engine',
] as const
export type CheckId = (typeof CHECK_IDS)[number]

/**
 * `pass`: seen to be so. `attention`: not so, and it may be meant. `fail`: a wall is missing. `unknown`: nobody could look,
 * and that is never a pass.
 */
export const OUTCOMES = ['pass', 'attention', 'fail', 'unknown'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What a check can find, and what each finding means. The screen has a title and a sentence for every one. */
export const CHECK_STATES = {
  partition: { 'partition-memory': 'pass', 'partition-disk': 'fail' },
  'user-data': { 'userData-memory': 'pass', 'userData-disk': 'fail', 'userData-skeleton': 'attention' },
  network: {
    'network-none': 'pass',
    'network-refused': 'pass',
    'network-own': 'attention',
    'network-open': 'fail',
    'network-unknown': 'unknown',
  },
  confinement: {
    'confinement-on': 'pass',
    'confinement-partly': 'attention',
    'confinement-off': 'attention',
    'confinement-kernel': 'attention',
    'confinement-unknown': 'unknown',
  },
  sandbox: {
    'sandbox-on': 'pass',
    'sandbox-off': 'fail',
    'sandbox-test': 'fail',
    'sandbox-unknown': 'unknown',
  },
  swap: {
    'swap-none': 'pass',
    'swap-memory': 'pass',
    'swap-backed': 'attention',
    'swap-disk': 'attention',
    'swap-unknown': 'unknown',
  },
  hibernation: {
    'hibernation-off': 'pass',
    'hibernation-noPlace': 'pass',
    'hibernation-possible': 'attention',
    'hibernation-unknown': 'unknown',
  },
  'core-dumps': {
    'dumps-off': 'pass',
    'dumps-file': 'attention',
    'dumps-handler': 'attention',
    'dumps-unknown': 'unknown',
  },
  'print-spool': {
    'spool-none': 'pass',
    'spool-clean': 'pass',
    'spool-memory': 'pass',
    'spool-keeps': 'attention',
    'spool-unknown': 'unknown',
  },
  temporary: {
    'temporary-memory': 'pass',
    'temporary-denied': 'pass',
    'temporary-disk': 'attention',
    'temporary-unknown': 'unknown',
  },
  switches: { 'switches-clean': 'pass', 'switches-test': 'attention' },
  fuses: {
    'fuses-sealed': 'pass',
    'fuses-open': 'fail',
    'fuses-development': 'attention',
    'fuses-unknown': 'unknown',
  },
  'program-files': {
    'files-match': 'pass',
    'files-differ': 'fail',
    'files-development': 'attention',
    'files-unlisted': 'unknown',
  },
  engine: {
    'engine-running': 'pass',
    'engine-off': 'pass',
    'engine-fallback': 'attention',
    'engine-failed': 'fail',
  },
} as const satisfies Readonly<Record<CheckId, Readonly<Record<string, Outcome>>>>

type StatesOf<Id extends CheckId> = keyof (typeof CHECK_STATES)[Id] & string
export type CheckState = { [Id in CheckId]: StatesOf<Id> }[CheckId]
export const ALL_STATES = CHECK_IDS.flatMap((id) => Object.keys(CHECK_STATES[id]) as CheckState[])

/**
 * Numbers and words by key, for the sentence of the state. A key that ends in `Bytes` is a size, one that ends in `Kinds`
 * holds kinds of processes with a space between them; `reason` says why nobody could look.
 */
export type Facts = Readonly<Record<string, string | number>>

/** Why something could not be looked at. */
export type Blindness = 'not-linux' | 'unreadable' | 'absent'

export interface Check {
  readonly id: CheckId
  readonly state: CheckState
  readonly outcome: Outcome
  /** A kiosk does not open while this is anything but a pass, unless its operator accepts it. */
  readonly required: boolean
  readonly facts: Facts
}

/** Puts a check together; its outcome is that of its state. */
export function checkOf<Id extends CheckId>(
  id: Id,
  state: StatesOf<Id>,
  facts: Facts = {},
  required = false,
): Check {
  const outcomes: Readonly<Record<string, Outcome>> = CHECK_STATES[id]
  const outcome = outcomes[state]
  if (outcome === undefined) throw new Error(`${id} has no state ${state}`)
  return { id, state: state as CheckState, outcome, required, facts }
}

/** A text of the system as it was read, or why there is none. */
export type RawText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable' }

/** How many passed, and how many somebody should look at. */
export function countChecks(checks: readonly Check[]): { readonly pass: number; readonly look: number } {
  const pass = checks.filter(({ outcome }) => outcome === 'pass').length
  return { pass, look: checks.length - pass }
}

/** What keeps a kiosk shut: every required check that is not a pass. */
export const unmetChecks = (checks: readonly Check[]): readonly Check[] =>
  checks.filter(({ required, outcome }) => required && outcome !== 'pass')
