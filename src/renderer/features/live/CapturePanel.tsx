import { Timer, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../../state/studio'
import { Icon } from '../../ui/Icon'
import { Segments } from '../../ui/Segments'
import { Tip } from '../../ui/Tip'
import { Toggle } from '../../ui/Toggle'
import { CameraPicker } from './CameraPicker'
import styles from './CapturePanel.module.css'

const TIMERS = ['0', '3', '5', '10'] as const

interface CapturePanelProps {
  /** A picture can be taken now. */
  readonly ready: boolean
  readonly counting: boolean
  /** The last picture of this session as a URL, decorated. */
  readonly lastUrl: string | null
  readonly onShutter: () => void
  readonly onCancel: () => void
  readonly onShowLast: () => void
}

/** Camera, mirror, guides, shutter and timer. */
export function CapturePanel({
  ready,
  counting,
  lastUrl,
  onShutter,
  onCancel,
  onShowLast,
}: CapturePanelProps) {
  const { settings } = useStudio()
  const { t } = useTranslation()
  const mirrored = useStore(settings.store, (choice) => choice.mirrorPreview)
  const guides = useStore(settings.store, (choice) => choice.guides)
  const timerS = useStore(settings.store, (choice) => choice.timerS)
  const shutterLabel = counting ? t('live.cancelCountdown') : ready ? t('live.shutter') : t('live.shutterOff')
  return (
    <aside className={styles.panel} aria-label={t('live.controls')}>
      <CameraPicker />
      <label className={styles.option}>
        {t('live.mirror')}
        <Toggle
          label={t('live.mirror')}
          checked={mirrored}
          disabled={!ready && !counting}
          onChange={(mirrorPreview) => void settings.change({ mirrorPreview })}
        />
      </label>
      <label className={styles.option}>
        {t('live.guides')}
        <Toggle
          label={t('live.guides')}
          checked={guides}
          disabled={!ready && !counting}
          onChange={(shown) => void settings.change({ guides: shown })}
        />
      </label>
      <div className={styles.shoot}>
        <Tip label={shutterLabel} keys={counting ? ['Esc'] : [t('live.space')]} side="left">
          <button
            type="button"
            className={styles.shutter}
            disabled={!ready && !counting}
            aria-label={shutterLabel}
            aria-keyshortcuts="Space Enter"
            onClick={counting ? onCancel : onShutter}
          >
            {counting && <Icon of={X} size={22} />}
          </button>
        </Tip>
      </div>
      <div>
        <div className={styles.label}>
          <Icon of={Timer} size={14} />
          {t('live.timer')}
        </div>
        <Segments
          label={t('live.timer')}
          value={TIMERS.find((value) => Number(value) === timerS) ?? '0'}
          disabled={!ready && !counting}
          options={TIMERS.map((value) => ({
            value,
            text: value === '0' ? t('live.timerOff') : value,
            label: value === '0' ? t('live.timerOff') : t('live.timerSeconds', { count: Number(value) }),
          }))}
          onChange={(value) => void settings.change({ timerS: Number(value) as 0 | 3 | 5 | 10 })}
        />
      </div>
      {lastUrl !== null ? (
        <button type="button" className={styles.last} onClick={onShowLast}>
          <img src={lastUrl} alt="" />
          {t('live.last')}
        </button>
      ) : (
        <p className={styles.hint}>{ready || counting ? '' : t('live.wakes')}</p>
      )}
    </aside>
  )
}
