import { ScanFace, Square } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../../../state/studio'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import styles from './ConsentsTab.module.css'

/** Whether faces are read at this moment, what of them is in memory, and the way to stop it. */
export function ReadingNow() {
  const { vision, pipeline, live, photos, consent, messages } = useStudio()
  const { t } = useTranslation()
  const running = useStore(vision.store, ({ status }) => status.state !== 'off' && status.state !== 'failed')
  const allowed = useStore(consent.store, ({ view }) => view.allowed)
  const onCamera = useStore(pipeline.store, (stats) => (stats.connected ? stats.faces : 0))
  const inPhotos = useStore(photos.store, (library) =>
    library.photos.reduce((sum, photo) => sum + photo.persons.length, 0),
  )
  const on = running && allowed
  const stop = () => {
    live.stop()
    messages.toast({ text: t('consents.stopped') })
  }
  return (
    <div className={styles.now} role="status">
      <Icon of={ScanFace} size={22} />
      <p>
        <b>{on ? t('consents.readingOn') : t('consents.readingOff')}</b>{' '}
        <span>{t('consents.inMemory', { count: onCamera + inPhotos })}</span>
      </p>
      {on && (
        <Button icon={<Icon of={Square} />} onClick={stop}>
          {t('consents.stopNow')}
        </Button>
      )}
    </div>
  )
}
