import { newsSchema, type News } from '../../contracts/calls/consents'
import type { Language } from '../../domain/privacy/consent'
import english from '../../../resources/news/en.json'
import japanese from '../../../resources/news/ja.json'

/** What is new, from the files that came with this build. Throws when they are not right: that is a fault of the build. */
export const bundledNews = (): Readonly<Record<Language, News>> => ({
  ja: newsSchema.parse(japanese),
  en: newsSchema.parse(english),
})
