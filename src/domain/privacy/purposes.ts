import type { IsoDay } from './calendar/isoDay'

/**
 * How a purpose stands in this product. `asked`: nothing starts before it was answered. `optional`: off, and never asked
 * unbidden. `not-collected`: nothing of the kind is done here. `no-consent-needed`: done without personal information.
 * `asked-when-used`: answered on the form that needs it.
 */
export type PurposeUse = 'asked' | 'optional' | 'not-collected' | 'no-consent-needed' | 'asked-when-used'

export interface Purpose {
  readonly id: string
  /** Where the policy names it: `2.3` is Article 2, number 3. */
  readonly articles: readonly [string, ...string[]]
  readonly use: PurposeUse
}

/** Every purpose the policy names: the nine of Article 2, and face decoration of Article 3, which performs the service of 2.1. */
export const PURPOSES = [
  { id: 'face-decoration', articles: ['2.1', '3'], use: 'asked' },
  { id: 'improvement', articles: ['2.2'], use: 'not-collected' },
  { id: 'news', articles: ['2.3'], use: 'optional' },
  { id: 'maintenance', articles: ['2.4'], use: 'no-consent-needed' },
  { id: 'questions', articles: ['2.5'], use: 'asked-when-used' },
  { id: 'usage-reports', articles: ['2.6'], use: 'not-collected' },
  { id: 'questionnaires', articles: ['2.7'], use: 'optional' },
  { id: 'research', articles: ['2.8'], use: 'not-collected' },
  { id: 'misuse', articles: ['2.9'], use: 'no-consent-needed' },
] as const satisfies readonly Purpose[]

export type ListedPurposeId = (typeof PURPOSES)[number]['id']
type OfUse<Use extends PurposeUse> = Extract<(typeof PURPOSES)[number], { readonly use: Use }>['id']
export type OptionalPurposeId = OfUse<'optional'>

/** A purpose beyond those of the policy: `N-7Q4M-20K9`. */
export type NewPurposeId = `N-${string}`

/** What consent can be recorded for. */
export type ConsentPurpose = OfUse<'asked'> | OptionalPurposeId | NewPurposeId

/** A purpose beyond the nine (Article 2): it can be given only while a written consent to it is on file at the desk. */
export interface NewPurpose {
  readonly id: NewPurposeId
  readonly title: { readonly ja: string; readonly en: string }
  readonly text: { readonly ja: string; readonly en: string }
  /** The signed paper, by its number and the place where it lies. Never a picture of it. */
  readonly writtenConsent: {
    readonly reference: string
    readonly signedDay: IsoDay
    readonly keptAt: string
  }
}

const NEW_PURPOSE = /^N-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/

export const isNewPurposeId = (id: string): id is NewPurposeId => NEW_PURPOSE.test(id)

export const isOptionalPurpose = (id: string): id is OptionalPurposeId =>
  PURPOSES.some((purpose) => purpose.id === id && purpose.use === 'optional')

/** Whether consent can be recorded for it at all; a new purpose must also be on file. */
export const isConsentPurpose = (id: string): id is ConsentPurpose =>
  id === 'face-decoration' || isOptionalPurpose(id) || isNewPurposeId(id)
