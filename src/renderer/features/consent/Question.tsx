import { CircleAlert, FileSignature, FileText, ScanFace, ShieldCheck, Sticker } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PolicyReply } from '../../../contracts/api'
import type { ErrorCode } from '../../../contracts/errors'
import type { ConsentActor, ConsentAnswer } from '../../../domain/privacy/consent'
import { formatDay } from '../../i18n/dates'
import { errorSentence } from '../../i18n/errorSentence'
import { useLanguage } from '../../i18n/useLanguage'
import { useStudio } from '../../state/studio'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { AnsweringFor } from './AnsweringFor'
import styles from './ConsentNotice.module.css'

const FACT_ICONS = [ScanFace, Sticker, ShieldCheck] as const

interface QuestionProps {
  readonly policy: PolicyReply
  readonly effectiveFrom: string
  readonly actor: ConsentActor
  /** Why the notice could not be put to this person. */
  readonly fault: ErrorCode | null
  readonly hasOfficial: boolean
  /** The policy has another version than the one that was answered. */
  readonly isAgain: boolean
  readonly onActor: (actor: ConsentActor) => void
  readonly onRead: (page: 'policy' | 'official') => void
}

/** The question itself: yes and no are the same component in the same size. */
export function Question(props: QuestionProps) {
  const { policy, effectiveFrom, actor, fault, hasOfficial, isAgain, onActor, onRead } = props
  const { consent } = useStudio()
  const { t } = useTranslation()
  const language = useLanguage()
  const [failed, setFailed] = useState(false)
  const [sending, setSending] = useState(false)
  const { notice } = policy

  const answer = async (choice: ConsentAnswer) => {
    setSending(true)
    const result = await consent.answer(choice)
    setSending(false)
    setFailed(!result.ok)
  }

  return (
    <>
      {isAgain && (
        <p className={styles.again}>{t('consent.again', { date: formatDay(effectiveFrom, language) })}</p>
      )}
      <p className={styles.lead}>{notice.lead}</p>
      <ul className={styles.facts}>
        {notice.facts.map((fact, index) => (
          <li key={fact.heading}>
            <Icon of={FACT_ICONS[index] ?? ShieldCheck} size={22} />
            <div>
              <b>{fact.heading}</b>
              <p>{fact.text}</p>
            </div>
          </li>
        ))}
      </ul>
      <p className={styles.after}>{notice.after}</p>
      <div className={styles.answers}>
        <Button className={styles.answer} disabled={sending} onClick={() => void answer('refused')}>
          {notice.refuse}
        </Button>
        <Button className={styles.answer} disabled={sending} onClick={() => void answer('given')}>
          {notice.give}
        </Button>
      </div>
      <div className={styles.under}>
        <p className={styles.hint}>{notice.refusedHint}</p>
        <AnsweringFor actor={actor} onChange={onActor} />
      </div>
      {(failed || fault !== null) && (
        <p className={styles.error} role="alert">
          <Icon of={CircleAlert} size={14} />
          {fault === null ? t('consent.failed') : errorSentence(t, { code: fault })}
        </p>
      )}
      <div className={styles.foot}>
        <span className={styles.links}>
          <button type="button" className={styles.link} onClick={() => onRead('policy')}>
            <Icon of={FileText} size={14} />
            {t('consent.readPolicy')}
          </button>
          {hasOfficial && (
            <button type="button" className={styles.link} onClick={() => onRead('official')}>
              <Icon of={FileSignature} size={14} />
              {t('consent.readOfficial')}
            </button>
          )}
        </span>
        <span>{t('consent.version', { date: formatDay(effectiveFrom, language) })}</span>
      </div>
    </>
  )
}
