import { allows, type ConsentRecord, type Purpose } from '../../domain/privacy/consent'
import { isAnswered, type CurrentTexts } from '../../domain/privacy/consentJournal'

/**
 * The one door to the camera, to vision and to pictures. Asked anew each time: nobody may keep its answer.
 */
export interface ConsentGate {
  /** The current text was agreed to for this purpose and the yes was not taken back. */
  allows(purpose: Purpose): boolean
  /** The current notice was answered, yes or no: a picture may be opened. */
  answered(): boolean
}

/**
 * Decides from the record and the text that is current at this moment, and fails closed: what cannot be read is no consent.
 */
export function createConsentGate(
  readRecord: () => ConsentRecord | null,
  readTexts: () => CurrentTexts,
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
        const record = readRecord()
        return record !== null && allows(record, purpose, readTexts()[record.language])
      }),
    answered: () => unlessUnreadable(() => isAnswered(readRecord(), readTexts())),
  }
}
