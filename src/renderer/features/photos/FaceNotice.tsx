import { Hand, ScanFace, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '../../i18n/errorSentence'
import { sceneOf, type PhotoDocument } from '../../state/photoDocument'
import { useStudio } from '../../state/studio'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'

/** Why no face is decorated by itself, and that a hand can do it. Goes away with the first decoration. */
export function FaceNotice({ photo }: { readonly photo: PhotoDocument }) {
  const { navigation, photos } = useStudio()
  const { t } = useTranslation()
  if (sceneOf(photo).items.length > 0) return null
  switch (photo.finding.kind) {
    case 'off':
      return (
        <Banner
          floating
          tone="idle"
          icon={<Icon of={Hand} size={22} />}
          title={t('editor.offTitle')}
          ways={
            <Button size="small" onClick={() => navigation.showSettings('privacy')}>
              {t('screen.settings')}
            </Button>
          }
        >
          <p>{t('editor.offText')}</p>
        </Banner>
      )
    case 'failed':
      return (
        <Banner
          floating
          tone="warn"
          icon={<Icon of={TriangleAlert} size={22} />}
          title={errorSentence(t, photo.finding.error, photo.name)}
          ways={
            <Button size="small" onClick={() => photos.findAgain()}>
              {t('editor.retry')}
            </Button>
          }
        >
          <p>{t('editor.failedText')}</p>
        </Banner>
      )
    case 'found':
      if (photo.persons.length > 0) return null
      return (
        <Banner floating tone="idle" icon={<Icon of={ScanFace} size={22} />} title={t('editor.noFaceTitle')}>
          <p>{t('editor.noFaceText')}</p>
        </Banner>
      )
    case 'waiting':
    case 'finding':
      return null
  }
}
