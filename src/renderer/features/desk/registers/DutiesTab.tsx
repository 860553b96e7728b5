import {
  Archive,
  BookCheck,
  CalendarX2,
  ClipboardCheck,
  Clock,
  ClockAlert,
  Eye,
  Gavel,
  Mail,
  MailCheck,
  Pause,
  ScrollText,
  type LucideIcon,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reply } from '../../../../contracts/api'
import { japanDay, startOfDayMs, DAY_MS } from '../../../../domain/privacy/calendar/isoDay'
import { byWeek, lastDayOf, type Duty, type DutyKind } from '../../../../domain/privacy/desk/duties'
import { useLanguage } from '../../../i18n/useLanguage'
import { useReply } from '../../../state/useReply'
import { Banner } from '../../../ui/Banner'
import { Button } from '../../../ui/Button'
import { classNames } from '../../../ui/classNames'
import { EmptyState } from '../../../ui/EmptyState'
import { Icon } from '../../../ui/Icon'
import { DeskExports } from './DeskExports'
import styles from './DutiesTab.module.css'
import { lastDay, shownDay } from './kit/deskDates'
import { Centred, Split } from './kit/Split'
import { ReviewForm } from './ReviewForm'
import { registerSentence } from './kit/registerSentence'

const SIGNS: Readonly<Record<DutyKind, LucideIcon>> = {
  acknowledge: Mail,
  decide: Gavel,
  notify: MailCheck,
  supervise: Eye,
  'provision-ends': CalendarX2,
  'policy-comes': ScrollText,
  'evidence-copy': Archive,
  'self-review': ClipboardCheck,
}

/** What the desk owes by when (Article 10), and what it can hand to somebody who checks it. */
export function DutiesTab() {
  const { t } = useTranslation()
  const [turn, setTurn] = useState(0)
  const [reviewing, setReviewing] = useState(false)
  const reply = useReply('duty:list', {}, turn)
  if (reply === null) return null
  if (!reply.ok)
    return (
      <Banner tone="danger" icon={<Icon of={BookCheck} />} title={registerSentence(t, reply.error)} urgent />
    )
  const { duties, book, reviewedAtMs } = reply.value
  const again = () => setTurn((last) => last + 1)
  return (
    <Split
      lead={t('duty.lead')}
      tools={
        <Button icon={<Icon of={ClipboardCheck} />} onClick={() => setReviewing(true)}>
          {t('duty.review')}
        </Button>
      }
      side={
        reviewing ? (
          <ReviewForm
            reviewedAtMs={reviewedAtMs}
            onClose={() => setReviewing(false)}
            onKept={() => {
              setReviewing(false)
              again()
            }}
          />
        ) : (
          <DeskExports book={book} onDone={again} />
        )
      }
    >
      {duties.length === 0 ? (
        <Centred>
          <EmptyState
            picture={{ icon: <Icon of={BookCheck} size={22} /> }}
            title={t('duty.noneTitle')}
            text={t('duty.noneText')}
          />
        </Centred>
      ) : (
        <Weeks duties={duties} />
      )}
    </Split>
  )
}

function Weeks({ duties }: { readonly duties: Reply<'duty:list'>['duties'] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return byWeek(duties).map(({ monday, duties: inWeek }) => (
    <section
      key={monday ?? 'late'}
      className={classNames(styles.week, monday === null && styles.late)}
      aria-label={
        monday === null ? t('duty.late') : t('duty.week', { day: shownDay(startOfDayMs(monday), language) })
      }
    >
      <h2>
        {monday === null ? t('duty.late') : t('duty.week', { day: shownDay(startOfDayMs(monday), language) })}
      </h2>
      <ul>
        {inWeek.map((duty) => (
          <DutyRow key={`${duty.kind} ${duty.about}`} duty={duty} />
        ))}
      </ul>
    </section>
  ))
}

/** Days in Japan from today to the last day in time; negative when late. */
const daysLeft = (duty: Duty): number =>
  Math.round((startOfDayMs(lastDayOf(duty)) - startOfDayMs(japanDay(Date.now()))) / DAY_MS)

function DutyRow({ duty }: { readonly duty: Duty }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { kind, about, name, requestKind, status } = duty
  const days = daysLeft(duty)
  const left =
    status === 'paused'
      ? t('duty.paused')
      : days < 0
        ? t('duty.daysLate', { count: -days })
        : days === 0
          ? t('duty.today')
          : t('duty.daysLeft', { count: days })
  const details = [requestKind === null ? name : t(`duty.request.${requestKind}`), about]
  return (
    <li className={styles.duty}>
      <Icon of={SIGNS[kind]} size={22} />
      <div>
        <b>{t(`duty.kind.${kind}`)}</b>
        <small>{details.filter((text) => text !== '').join('  ') || t(`duty.about.${kind}`)}</small>
      </div>
      <div className={styles.due}>
        {status === 'paused' ? t('duty.resting') : lastDay(duty.dueAtMs, language)}
        <small>
          <Icon of={status === 'paused' ? Pause : status === 'overdue' ? ClockAlert : Clock} size={14} />
          {left}
        </small>
      </div>
    </li>
  )
}
