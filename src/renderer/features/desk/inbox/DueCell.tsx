import { ClockAlert, Pause } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { daysLeft, urgencyOf, type CaseDue } from '../../../../domain/privacy/calendar/caseDue'
import { useLanguage } from '../../../i18n/useLanguage'
import { classNames } from '../../../ui/classNames'
import { Icon } from '../../../ui/Icon'
import { dayInWords, lastDayInWords } from '../deskDays'
import styles from './DueCell.module.css'

interface DueCellProps {
  readonly due: CaseDue | null
  readonly nowMs: number
}

/** The date that counts, and how far away it is. */
export function DueCell({ due, nowMs }: DueCellProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (due === null) return null
  const urgency = urgencyOf(due, nowMs)
  const day = (atMs: number) => dayInWords(atMs, nowMs, language)
  return (
    <span className={classNames(styles.due, urgency !== 'calm' && styles[urgency])}>
      {due.kind === 'paused' ? t('deskDue.paused') : lastDayInWords(due.dueAtMs, nowMs, language)}
      <small>
        {urgency !== 'calm' && <Icon of={ClockAlert} size={14} />}
        {due.kind === 'paused' && <Icon of={Pause} size={14} />}
        <span>{said()}</span>
      </small>
    </span>
  )

  function said(): string {
    switch (due?.kind) {
      case 'paused':
        return t('deskDue.since', { day: day(due.sinceMs) })
      case 'done':
        return t('deskDue.notified', { day: day(due.notifiedAtMs) })
      case 'notify':
        return t('deskDue.decided', { day: day(due.decidedAtMs) })
      case 'acknowledge':
      case 'decide': {
        const count = daysLeft(due.dueAtMs, nowMs)
        if (count < 0) return t('deskDue.late', { count: -count })
        if (due.kind === 'acknowledge')
          return count === 0 ? t('deskDue.acknowledgeToday') : t('deskDue.acknowledge', { count })
        return count === 0 ? t('deskDue.today') : t('deskDue.left', { count })
      }
      case undefined:
        return ''
    }
  }
}
