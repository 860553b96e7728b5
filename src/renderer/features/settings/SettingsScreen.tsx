import {
  Activity,
  Cpu,
  Download,
  Inbox,
  Info,
  Lock,
  Shield,
  SlidersHorizontal,
  Video,
  type LucideIcon,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { SETTINGS_SECTIONS, type SettingsSection } from '../../state/navigation'
import { useStudio } from '../../state/studio'
import { classNames } from '../../ui/classNames'
import { Icon } from '../../ui/Icon'
import { OverdueBadge } from '../../ui/OverdueBadge'
import { TopBar } from '../../ui/TopBar'
import { AboutSection } from './AboutSection'
import { CameraSection } from './CameraSection'
import { EngineSection } from './EngineSection'
import { ExportSection } from './ExportSection'
import { GeneralSection } from './GeneralSection'
import styles from './SettingsScreen.module.css'

const ICONS: Readonly<Record<SettingsSection, LucideIcon>> = {
  general: SlidersHorizontal,
  camera: Video,
  engine: Cpu,
  export: Download,
  privacy: Shield,
  diagnostics: Activity,
  about: Info,
}

/** What a visitor of a kiosk may change; it goes back when they leave. The rest is its operator's. */
const KIOSK_SECTIONS: readonly SettingsSection[] = ['general', 'privacy', 'about']

const PAGES: Readonly<Record<Exclude<SettingsSection, 'privacy' | 'diagnostics'>, () => ReactNode>> = {
  general: GeneralSection,
  camera: CameraSection,
  engine: EngineSection,
  export: ExportSection,
  about: AboutSection,
}

interface SettingsScreenProps {
  readonly chips: ReactNode
  /** The privacy centre and Diagnostics, features of their own. */
  readonly privacy: ReactNode
  readonly diagnostics: ReactNode
}

/** Choices and facts, one page for each kind. */
export function SettingsScreen({ chips, privacy, diagnostics }: SettingsScreenProps) {
  const { navigation, info } = useStudio()
  const { t } = useTranslation()
  const section = useStore(navigation.store, (place) => place.section)
  const Page = section === 'privacy' || section === 'diagnostics' ? null : PAGES[section]
  return (
    <>
      <TopBar title={t('screen.settings')}>{chips}</TopBar>
      <div className={styles.settings}>
        <nav className={styles.side} aria-label={t('settings.sections')}>
          {(info.kiosk ? KIOSK_SECTIONS : SETTINGS_SECTIONS).map((name) => (
            <button
              key={name}
              type="button"
              className={styles.link}
              aria-current={name === section ? 'true' : undefined}
              onClick={() => navigation.showSettings(name)}
            >
              <Icon of={ICONS[name]} />
              {t(`settings.${name}`)}
              {name === 'privacy' && <OverdueBadge />}
            </button>
          ))}
          {!info.kiosk && (
            <button type="button" className={styles.link} onClick={() => navigation.show('desk')}>
              <Icon of={Inbox} />
              {t('settings.desk')}
              <Icon of={Lock} size={14} />
            </button>
          )}
        </nav>
        {/* A page without a control in it is scrolled by keys, too. */}
        <main
          className={classNames(styles.page, Page === null && styles.full)}
          tabIndex={Page === null ? undefined : 0}
          key={section}
        >
          {Page === null ? (
            section === 'privacy' ? (
              privacy
            ) : (
              diagnostics
            )
          ) : (
            <>
              <h2>{t(`settings.${section}`)}</h2>
              <Page />
            </>
          )}
        </main>
      </div>
    </>
  )
}
