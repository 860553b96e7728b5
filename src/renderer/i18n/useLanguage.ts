import { useTranslation } from 'react-i18next'
import type { LocalisedText } from '../../domain/decoration/decoration'
import type { Language } from '../../domain/privacy/consent'

/** The language on screen now. */
export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return i18n.language === 'ja' ? 'ja' : 'en'
}

/** A label of a pack in the language on screen. */
export function useLocalised(): (text: LocalisedText) => string {
  const language = useLanguage()
  return (text) => text[language]
}
