import { Download, Printer } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Argument } from '../../../../contracts/api'
import type { Language } from '../../../../domain/privacy/consent'
import { useStudio } from '../../../state/studio'
import { useReply } from '../../../state/useReply'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import { LetterFrame } from '../../../ui/LetterFrame'
import { Modal } from '../../../ui/Modal'
import { Segments } from '../../../ui/Segments'
import { deskSentence } from '../deskSentence'
import styles from './LetterDialog.module.css'

export type ShownLetter = Argument<'desk:letter'>['letter']

const WIDTH_PX = 700

interface LetterDialogProps {
  readonly id: string
  /** The person's own language, to begin with. */
  readonly language: Language
  readonly letter: ShownLetter
  readonly onClose: () => void
}

/** A letter as it will be printed. One of a decision that was not recorded yet can only be looked at. */
export function LetterDialog({ id, language: first, letter, onClose }: LetterDialogProps) {
  const { bridge, messages } = useStudio()
  const { t } = useTranslation()
  const [language, setLanguage] = useState(first)
  const [busy, setBusy] = useState<'save' | 'print' | null>(null)
  const preview = useReply('desk:letter', { id, language, as: 'preview', letter })
  const isDraft = letter.kind === 'draft'

  const deliver = async (as: 'save' | 'print') => {
    setBusy(as)
    const reply = await bridge.call('desk:letter', { id, language, as, letter })
    setBusy(null)
    if (reply.ok) {
      if (reply.value.name !== null)
        messages.toast({ text: t('deskLetter.saved', { name: reply.value.name }) })
    } else if (reply.error.code !== 'cancelled')
      messages.toast({ tone: 'danger', text: deskSentence(t, reply.error) })
  }

  return (
    <Modal
      open
      title={t(`deskLetter.title.${letter.kind}`)}
      closeLabel={t('app.close')}
      widthPx={WIDTH_PX}
      onClose={onClose}
      foot={
        isDraft ? (
          <p className={styles.note}>{t('deskLetter.draftNote')}</p>
        ) : (
          <>
            <Button
              icon={<Icon of={Download} />}
              busy={busy === 'save'}
              disabled={busy !== null}
              onClick={() => void deliver('save')}
            >
              {t('deskLetter.save')}
            </Button>
            <Button
              look="primary"
              icon={<Icon of={Printer} />}
              busy={busy === 'print'}
              disabled={busy !== null}
              onClick={() => void deliver('print')}
            >
              {t('deskLetter.print')}
            </Button>
          </>
        )
      }
    >
      <Segments
        label={t('deskLetter.language')}
        value={language}
        options={[
          { value: 'ja', text: t('deskLetter.japanese') },
          { value: 'en', text: t('deskLetter.english') },
        ]}
        onChange={setLanguage}
      />
      {preview?.ok === false ? (
        <p className={styles.fault} role="alert">
          {deskSentence(t, preview.error)}
        </p>
      ) : (
        <div className={styles.sheet}>
          <LetterFrame url={preview?.value.url ?? null} title={t(`deskLetter.title.${letter.kind}`)} />
        </div>
      )}
    </Modal>
  )
}
