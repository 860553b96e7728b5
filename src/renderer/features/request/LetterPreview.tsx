import { Languages, RotateCcw, ZoomIn } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Argument } from '../../../contracts/api'
import type { Language } from '../../../domain/privacy/consent'
import { useStudio } from '../../state/studio'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { LetterFrame } from '../../ui/LetterFrame'
import { Modal } from '../../ui/Modal'
import styles from './LetterPreview.module.css'

export type LetterSource = Argument<'request:preview'>['source']

/** Between two samples while somebody writes. */
const SAMPLE_AFTER_MS = 450
const ZOOM_WIDTH_PX = 860

export interface PreviewState {
  readonly url: string | null
  readonly failed: boolean
  readonly again: () => void
}

/** Where the letter of `source` can be seen; asked for again a moment after it changed. */
export function useLetterPreview(source: LetterSource | null, language: Language): PreviewState {
  const { bridge } = useStudio()
  const [url, setUrl] = useState<string | null>(null)
  const [failed, setFailed] = useState(false)
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    if (source === null) return
    let current = true
    const timer = setTimeout(() => {
      void bridge.call('request:preview', { source, language }).then((reply) => {
        if (!current) return
        setFailed(!reply.ok)
        if (reply.ok) setUrl(reply.value.url)
      })
    }, SAMPLE_AFTER_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [bridge, source, language, turn])
  return { url: source === null ? null : url, failed, again: () => setTurn((before) => before + 1) }
}

interface LetterPreviewProps {
  readonly preview: PreviewState
  readonly hasLetter: boolean
  readonly isSealed: boolean
  readonly language: Language
  readonly onLanguage: (language: Language) => void
}

/** The letter as it will be printed, beside the form; in a dialog where there is no room beside it. */
export function LetterPreview({ preview, hasLetter, isSealed, language, onLanguage }: LetterPreviewProps) {
  const { t } = useTranslation()
  const [zoomed, setZoomed] = useState(false)
  const title = isSealed ? t('requestForm.preview.sealedTitle') : t('requestForm.preview.title')
  const other = language === 'ja' ? 'en' : 'ja'
  const languageButton = (
    <Button
      look="quiet"
      size="small"
      icon={<Icon of={Languages} size={14} />}
      aria-label={other === 'en' ? t('requestForm.preview.toEnglish') : t('requestForm.preview.toJapanese')}
      onClick={() => onLanguage(other)}
    >
      {other === 'en' ? t('requestForm.preview.english') : t('requestForm.preview.japanese')}
    </Button>
  )
  const sheet = (
    <>
      {preview.failed && (
        <div className={styles.failed} role="status">
          <p>{t('requestForm.preview.failed')}</p>
          <Button size="small" icon={<Icon of={RotateCcw} size={14} />} onClick={preview.again}>
            {t('requestForm.preview.again')}
          </Button>
        </div>
      )}
      <LetterFrame url={preview.url} title={title} />
    </>
  )
  return (
    <>
      <aside className={styles.preview} aria-label={title}>
        <header>
          <span>{title}</span>
          {languageButton}
          <Button
            look="quiet"
            size="small"
            disabled={!hasLetter}
            icon={<Icon of={ZoomIn} size={14} />}
            onClick={() => setZoomed(true)}
          >
            {t('requestForm.preview.zoom')}
          </Button>
        </header>
        <div className={styles.scroll}>
          {hasLetter ? sheet : <p className={styles.empty}>{t('requestForm.preview.empty')}</p>}
        </div>
      </aside>
      <div className={styles.narrow}>
        <Button
          size="small"
          disabled={!hasLetter}
          icon={<Icon of={ZoomIn} size={14} />}
          onClick={() => setZoomed(true)}
        >
          {t('requestForm.preview.open')}
        </Button>
      </div>
      <Modal
        open={zoomed}
        title={title}
        closeLabel={t('app.close')}
        widthPx={ZOOM_WIDTH_PX}
        onClose={() => setZoomed(false)}
      >
        <div className={styles.zoom}>
          <div>{languageButton}</div>
          {sheet}
        </div>
      </Modal>
    </>
  )
}
