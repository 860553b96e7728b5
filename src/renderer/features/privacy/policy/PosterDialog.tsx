import { Download, Printer } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Poster } from '../../../../domain/privacy/letters/poster'
import { errorSentence } from '../../../i18n/errorSentence'
import { useLanguage } from '../../../i18n/useLanguage'
import { useStudio } from '../../../state/studio'
import { useReply } from '../../../state/useReply'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import { LetterFrame } from '../../../ui/LetterFrame'
import { Modal } from '../../../ui/Modal'
import { Segments } from '../../../ui/Segments'
import styles from './PosterDialog.module.css'

const WIDTH_PX = 760

interface PosterDialogProps {
  readonly poster: Poster
  readonly onClose: () => void
}

/** A sheet to hang up, as it will be printed, in either language whatever the screen speaks. */
export function PosterDialog({ poster, onClose }: PosterDialogProps) {
  const { bridge, messages } = useStudio()
  const { t } = useTranslation()
  const [language, setLanguage] = useState(useLanguage())
  const [busy, setBusy] = useState<'save' | 'print' | null>(null)
  const preview = useReply('poster:preview', { poster, language })

  const deliver = async (as: 'save' | 'print') => {
    setBusy(as)
    const reply = await bridge.call('poster:deliver', { poster, language, as })
    setBusy(null)
    if (!reply.ok) {
      if (reply.error.code !== 'cancelled')
        messages.toast({ tone: 'danger', text: errorSentence(t, reply.error) })
    } else if (reply.value.name !== null)
      messages.toast({ text: t('poster.saved', { name: reply.value.name }) })
  }

  return (
    <Modal
      open
      title={t(`poster.title.${poster}`)}
      closeLabel={t('app.close')}
      widthPx={WIDTH_PX}
      onClose={onClose}
      foot={
        <>
          <Button
            icon={<Icon of={Download} />}
            busy={busy === 'save'}
            disabled={busy !== null}
            onClick={() => void deliver('save')}
          >
            {t('poster.save')}
          </Button>
          <Button
            look="primary"
            icon={<Icon of={Printer} />}
            busy={busy === 'print'}
            disabled={busy !== null}
            onClick={() => void deliver('print')}
          >
            {t('poster.print')}
          </Button>
        </>
      }
    >
      <div className={styles.dialog}>
        <div className={styles.sheet}>
          {preview?.ok !== false && (
            <LetterFrame url={preview?.value.url ?? null} title={t(`poster.title.${poster}`)} />
          )}
          {preview?.ok === false && <p className={styles.fault}>{errorSentence(t, preview.error)}</p>}
        </div>
        <div className={styles.side}>
          <p>{t(`poster.about.${poster}`)}</p>
          <div>
            <p className={styles.label}>{t('poster.language')}</p>
            <Segments
              label={t('poster.language')}
              value={language}
              options={[
                { value: 'ja', text: t('poster.japanese') },
                { value: 'en', text: t('poster.english') },
              ]}
              onChange={setLanguage}
            />
          </div>
          <p className={styles.hint}>{t('poster.handOut')}</p>
        </div>
      </div>
    </Modal>
  )
}
