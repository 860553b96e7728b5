import type { TFunction } from 'i18next'
import type { ConsentRow } from '../../../../contracts/calls/consents'
import { PURPOSES } from '../../../../domain/privacy/purposes'

export interface PurposeWords {
  readonly title: string
  readonly hint: string
}

/** What a purpose is called, and the one thing to know about it. A purpose beyond the nine brings its own words. */
export function purposeWords(t: TFunction, row: Pick<ConsentRow, 'purpose' | 'words'>): PurposeWords {
  const listed = PURPOSES.find(({ id }) => id === row.purpose)
  if (listed) return { title: t(`consents.purpose.${listed.id}`), hint: t(`consents.hint.${listed.id}`) }
  if (row.words === null) return { title: row.purpose, hint: t('consents.notOnFile') }
  return { title: row.words.title, hint: row.words.text }
}

/** As the policy numbers it: `2.3`, `2.1, 3`; a purpose beyond the nine has a plus. */
export const articleWords = (row: Pick<ConsentRow, 'articles'>): string =>
  row.articles.length === 0 ? '+' : row.articles.join(', ')
