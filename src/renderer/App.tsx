import { Toast, Tooltip } from 'radix-ui'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import styles from './App.module.css'
import { ConsentNotice } from './features/consent/ConsentNotice'
import { UnlockRecords } from './features/consent/UnlockRecords'
import { DeskScreen } from './features/desk/DeskScreen'
import { DiagnosticsPage } from './features/diagnostics/DiagnosticsPage'
import { LiveScreen } from './features/live/LiveScreen'
import { PhotosScreen } from './features/photos/PhotosScreen'
import { ErasureProof } from './features/privacy/myData/ErasureProof'
import { PrivacyCentre } from './features/privacy/PrivacyCentre'
import { RequestScreen } from './features/request/RequestScreen'
import { SettingsScreen } from './features/settings/SettingsScreen'
import { OfflineChip } from './features/shell/OfflineChip'
import { Rail } from './features/shell/Rail'
import { StatusChip } from './features/shell/StatusChip'
import { languageOf } from './i18n/catalogue'
import { useOpenPictures } from './state/openPictures'
import { useStudio } from './state/studio'
import { useTheme } from './state/theme'
import { LiveRegion } from './ui/LiveRegion'
import { Toasts } from './ui/Toasts'

/** The window: rail, one screen, and what lies over all of them. */
export function App() {
  const { navigation, erasure } = useStudio()
  const { t } = useTranslation()
  const screen = useStore(navigation.store, (place) => place.screen)
  const isProofOpen = useStore(erasure.store, (state) => state.erasure !== null)
  useLanguageSetting()
  useTheme()
  const { dropping } = useOpenPictures()
  const chips = (
    <>
      <StatusChip />
      <OfflineChip />
    </>
  )
  return (
    <Tooltip.Provider delayDuration={500}>
      <Toast.Provider swipeDirection="down" label={t('app.name')}>
        <div className={styles.app}>
          <Rail />
          <div className={styles.main}>
            {screen === 'live' && <LiveScreen chips={chips} />}
            {screen === 'photos' && <PhotosScreen chips={chips} />}
            {screen === 'settings' && (
              <SettingsScreen chips={chips} privacy={<PrivacyCentre />} diagnostics={<DiagnosticsPage />} />
            )}
            {screen === 'request' && <RequestScreen chips={chips} />}
            {screen === 'desk' && <DeskScreen />}
          </div>
        </div>
        {dropping && <div className={styles.drop}>{t('photos.dropHere')}</div>}
        <UnlockRecords />
        {/* What was erased is shown first; then the question is put anew. */}
        {isProofOpen ? <ErasureProof /> : <ConsentNotice />}
        <Toasts />
        <LiveRegion />
      </Toast.Provider>
    </Tooltip.Provider>
  )
}

function useLanguageSetting() {
  const { settings, info } = useStudio()
  const { i18n } = useTranslation()
  const setting = useStore(settings.store, (choice) => choice.language)
  const language = languageOf(setting, info.systemLanguage)
  useEffect(() => {
    document.documentElement.lang = language
    void i18n.changeLanguage(language)
  }, [language, i18n])
}
