import type { TFunction } from 'i18next'
import type { WireError } from '../../contracts/errors'

/** One sentence for a failure, with the file's name where it concerns a file. */
export const errorSentence = (t: TFunction, error: WireError, name?: string): string =>
  t(`error.${error.code}`, { ...error.params, name: name ?? error.params?.['name'] ?? t('errorFile') })
