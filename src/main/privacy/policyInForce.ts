import { createHash } from 'node:crypto'
import type { Language } from '../../domain/privacy/consent'
import type { CurrentTexts } from '../../domain/privacy/consentJournal'
import { shownWithOfficial, type PolicyBundle } from '../../domain/privacy/policy/policyBundle'
import type { Policies } from './policyText'

/** sha256 of what a person can read while `bundle` is in force, for each language. */
function textsWith(plain: Policies, bundle: PolicyBundle): CurrentTexts {
  const sum = (language: Language): string =>
    createHash('sha256')
      .update(shownWithOfficial(plain.read(language), bundle), 'utf8')
      .digest('hex')
  return { ja: sum('ja'), en: sum('en') }
}

/**
 * The policy that is current now, asked anew with every look: the plain-language one of this build and, where there is one,
 * the owner's official text. `version` and `effectiveFrom` are the official text's; its words are part of `texts`, and
 * that alone makes an older yes worthless the moment another text comes into force.
 */
export function policiesInForce(plain: Policies, inForce: () => PolicyBundle | null): Policies {
  const sums = new WeakMap<PolicyBundle, CurrentTexts>()
  function texts(): CurrentTexts {
    const bundle = inForce()
    if (!bundle) return plain.texts
    const known = sums.get(bundle) ?? textsWith(plain, bundle)
    sums.set(bundle, known)
    return known
  }
  return {
    get version() {
      return inForce()?.version ?? plain.version
    },
    get effectiveFrom() {
      return inForce()?.effectiveFrom ?? plain.effectiveFrom
    },
    get texts() {
      return texts()
    },
    read: (language) => ({ ...plain.read(language), sha256: texts()[language] }),
  }
}
