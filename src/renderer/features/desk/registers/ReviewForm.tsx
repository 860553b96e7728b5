import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { textFault } from '../../../../domain/privacy/plainText'
import { useLanguage } from '../../../i18n/useLanguage'
import { useStudio } from '../../../state/studio'
import { Button } from '../../../ui/Button'
import styles from './DutiesTab.module.css'
import { TextField } from './kit/Fields'
import { shownDay } from './kit/deskDates'
import { Side } from './kit/Split'
import { useRecord } from './kit/useRecord'

interface ReviewFormProps {
  readonly reviewedAtMs: number | null
  readonly onClose: () => void
  readonly onKept: () => void
}

/** The desk's yearly look at its own work. */
export function ReviewForm({ reviewedAtMs, onClose, onKept }: ReviewFormProps) {
  const { bridge } = useStudio()
  const { t } = useTranslation()
  const language = useLanguage()
  const [findings, setFindings] = useState('')
  const { faults, busy, show, send } = useRecord<{ reviewedAtMs: number }>(t('duty.reviewKept'), onKept)
  const submit = () => {
    const fault = textFault(findings, { max: 2000, lines: 'many' })
    if (fault !== null) show([{ field: 'findings', code: fault }])
    else void send(bridge.call('duty:review', { review: { findings } }))
  }
  return (
    <Side
      title={t('duty.review')}
      hint={
        reviewedAtMs === null
          ? t('duty.reviewNever')
          : t('duty.reviewedLast', { day: shownDay(reviewedAtMs, language) })
      }
      onClose={onClose}
      onSubmit={submit}
      faults={faults}
      foot={
        <>
          <Button look="quiet" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" busy={busy}>
            {t('register.keep')}
          </Button>
        </>
      }
    >
      <p className={styles.hint}>{t('duty.reviewHint')}</p>
      <TextField
        label={t('duty.findings')}
        value={findings}
        fault={faults['findings']}
        kind="lines"
        onChange={setFindings}
      />
    </Side>
  )
}
