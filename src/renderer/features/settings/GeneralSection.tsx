import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../../state/studio'
import { Segments } from '../../ui/Segments'
import { Card } from '../../ui/Card'
import { Row } from './Row'
import { useChange } from './useChange'

/** Each language is named in itself. */
const LANGUAGE_NAMES = { ja: '日本語', en: 'English' } as const

export function GeneralSection() {
  const { settings } = useStudio()
  const { t } = useTranslation()
  const language = useStore(settings.store, (choice) => choice.language)
  const theme = useStore(settings.store, (choice) => choice.theme)
  const change = useChange()
  return (
    <Card>
      <Row name={t('settings.language')}>
        <Segments
          label={t('settings.language')}
          value={language}
          options={[
            { value: 'ja', text: LANGUAGE_NAMES.ja },
            { value: 'en', text: LANGUAGE_NAMES.en },
            { value: 'system', text: t('settings.languageSystem') },
          ]}
          onChange={(next) => change({ language: next })}
        />
      </Row>
      <Row name={t('settings.theme')}>
        <Segments
          label={t('settings.theme')}
          value={theme}
          options={[
            { value: 'dark', text: t('settings.themeDark') },
            { value: 'light', text: t('settings.themeLight') },
            { value: 'contrast', text: t('settings.themeContrast') },
            { value: 'system', text: t('settings.themeSystem') },
          ]}
          onChange={(next) => change({ theme: next })}
        />
      </Row>
    </Card>
  )
}
