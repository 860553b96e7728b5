import type { Language } from '../consent'
import { shownText, type PolicyText } from '../policy'
import { comparePolicyVersions } from './policyVersion'

/** The owner's official text in one language, byte for byte. */
export interface OfficialText {
  readonly language: Language
  readonly text: string
  /** Of the text's UTF-8 bytes, lowercase hexadecimal. */
  readonly sha256: string
}

/** One version of the owner's official policy, whose signature was verified. */
export interface PolicyBundle {
  /** YYYY-MM-DD or YYYY-MM-DD.n */
  readonly version: string
  /** First day on which it is valid in Japan, YYYY-MM-DD. */
  readonly effectiveFrom: string
  /** At most one a language, never none. */
  readonly texts: readonly OfficialText[]
  /** Id of the key that signed it. */
  readonly signer: string
  /** Of the bytes that were signed: two bundles with the same one say the same. Lowercase hexadecimal. */
  readonly payloadSha256: string
}

/** Why a bundle is not taken, in the order in which they are looked for. */
export const POLICY_BUNDLE_REFUSALS = [
  'too-large',
  'not-utf8',
  'not-json',
  'wrong-shape',
  'unknown-signer',
  'bad-signature',
  'altered-text',
  'language-missing',
  'older-version',
  'same-version-different-text',
] as const
export interface PolicyBundleRefusal {
  readonly code: (typeof POLICY_BUNDLE_REFUSALS)[number]
}

/** What a new bundle must not fall behind: the newest version known so far, in force or not yet. */
export interface NewestPolicy {
  readonly version: string
  /** Null for a version that has no official text: the plain-language one that comes with Kazari. */
  readonly payloadSha256: string | null
  readonly languages: readonly Language[]
}

/** Whether `bundle` may follow `newest`: no way back, one text a version, and no language is taken away. */
export function checkSuccession(
  bundle: PolicyBundle,
  newest: NewestPolicy | null,
): PolicyBundleRefusal['code'] | null {
  const has = (language: Language) => bundle.texts.some((text) => text.language === language)
  if (bundle.texts.length === 0) return 'language-missing'
  if (newest === null) return null
  const order = comparePolicyVersions(bundle.version, newest.version)
  if (order < 0) return 'older-version'
  if (order === 0 && newest.payloadSha256 !== null && newest.payloadSha256 !== bundle.payloadSha256)
    return 'same-version-different-text'
  return newest.languages.every(has) ? null : 'language-missing'
}

const newestFirst = (bundles: readonly PolicyBundle[]): readonly PolicyBundle[] =>
  [...bundles].sort((a, b) => comparePolicyVersions(b.version, a.version))

/** The newest version of all, or null. */
export const newestBundle = (bundles: readonly PolicyBundle[]): PolicyBundle | null =>
  newestFirst(bundles)[0] ?? null

/** The version that is valid on `day` (YYYY-MM-DD): the newest whose day has come, or null. */
export const bundleInForce = (bundles: readonly PolicyBundle[], day: string): PolicyBundle | null =>
  newestFirst(bundles).find((bundle) => bundle.effectiveFrom <= day) ?? null

/** The version that will take the place of the one valid on `day` next, or null. */
export function nextBundle(bundles: readonly PolicyBundle[], day: string): PolicyBundle | null {
  const current = bundleInForce(bundles, day)
  const coming = newestFirst(bundles).filter(
    (bundle) =>
      bundle.effectiveFrom > day &&
      (current === null || comparePolicyVersions(bundle.version, current.version) > 0),
  )
  // Of two that begin on one day the newer one counts: it comes first in the list.
  return coming.reduce<PolicyBundle | null>(
    (soonest, bundle) => (soonest && soonest.effectiveFrom <= bundle.effectiveFrom ? soonest : bundle),
    null,
  )
}

/** The official text in the language asked for, or in the only one the owner gave. */
export function officialText(bundle: PolicyBundle, language: Language): OfficialText {
  const text = bundle.texts.find((candidate) => candidate.language === language) ?? bundle.texts[0]
  if (!text) throw new Error('a policy bundle without a text')
  return text
}

/**
 * Everything a person can read before answering while an official text is in force: notice and plain language as
 * `shownText` has them, then the official text. Its sha256 goes into the consent record, so that neither a new official
 * text nor a new plain one is covered by an old yes.
 */
export function shownWithOfficial(plain: PolicyText, bundle: PolicyBundle): string {
  const official = officialText(bundle, plain.language)
  return [
    shownText(plain),
    `${bundle.version} ${bundle.effectiveFrom} ${official.language}`,
    official.text,
  ].join('\n')
}
