import type { PolicyChangesReply } from '../../contracts/policyBundle'
import type { ConsentRecord, Language } from '../../domain/privacy/consent'
import { officialText, type PolicyBundle } from '../../domain/privacy/policy/policyBundle'
import { textChanges } from '../../domain/privacy/policy/textChanges'
import type { Policies } from './policyText'

const named = ({ version, effectiveFrom }: PolicyBundle) => ({ version, effectiveFrom })

/** A language both have: the one asked for where possible. */
function commonLanguage(from: PolicyBundle, to: PolicyBundle, wanted: Language): Language | null {
  const has = (bundle: PolicyBundle, language: Language) =>
    bundle.texts.some((text) => text.language === language)
  const order: readonly Language[] = [wanted, wanted === 'ja' ? 'en' : 'ja']
  return order.find((language) => has(from, language) && has(to, language)) ?? null
}

/** Two official texts, line by line, in a language both have; null when they share none. */
export function compareBundles(
  from: PolicyBundle,
  to: PolicyBundle,
  language: Language,
): Extract<PolicyChangesReply, { kind: 'changed' }> | null {
  const common = commonLanguage(from, to, language)
  if (common === null) return null
  const changes = textChanges(officialText(from, common).text, officialText(to, common).text)
  return { kind: 'changed', from: named(from), to: named(to), language: common, changes }
}

/** What a person who agreed to `agreed` last has not read yet. `plain` is the policy of this build without an official text. */
export function policyChanges(
  agreed: ConsentRecord | null,
  inForce: PolicyBundle | null,
  kept: readonly PolicyBundle[],
  plain: Policies,
  language: Language,
): PolicyChangesReply {
  if (!agreed || !inForce) return { kind: 'none' }
  const to = named(inForce)
  // The plain-language policy and an official one may have the same version: their sums tell them apart.
  const wasPlain = agreed.policySha256 === plain.texts[agreed.language]
  const from = wasPlain ? undefined : kept.find((bundle) => bundle.version === agreed.policyVersion)
  if (from === inForce) return { kind: 'none' }
  // A build's own earlier plain-language version has no bundle either; an official one that is gone must not pass for it.
  if (!from && (wasPlain || agreed.policyVersion === plain.version)) return { kind: 'first-official', to }
  const compared = from ? compareBundles(from, inForce, language) : null
  return compared ?? { kind: 'unknown-before', fromVersion: agreed.policyVersion, to }
}
