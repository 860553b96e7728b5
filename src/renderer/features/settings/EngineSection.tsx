import { Check } from 'lucide-react'
import { RadioGroup } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { ENGINES, type EngineName, type PassedOver } from '../../../contracts/vision'
import { useStudio } from '../../state/studio'
import { classNames } from '../../ui/classNames'
import { Icon } from '../../ui/Icon'
import styles from './EngineSection.module.css'
import { useChange } from './useChange'

const CHOICES = ['auto', ...ENGINES] as const

/** Reasons that choosing the engine cannot change. */
const ABSENT: readonly PassedOver['reason'][] = ['not-installed', 'no-device']

export function EngineSection() {
  const { settings, vision } = useStudio()
  const { t } = useTranslation()
  const chosen = useStore(settings.store, (choice) => choice.engine)
  const status = useStore(vision.store, (mirror) => mirror.status)
  const change = useChange()
  const passedOver = status.state === 'ready' ? status.passedOver : []
  const reasonOf = (engine: EngineName) => passedOver.find((entry) => entry.engine === engine)?.reason
  return (
    <>
      <p className={styles.hint}>{t('settings.engineHint')}</p>
      <RadioGroup.Root
        className={styles.list}
        aria-label={t('settings.engine')}
        value={chosen}
        onValueChange={(value) => {
          const engine = CHOICES.find((choice) => choice === value)
          if (engine) change({ engine })
        }}
      >
        {CHOICES.map((engine) => {
          const reason = engine === 'auto' ? undefined : reasonOf(engine)
          const absent = reason !== undefined && ABSENT.includes(reason)
          const used = status.state === 'ready' && status.engine === engine
          return (
            <RadioGroup.Item key={engine} value={engine} className={styles.engine} disabled={absent}>
              <span className={styles.dot} />
              <span>
                <span className={styles.name}>{t(`engine.${engine}`)}</span>
                <span className={styles.about}>{t(`engine.about.${engine}`)}</span>
              </span>
              {used && (
                <span className={classNames(styles.state, styles.used)}>
                  <Icon of={Check} size={14} />
                  {t('engine.here')}
                </span>
              )}
              {!used && reason !== undefined && (
                <span className={styles.state}>
                  <span className={styles.reason}>{t(`passedOver.${reason}`)}</span>
                </span>
              )}
            </RadioGroup.Item>
          )
        })}
      </RadioGroup.Root>
      {status.state === 'failed' && <p className={styles.hint}>{t(`vision.${status.cause}`)}</p>}
    </>
  )
}
