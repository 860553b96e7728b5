import { Images, LogOut, Settings2, Video, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Screen } from '../../state/navigation'
import { useStudio } from '../../state/studio'
import { Icon } from '../../ui/Icon'
import { Mark } from '../../ui/Mark'
import styles from './Rail.module.css'

const SCREENS: readonly {
  readonly screen: Exclude<Screen, 'request' | 'desk'>
  readonly icon: LucideIcon
}[] = [
  { screen: 'live', icon: Video },
  { screen: 'photos', icon: Images },
  { screen: 'settings', icon: Settings2 },
]

/** Screens that are reached from Settings, and left to it. */
const WITHIN_SETTINGS: readonly Screen[] = ['request', 'desk']

/** The screens of the studio. */
export function Rail() {
  const { navigation, info, bridge, messages } = useStudio()
  const { t } = useTranslation()
  // Main loads the page anew: nothing of this one is left to go back to.
  const finish = async () => {
    const ended = await bridge.call('session:end', {})
    if (!ended.ok) messages.toast({ tone: 'danger', text: t('kiosk.finishFailed') })
  }
  const current = useStore(navigation.store, ({ screen }) =>
    WITHIN_SETTINGS.includes(screen) ? 'settings' : screen,
  )
  return (
    <nav className={styles.rail} aria-label={t('app.screens')}>
      <Mark className={styles.mark} label={t('app.name')} />
      {SCREENS.map(({ screen, icon }) => (
        <button
          key={screen}
          type="button"
          className={styles.item}
          aria-current={screen === current ? 'page' : undefined}
          onClick={() => navigation.show(screen)}
        >
          <Icon of={icon} size={22} />
          {t(`screen.${screen}`)}
        </button>
      ))}
      {info.kiosk && (
        <button type="button" className={styles.item} onClick={() => void finish()}>
          <Icon of={LogOut} size={22} />
          {t('kiosk.finish')}
        </button>
      )}
    </nav>
  )
}
