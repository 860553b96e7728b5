import type { TFunction } from 'i18next'
import type { WireError } from '../../../../../contracts/errors'
import { errorSentence } from '../../../../i18n/errorSentence'

/** One sentence for a failure. What could not be written here is a record or a file, never a picture. */
export function registerSentence(t: TFunction, error: WireError): string {
  switch (error.code) {
    case 'disk-full':
    case 'not-writable':
    case 'write-failed':
      return t(`register.failed.${error.code}`)
    default:
      return errorSentence(t, error)
  }
}
