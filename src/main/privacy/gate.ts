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

/** Decides from the record alone and fails closed: a record that cannot be read is no consent. */
export function createConsentGate(readRecord: () => ConsentRecord | null, texts: CurrentTexts): ConsentGate {
  const record = () => {
    try {
      return readRecord()
    } catch {
      return null
    }
  }
  return {
    allows: (purpose) => {
      const current = record()
      return current !== null && allows(current, purpose, texts[current.language])
    },
    answered: () => isAnswered(record(), texts),
  }
}
