import { VideoOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../../state/studio'
import { Dot } from '../../ui/Chip'
import { classNames } from '../../ui/classNames'
import { Icon } from '../../ui/Icon'
import { Tip } from '../../ui/Tip'
import styles from './LiveScreen.module.css'

/** On the picture whenever the camera is read: says so and stops it with one press. */
export function ReadingChip() {
  const { camera, consent, pipeline, live } = useStudio()
  const { t } = useTranslation()
  const isLive = useStore(camera.store, (state) => state.status === 'live')
  const connected = useStore(pipeline.store, (stats) => stats.connected)
  const noticeOpen = useStore(consent.store, (mirror) => mirror.noticeOpen)
  if (noticeOpen) return null
  if (!isLive) {
    return (
      <span className={styles.onStage}>
        <Icon of={VideoOff} size={14} />
        {t('live.notReading')}
      </span>
    )
  }
  return (
    <span className={classNames(styles.onStage, connected && styles.reading)}>
      <Dot tone={connected ? 'ok' : 'idle'} />
      {connected ? t('live.reading') : t('live.pictureOnly')}
      <Tip label={t('live.stopTip')}>
        <button type="button" className={styles.stop} onClick={() => live.stop()}>
          {t('live.stop')}
        </button>
      </Tip>
    </span>
  )
}
