import { ImageOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { errorSentence } from '../../i18n/errorSentence'
import { useStudio } from '../../state/studio'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import styles from './RefusedPictures.module.css'

/** One sentence for each picture that was not opened; the others are open. */
export function RefusedPictures() {
  const { photos } = useStudio()
  const { t } = useTranslation()
  const refused = useStore(photos.store, (library) => library.refused)
  if (refused.length === 0) return null
  return (
    <Banner
      floating
      urgent
      tone="warn"
      icon={<Icon of={ImageOff} size={22} />}
      title={t('photos.refusedTitle', { count: refused.length })}
      ways={
        <Button size="small" onClick={() => photos.dismissRefused()}>
          {t('app.dismiss')}
        </Button>
      }
    >
      <ul className={styles.list}>
        {refused.map(({ name, error }, index) => (
          <li key={`${index} ${name}`}>{errorSentence(t, error, name)}</li>
        ))}
      </ul>
    </Banner>
  )
}
