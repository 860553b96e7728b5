import { useTranslation } from 'react-i18next'
import type { CaseReply } from '../../../../contracts/calls/deskCases'
import type { Transition } from '../../../../domain/privacy/desk/requestCase'
import { useLanguage } from '../../../i18n/useLanguage'
import { classNames } from '../../../ui/classNames'
import { dayInWords, lastDayInWords } from '../deskDays'
import styles from './Timeline.module.css'

/** What was done about a request, oldest first, and what is owed next. */
export function Timeline({ reply }: { readonly reply: CaseReply }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { history, searches, due, nowMs } = reply

  function said({ move }: Transition): string | null {
    switch (move.kind) {
      case 'seal':
      case 'hand-over':
        return null
      case 'receive':
        return t(`deskTimeline.receive.${move.by}`)
      case 'work':
        return t(`deskTimeline.work.${move.identity.kind}`)
      case 'decide':
        return t(`deskOutcome.${move.outcome.kind}`)
      case 'notify':
        return t(`deskTimeline.notify.${move.notice.by}`)
      case 'acknowledge':
      case 'verify':
      case 'withdraw':
      case 'close':
      case 'reopen':
        return t(`deskTimeline.${move.kind}`)
    }
  }
  const steps = [
    ...history.map((transition) => ({
      atMs: transition.atMs,
      text: said(transition),
      by: transition.actor.name,
    })),
    ...searches.map(({ atMs, by }) => ({ atMs, text: t('deskTimeline.searched'), by })),
  ]
    .flatMap(({ text, ...step }) => (text === null ? [] : [{ ...step, text }]))
    .sort((a, b) => a.atMs - b.atMs)

  return (
    <div>
      <h3>{t('deskCase.timeline')}</h3>
      <ol className={styles.line}>
        {steps.map(({ atMs, text, by }, index) => (
          <li key={`${atMs} ${index}`} title={by}>
            <span>{text}</span>
            <time>{dayInWords(atMs, nowMs, language)}</time>
          </li>
        ))}
        {due !== null && due.kind !== 'done' && (
          <li className={classNames(styles.next)}>
            <span>{t(`deskTimeline.next.${due.kind}`)}</span>
            <time>
              {due.kind === 'paused'
                ? ''
                : t('deskTimeline.by', { day: lastDayInWords(due.dueAtMs, nowMs, language) })}
            </time>
          </li>
        )}
      </ol>
    </div>
  )
}
