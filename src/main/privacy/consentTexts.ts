import { createHash } from 'node:crypto'
import type { Language } from '../../domain/privacy/consent'
import type { CurrentTexts, TextsOf } from '../../domain/privacy/consentJournal'
import { isNewPurposeId, type NewPurpose } from '../../domain/privacy/purposes'
import type { Policies } from './policyText'

/** sha256 of what is read before a new purpose is answered: the policy in force, and the purpose's own words and paper. */
function sumOf(purpose: NewPurpose, language: Language, policySum: string): string {
  const { reference, signedDay } = purpose.writtenConsent
  const words = [purpose.id, purpose.title[language], purpose.text[language], reference, signedDay]
  return createHash('sha256')
    .update([policySum, ...words].join('\n'), 'utf8')
    .digest('hex')
}

/** The sums of what is current for each purpose, asked anew each time; null for a purpose that is not on file. */
export function consentTexts(policies: Policies, newPurposes: () => readonly NewPurpose[]): TextsOf {
  return (purpose) => {
    const { texts } = policies
    if (!isNewPurposeId(purpose)) return texts
    const filed = newPurposes().find(({ id }) => id === purpose)
    if (!filed) return null
    return { ja: sumOf(filed, 'ja', texts.ja), en: sumOf(filed, 'en', texts.en) } satisfies CurrentTexts
  }
}
