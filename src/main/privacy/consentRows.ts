import { LISTED_RECORDS, type ConsentList, type ConsentRow } from '../../contracts/calls/consents'
import { consentState, type Language } from '../../domain/privacy/consent'
import { currentRecord, recordsOf, type Consents, type TextsOf } from '../../domain/privacy/consentJournal'
import {
  isConsentPurpose,
  isNewPurposeId,
  PURPOSES,
  type ConsentPurpose,
  type NewPurpose,
} from '../../domain/privacy/purposes'
import type { ConsentGate } from './gate'

export interface ConsentRowsParts {
  readonly consents: Consents
  readonly gate: ConsentGate
  readonly textsOf: TextsOf
  readonly newPurposes: readonly NewPurpose[]
  readonly language: Language
  /** Of the policy in force, for purposes that nobody is asked about. */
  readonly policySha256: string
}

type Standing = Pick<ConsentRow, 'state' | 'allowed' | 'sinceMs' | 'receiptId' | 'sha256' | 'records'>

/** Every purpose of the policy in its order, then those beyond it that are on file or were answered once. */
export function consentRows(parts: ConsentRowsParts): ConsentList {
  const { consents, gate, textsOf, language, policySha256 } = parts

  function standing(purpose: ConsentPurpose): Standing {
    const record = currentRecord(consents, purpose)
    return {
      state: consentState(record),
      allowed: gate.allows(purpose),
      sinceMs: record?.events.at(-1)?.atMs ?? null,
      receiptId: record?.id ?? null,
      sha256: textsOf(purpose)?.[language] ?? policySha256,
      records: recordsOf(consents, purpose).slice(0, LISTED_RECORDS),
    }
  }
  const never: Standing = {
    ...{ state: 'none', allowed: false, sinceMs: null, receiptId: null, records: [] },
    sha256: policySha256,
  }

  const listed = PURPOSES.map(({ id, articles, use }): ConsentRow => ({
    ...{ purpose: id, articles: [...articles], use, words: null },
    ...(isConsentPurpose(id) ? standing(id) : never),
  }))
  const filed = new Map(parts.newPurposes.map((purpose) => [purpose.id, purpose]))
  const beyond = new Set([...filed.keys(), ...[...consents.keys()].filter(isNewPurposeId)])
  const added = [...beyond].map((id): ConsentRow => {
    const purpose = filed.get(id)
    const words = purpose && {
      title: purpose.title[language],
      text: purpose.text[language],
      reference: purpose.writtenConsent.reference,
      signedDay: purpose.writtenConsent.signedDay,
    }
    return { purpose: id, articles: [], use: 'new', words: words ?? null, ...standing(id) }
  })
  return { rows: [...listed, ...added].slice(0, 64) }
}
