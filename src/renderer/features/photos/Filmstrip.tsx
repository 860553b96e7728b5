import { Check, Hand, ImageOff, ImagePlus, ScanFace, TriangleAlert, Users, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { errorSentence } from '../../i18n/errorSentence'
import { useOpenByDialog } from '../../state/openPictures'
import type { PhotoDocument } from '../../state/photoDocument'
import { THUMBNAIL } from '../../state/browserDecoder'
import { useStudio } from '../../state/studio'
import { classNames } from '../../ui/classNames'
import { Icon } from '../../ui/Icon'
import { Spinner } from '../../ui/Spinner'
import { Tip } from '../../ui/Tip'
import { DecoratedThumbnail } from './DecoratedThumbnail'
import styles from './Filmstrip.module.css'

/** Every picture of this session with what is known about its faces. */
export function Filmstrip() {
  const { photos, messages } = useStudio()
  const { t } = useTranslation()
  const list = useStore(photos.store, (library) => library.photos)
  const current = useStore(photos.store, (library) => library.current)
  const refused = useStore(photos.store, (library) => library.refused)
  const opening = useStore(photos.store, (library) => library.opening)
  const open = useOpenByDialog()

  const close = (photo: PhotoDocument) => {
    const bringBack = photos.close(photo.id)
    messages.toast({
      tone: 'idle',
      text: t('photos.closed', { name: photo.name }),
      action: { text: t('app.undo'), run: bringBack },
    })
  }

  return (
    <div className={styles.film} role="group" aria-label={t('photos.filmstrip')}>
      {list.map((photo) => (
        <div key={photo.id} className={styles.frame}>
          <button
            type="button"
            className={styles.picture}
            aria-current={photo.id === current}
            title={photo.name}
            onClick={() => photos.show(photo.id)}
          >
            {photo.thumbnail !== null && (
              <DecoratedThumbnail photo={photo} url={photo.thumbnail} box={THUMBNAIL} />
            )}
            <span className="visually-hidden">{photo.name}</span>
            <FaceBadge photo={photo} />
          </button>
          {photo.saved && (
            <span className={classNames(styles.badge, styles.saved)}>
              <Icon of={Check} size={14} />
              <span className="visually-hidden">{t('save.done')}</span>
            </span>
          )}
          <button
            type="button"
            className={styles.close}
            aria-label={t('photos.close', { name: photo.name })}
            onClick={() => close(photo)}
          >
            <Icon of={X} size={14} />
          </button>
        </div>
      ))}
      {refused.map(({ name, error }, index) => (
        <Tip key={`${index} ${name}`} label={errorSentence(t, error, name)} side="top">
          <div className={styles.frame} tabIndex={0} role="img" aria-label={errorSentence(t, error, name)}>
            <div className={classNames(styles.picture, styles.refused)}>
              <Icon of={ImageOff} />
            </div>
            <span className={styles.badge}>{t('photos.refusedTile')}</span>
          </div>
        </Tip>
      ))}
      <Tip label={t('photos.openTip')} side="top">
        <button type="button" className={styles.add} disabled={opening} onClick={open}>
          {opening ? <Spinner /> : <Icon of={ImagePlus} />}
          {t('photos.add')}
        </button>
      </Tip>
    </div>
  )
}

function FaceBadge({ photo }: { readonly photo: PhotoDocument }) {
  const { t } = useTranslation()
  switch (photo.finding.kind) {
    case 'waiting':
      return <span className={styles.badge}>{t('photos.waiting')}</span>
    case 'finding':
      return (
        <span className={styles.badge}>
          <Spinner />
          {t('photos.finding')}
        </span>
      )
    case 'off':
      return (
        <span className={styles.badge}>
          <Icon of={Hand} size={14} />
          {t('photos.byHand')}
        </span>
      )
    case 'failed':
      return (
        <span className={styles.badge}>
          <Icon of={TriangleAlert} size={14} />
          {t('photos.notLooked')}
        </span>
      )
    case 'found':
      return photo.persons.length === 0 ? (
        <span className={styles.badge}>
          <Icon of={ScanFace} size={14} />
          {t('photos.noFace')}
        </span>
      ) : (
        <span className={styles.badge}>
          <Icon of={Users} size={14} />
          {t('photos.people', { count: photo.persons.length })}
        </span>
      )
  }
}
