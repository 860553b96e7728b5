import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { policyReplySchema, type PolicyReply } from '../../contracts/api'
import type { Language } from '../../domain/privacy/consent'
import type { CurrentTexts } from '../../domain/privacy/consentJournal'
import { shownText, type PolicyText } from '../../domain/privacy/policy'
import english from '../../../resources/policy/2021-01-01/en.json'
import japanese from '../../../resources/policy/2021-01-01/ja.json'

const policySchema = policyReplySchema.omit({ sha256: true }) satisfies z.ZodType<PolicyText>

/** The policy that is current in this build, in both languages, with the sha256 of each text as shown. */
export interface Policies {
  readonly version: string
  readonly effectiveFrom: string
  readonly texts: CurrentTexts
  read(language: Language): PolicyReply
}

/** Lowercase hexadecimal sha256 of the UTF-8 text a person can read before answering. */
export const policySha256 = (policy: PolicyText): string =>
  createHash('sha256').update(shownText(policy), 'utf8').digest('hex')

/** Checks two translations of one version. Throws when they do not belong together: that is a fault of the build. */
export function pairPolicies(ja: unknown, en: unknown): Policies {
  const texts = { ja: policySchema.parse(ja), en: policySchema.parse(en) }
  for (const language of ['ja', 'en'] as const) {
    if (texts[language].language !== language)
      throw new Error(`the ${language} policy says it is ${texts[language].language}`)
  }
  if (texts.ja.version !== texts.en.version || texts.ja.effectiveFrom !== texts.en.effectiveFrom) {
    throw new Error('the two translations of the policy are of different versions')
  }
  const sums: CurrentTexts = { ja: policySha256(texts.ja), en: policySha256(texts.en) }
  return {
    version: texts.en.version,
    effectiveFrom: texts.en.effectiveFrom,
    texts: sums,
    read: (language) => ({ ...texts[language], sha256: sums[language] }),
  }
}

export const currentPolicies = (): Policies => pairPolicies(japanese, english)
