import { allows, type ConsentRecord } from '../../domain/privacy/consent'
import { isAnswered, type TextsOf } from '../../domain/privacy/consentJournal'
import type { ConsentPurpose } from '../../domain/privacy/purposes'

/**
 * The one door to the camera, to vision, to pictures and to everything else that needs a yes. Asked anew each time: nobody may keep its answer.
 */
export interface ConsentGate {
  /** The current text was agreed to for this purpose and the yes was not taken back. */
  allows(purpose: ConsentPurpose): boolean
  /** The current notice of face decoration was answered, yes or no: a picture may be opened. */
  answered(): boolean
}

/**
 * Decides from the record and the text that is current at this moment, and fails closed: what cannot be read is no consent.
 */
export function createConsentGate(
  readRecord: (purpose: ConsentPurpose) => ConsentRecord | null,
  readTexts: TextsOf,
): ConsentGate {
  function unlessUnreadable(decide: () => boolean): boolean {
    try {
      return decide()
    } catch {
      return false
    }
  }
  return {
    allows: (purpose) =>
      unlessUnreadable(() => {
        const record = readRecord(purpose)
        const texts = readTexts(purpose)
        return record !== null && texts !== null && allows(record, purpose, texts[record.language])
      }),
    answered: () =>
      unlessUnreadable(() => isAnswered(readRecord('face-decoration'), readTexts('face-decoration'))),
  }
}
