import { ImagePlus, MousePointer2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import emptyFace from '../../../../resources/illustrations/empty-face.svg?url'
import { useOpenByDialog } from '../../state/openPictures'
import { useStudio } from '../../state/studio'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Icon } from '../../ui/Icon'
import { KeyCap } from '../../ui/KeyCap'
import { TopBar } from '../../ui/TopBar'
import { Editor } from './Editor'
import styles from './PhotosScreen.module.css'
import { RefusedPictures } from './RefusedPictures'

/** Pictures opened in this session: the editor, or the way to open the first. */
export function PhotosScreen({ chips }: { readonly chips: ReactNode }) {
  const { photos } = useStudio()
  const { t } = useTranslation()
  const current = useStore(photos.store, (library) =>
    library.photos.find((photo) => photo.id === library.current),
  )
  const opening = useStore(photos.store, (library) => library.opening)
  const open = useOpenByDialog()
  if (current) return <Editor photo={current} />
  return (
    <>
      <TopBar title={t('screen.photos')}>{chips}</TopBar>
      <main className={styles.blank}>
        <div className={styles.frame}>
          <EmptyState
            picture={emptyFace}
            title={t('photos.empty')}
            text={t('photos.emptyText')}
            ways={
              <Button
                look="primary"
                size="large"
                busy={opening}
                icon={<Icon of={ImagePlus} />}
                onClick={open}
              >
                {t('photos.open')}
              </Button>
            }
            hint={
              <>
                <Icon of={MousePointer2} size={14} />
                {t('camera.dropHint')}
                <KeyCap>{t('keys.ctrl')}</KeyCap>
                <KeyCap>V</KeyCap>
              </>
            }
          />
          <p className={styles.formats}>{t('photos.formats')}</p>
          <div className={styles.refused}>
            <RefusedPictures />
          </div>
        </div>
      </main>
    </>
  )
}
