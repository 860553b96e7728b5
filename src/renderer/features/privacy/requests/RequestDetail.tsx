import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestStep, RequestView } from '../../../../contracts/calls/requests'
import { lastDayOf } from '../../../../domain/privacy/calendar/caseDue'
import { japanDay } from '../../../../domain/privacy/calendar/isoDay'
import { formatDay, formatMoment } from '../../../i18n/dates'
import { errorSentence } from '../../../i18n/errorSentence'
import { useLanguage } from '../../../i18n/useLanguage'
import { useReply } from '../../../state/useReply'
import { Button } from '../../../ui/Button'
import { Facts } from '../../../ui/Facts'
import { Icon } from '../../../ui/Icon'
import { SendRequest } from '../../../ui/SendRequest'
import styles from './RequestDetail.module.css'
import { Stage } from './Stage'
import { WithdrawDialog } from './WithdrawDialog'

interface RequestDetailProps {
  readonly id: string
  /** Another number: ask again. */
  readonly turn: number
  readonly onChanged: () => void
}

/** One request: what happened, what to expect, and its letter again. */
export function RequestDetail({ id, turn, onChanged }: RequestDetailProps) {
  const { t } = useTranslation()
  const [withdrawing, setWithdrawing] = useState(false)
  const reply = useReply('request:read', { id }, turn)
  if (reply === null) return <div className={styles.detail} />
  if (!reply.ok) return <p className={styles.detail}>{errorSentence(t, reply.error)}</p>
  const view = reply.value
  return (
    <article className={styles.detail} aria-label={`${t(`requestKind.title.${view.kind}`)} ${id}`}>
      <header className={styles.head}>
        <h3>{t(`requestKind.title.${view.kind}`)}</h3>
        <Stage stage={view.stage} />
      </header>
      <Facts
        left
        rows={[
          { name: t('requestList.number'), value: <span className={styles.mono}>{id}</span> },
          { name: t('requestList.policy'), value: view.request.policyVersion },
          {
            name: t('requestList.sum'),
            value: (
              <span className={styles.mono}>{`${view.sha256.slice(0, 8)}…${view.sha256.slice(-8)}`}</span>
            ),
          },
        ]}
      />
      <Timeline view={view} />
      <Expected view={view} />
      <section className={styles.part}>
        <h4>{t('requestSend.ways')}</h4>
        <SendRequest
          id={id}
          language={view.request.language}
          isNext={view.mayHandOver}
          mayHandOver={view.mayHandOver}
          onHandedOver={onChanged}
        />
      </section>
      {view.mayWithdraw && (
        <Button look="quiet" icon={<Icon of={Undo2} />} onClick={() => setWithdrawing(true)}>
          {t('requestList.withdraw')}
        </Button>
      )}
      {withdrawing && (
        <WithdrawDialog id={id} onClose={() => setWithdrawing(false)} onWithdrawn={onChanged} />
      )}
    </article>
  )
}

function Timeline({ view }: { readonly view: RequestView }) {
  const { t } = useTranslation()
  const language = useLanguage()
  function words(step: RequestStep): { readonly title: string; readonly text: string } {
    switch (step.kind) {
      case 'sealed':
        return { title: t('requestList.sealedStep'), text: '' }
      case 'handed-over':
        return { title: t(`requestList.handedStep.${step.by}`), text: '' }
      case 'withdrawn':
        return { title: t('requestList.withdrawnStep'), text: step.why }
      case 'answered':
        return {
          title: t('requestList.deskStep', { stage: t(`requestStage.${step.stage}`) }),
          text: step.text,
        }
    }
  }
  const hasAnswer = view.steps.some(({ kind }) => kind === 'answered')
  return (
    <section className={styles.part}>
      <h4>{t('requestList.timeline')}</h4>
      <ol className={styles.timeline}>
        {view.steps.map((step, index) => {
          const { title, text } = words(step)
          return (
            <li key={index} data-desk={step.kind === 'answered'}>
              <b>{title}</b>
              <span>{formatMoment(step.atMs, language)}</span>
              {text !== '' && <p>{text}</p>}
            </li>
          )
        })}
      </ol>
      {hasAnswer && <p className={styles.hint}>{t('requestList.answerNote')}</p>}
    </section>
  )
}

function Expected({ view: { expected } }: { readonly view: RequestView }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (expected === null) return null
  return (
    <section className={styles.part}>
      <h4>{t('requestList.expected')}</h4>
      <ul className={styles.terms}>
        {expected.terms.map(({ kind, dueAtMs, status }) => (
          <li key={kind} data-status={status}>
            <b>{t(`requestList.term.${kind}`)}</b>
            <span>{t('requestList.by', { day: formatDay(lastDayOf(dueAtMs), language) })}</span>
            <em>{t(`requestList.status.${status}`)}</em>
          </li>
        ))}
      </ul>
      <p className={styles.hint}>
        {t('requestList.expectedFrom', { day: formatDay(japanDay(expected.fromMs), language) })}
      </p>
    </section>
  )
}
