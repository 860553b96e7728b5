import { ClipboardList } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Questionnaire as Answers } from '../../../../contracts/calls/consents'
import { errorSentence } from '../../../i18n/errorSentence'
import { useLanguage } from '../../../i18n/useLanguage'
import { useStudio } from '../../../state/studio'
import { Button } from '../../../ui/Button'
import field from '../../../ui/Field.module.css'
import { Icon } from '../../../ui/Icon'
import { Modal } from '../../../ui/Modal'
import { Segments } from '../../../ui/Segments'
import styles from './Receipts.module.css'

const FIT = ['well', 'mostly', 'badly'] as const
const EASE = ['easy', 'fair', 'hard'] as const
const NOTHING: Answers = { fit: null, ease: null, wish: '' }
const LONGEST_WISH = 600

/** Three short questions. The answers become a file where the person chooses; Kazari keeps and sends nothing. */
export function Questionnaire() {
  const { bridge, messages } = useStudio()
  const { t } = useTranslation()
  const language = useLanguage()
  const id = useId()
  const [open, setOpen] = useState(false)
  const [answers, setAnswers] = useState(NOTHING)
  const [busy, setBusy] = useState(false)

  const save = async () => {
    setBusy(true)
    const result = await bridge.call('questionnaire:save', { answers, language })
    setBusy(false)
    if (result.ok) {
      setOpen(false)
      setAnswers(NOTHING)
      messages.toast({ text: t('save.done') })
    } else if (result.error.code !== 'cancelled') {
      messages.toast({ tone: 'danger', text: errorSentence(t, result.error) })
    }
  }
  const empty = answers.fit === null && answers.ease === null && answers.wish.trim() === ''
  return (
    <>
      <Button icon={<Icon of={ClipboardList} />} onClick={() => setOpen(true)}>
        {t('questionnaire.open')}
      </Button>
      <Modal
        open={open}
        title={t('questionnaire.title')}
        closeLabel={t('app.close')}
        onClose={() => setOpen(false)}
        foot={
          <Button look="primary" busy={busy} disabled={empty} onClick={() => void save()}>
            {t('questionnaire.save')}
          </Button>
        }
      >
        <p className={styles.hint}>{t('questionnaire.lead')}</p>
        <div className={styles.question}>
          <p>{t('questionnaire.fit')}</p>
          <Segments
            label={t('questionnaire.fit')}
            value={answers.fit ?? ''}
            options={FIT.map((value) => ({ value, text: t(`questionnaire.fitAnswer.${value}`) }))}
            onChange={(value) =>
              setAnswers({ ...answers, fit: FIT.find((known) => known === value) ?? null })
            }
          />
        </div>
        <div className={styles.question}>
          <p>{t('questionnaire.ease')}</p>
          <Segments
            label={t('questionnaire.ease')}
            value={answers.ease ?? ''}
            options={EASE.map((value) => ({ value, text: t(`questionnaire.easeAnswer.${value}`) }))}
            onChange={(value) =>
              setAnswers({ ...answers, ease: EASE.find((known) => known === value) ?? null })
            }
          />
        </div>
        <div className={field.field}>
          <label htmlFor={id}>{t('questionnaire.wish')}</label>
          <textarea
            id={id}
            className={field.input}
            rows={3}
            maxLength={LONGEST_WISH}
            value={answers.wish}
            onChange={(event) => setAnswers({ ...answers, wish: event.target.value })}
          />
        </div>
      </Modal>
    </>
  )
}
