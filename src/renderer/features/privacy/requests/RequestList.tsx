import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { OwnRequest } from '../../../../contracts/calls/requests'
import { lastDayOf } from '../../../../domain/privacy/calendar/caseDue'
import { formatDay } from '../../../i18n/dates'
import { useLanguage } from '../../../i18n/useLanguage'
import { Icon } from '../../../ui/Icon'
import { Stage } from './Stage'
import styles from './RequestsTab.module.css'

interface RequestListProps {
  readonly requests: readonly OwnRequest[]
  readonly chosen: string | null
  readonly onChoose: (id: string) => void
}

/** Sealed requests, newest first, with what is expected next. */
export function RequestList({ requests, chosen, onChoose }: RequestListProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const next = ({ next: term }: OwnRequest) => {
    if (term === null) return null
    if (term.status === 'paused') return t('requestList.status.paused')
    const what = t(`requestList.term.${term.kind}`)
    return t('requestList.nextDue', { what, day: formatDay(lastDayOf(term.dueAtMs), language) })
  }
  return (
    <section aria-labelledby="own-requests">
      <h3 id="own-requests" className={styles.name}>
        {t('requestList.own')}
      </h3>
      <ul className={styles.list}>
        {requests.map((request) => (
          <li key={request.id}>
            <button
              type="button"
              className={styles.row}
              aria-pressed={request.id === chosen}
              onClick={() => onChoose(request.id)}
            >
              <span className={styles.words}>
                <b>{t(`requestKind.title.${request.kind}`)}</b>
                <span className={styles.number}>{request.id}</span>
              </span>
              <span className={styles.due} data-status={request.next?.status}>
                {next(request)}
              </span>
              <Stage stage={request.stage} />
              <Icon of={ChevronRight} size={14} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
