import { RefreshCw, ScanFace, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../../state/studio'
import { Banner } from '../../ui/Banner'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'

/** What face finding is going through while the picture goes on. Nothing when all is well. */
export function VisionBanner() {
  const { vision, pipeline, navigation } = useStudio()
  const { t } = useTranslation()
  const { status, fellBackTo } = useStore(vision.store)
  switch (status.state) {
    case 'starting':
      return (
        <Banner floating tone="idle" icon={<Icon of={ScanFace} size={22} />} title={t('vision.starting')} />
      )
    case 'restarting':
      return (
        <Banner floating tone="warn" icon={<Icon of={RefreshCw} size={22} />} title={t('vision.restarting')}>
          <p>{t('vision.restartingText')}</p>
        </Banner>
      )
    case 'failed':
      return (
        <Banner
          floating
          urgent
          tone="danger"
          icon={<Icon of={TriangleAlert} size={22} />}
          title={t('vision.failed')}
          ways={
            <Button size="small" onClick={() => void pipeline.connect()}>
              {t('vision.retry')}
            </Button>
          }
        >
          <p>{t(`vision.${status.cause}`)}</p>
        </Banner>
      )
    case 'ready':
      if (fellBackTo === null) return null
      return (
        <Banner
          floating
          tone="warn"
          icon={<Icon of={TriangleAlert} size={22} />}
          title={t('vision.fellBack', { engine: t(`engine.${fellBackTo}`) })}
          ways={
            <>
              <Button size="small" onClick={() => navigation.showSettings('engine')}>
                {t('app.details')}
              </Button>
              <Button size="small" look="quiet" onClick={() => vision.forgetFallBack()}>
                {t('app.dismiss')}
              </Button>
            </>
          }
        >
          <p>{t('vision.fellBackText')}</p>
        </Banner>
      )
    case 'off':
      return null
  }
}
