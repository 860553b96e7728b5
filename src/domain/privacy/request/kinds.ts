/** Everything a person may ask of the Customer Desk (Articles 6 to 8 and 11 of the privacy policy). */
export const REQUEST_KINDS = [
  'notice-of-purposes',
  'disclosure',
  'disclosure-of-provision-records',
  'correction',
  'addition',
  'deletion',
  'cease-use',
  'erasure',
  'cease-provision',
  'complaint',
  'consultation',
] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

/** Why somebody asks. Source: Act on the Protection of Personal Information, Articles 32 to 35. */
export const REQUEST_GROUNDS = [
  'not-true',
  'out-of-date',
  'incomplete',
  'used-beyond-purpose',
  'used-improperly',
  'acquired-improperly',
  'provided-without-consent',
  'no-longer-needed',
  'leaked',
  'interests-at-risk',
  'about-handling',
  'about-security',
  'about-provision',
  'about-entrustment',
  'about-an-answer',
  'about-something-else',
] as const
export type RequestGround = (typeof REQUEST_GROUNDS)[number]

const CEASING: readonly RequestGround[] = ['no-longer-needed', 'leaked', 'interests-at-risk']
const MATTERS: readonly RequestGround[] = [
  'about-handling',
  'about-security',
  'about-provision',
  'about-entrustment',
  'about-an-answer',
  'about-something-else',
]

/** The grounds a kind can rest on. None: the person need not say why. Where there are some, one at least is chosen. */
export const GROUNDS_OF: Readonly<Record<RequestKind, readonly RequestGround[]>> = {
  'notice-of-purposes': [],
  disclosure: [],
  'disclosure-of-provision-records': [],
  correction: ['not-true', 'out-of-date'],
  addition: ['incomplete', 'out-of-date'],
  deletion: ['not-true', 'out-of-date'],
  'cease-use': ['used-beyond-purpose', 'used-improperly', 'acquired-improperly', ...CEASING],
  erasure: ['used-beyond-purpose', 'used-improperly', 'acquired-improperly', ...CEASING],
  'cease-provision': ['provided-without-consent', ...CEASING],
  complaint: MATTERS,
  consultation: MATTERS,
}

/** What a change names: what is held and wrong, what should stand there instead. */
export const CHANGE_OF: Readonly<Record<RequestKind, { readonly held: boolean; readonly wanted: boolean }>> =
  {
    'notice-of-purposes': { held: false, wanted: false },
    disclosure: { held: false, wanted: false },
    'disclosure-of-provision-records': { held: false, wanted: false },
    correction: { held: true, wanted: true },
    addition: { held: false, wanted: true },
    deletion: { held: true, wanted: false },
    'cease-use': { held: false, wanted: false },
    erasure: { held: false, wanted: false },
    'cease-provision': { held: false, wanted: false },
    complaint: { held: false, wanted: false },
    consultation: { held: false, wanted: false },
  }

/** What a person wants to see. */
export const REQUEST_SUBJECTS = ['consent-records', 'provision-records', 'request-records', 'other'] as const
export type RequestSubject = (typeof REQUEST_SUBJECTS)[number]

/** Whether a kind says what it wants to see; where it does, one subject at least is chosen. */
export const hasSubjects = (kind: RequestKind): boolean => kind === 'disclosure'

/** Whether a kind may be narrowed to a span of days. */
export const mayHavePeriod = (kind: RequestKind): boolean =>
  kind === 'disclosure' || kind === 'disclosure-of-provision-records'

/** Kinds a fee may be taken for. Source: the same Act, Article 38. */
export const FEE_KINDS: readonly RequestKind[] = [
  'notice-of-purposes',
  'disclosure',
  'disclosure-of-provision-records',
]

/** Kinds that show or change what is held about a person: nothing happens before the desk knows who asks. */
export const isIdentityNeeded = (kind: RequestKind): boolean =>
  kind !== 'complaint' && kind !== 'consultation'
