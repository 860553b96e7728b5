import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { english, japanese } from './words'
import type { Language } from '../../domain/privacy/consent'
import type { Settings } from '../../contracts/settings'

declare module 'i18next' {
  interface CustomTypeOptions {
    // The English catalogue is the list of keys: a key that is not in it does not compile.
    resources: { translation: typeof english }
    strictKeyChecks: true
  }
}

/** Which catalogue a choice in Settings means on this computer. */
export const languageOf = (setting: Settings['language'], system: Language): Language =>
  setting === 'system' ? system : setting

/** The catalogues of both languages, switchable with `changeLanguage`. */
export async function createCatalogue(language: Language): Promise<i18n> {
  const catalogue = i18next.createInstance()
  await catalogue.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { en: { translation: english }, ja: { translation: japanese } },
    // React escapes.
    interpolation: { escapeValue: false },
    returnNull: false,
    showSupportNotice: false,
  })
  return catalogue
}
