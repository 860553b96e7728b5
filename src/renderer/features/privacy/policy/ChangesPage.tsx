import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeptPolicy } from '../../../../contracts/policyBundle'
import { formatDay } from '../../../i18n/dates'
import { errorSentence } from '../../../i18n/errorSentence'
import { useLanguage } from '../../../i18n/useLanguage'
import { useReply } from '../../../state/useReply'
import { classNames } from '../../../ui/classNames'
import field from '../../../ui/Field.module.css'
import { Segments } from '../../../ui/Segments'
import { TextDiff } from '../../../ui/TextDiff'
import styles from './Page.module.css'

/** What is different: since the last yes, or between any two versions that are kept. */
export function ChangesPage({ turn }: { readonly turn: string }) {
  const { t } = useTranslation()
  const [between, setBetween] = useState<'answer' | 'versions'>('answer')
  const kept = useReply('policy:versions', {}, turn)
  const versions = kept?.ok === true ? kept.value.versions : []
  return (
    <section className={classNames(styles.page, styles.wide)}>
      <div className={styles.head}>
        <div>
          <h3>{t('policyTab.page.changes')}</h3>
          <p className={styles.lead}>{t('policyTab.changesLead')}</p>
        </div>
        {versions.length > 1 && (
          <Segments
            label={t('policyTab.compare')}
            value={between}
            options={[
              { value: 'answer', text: t('policyTab.sinceAnswer') },
              { value: 'versions', text: t('policyTab.twoVersions') },
            ]}
            onChange={setBetween}
          />
        )}
      </div>
      {between === 'answer' || versions.length < 2 ? (
        <SinceAnswer turn={turn} />
      ) : (
        <TwoVersions versions={versions} />
      )}
    </section>
  )
}

function SinceAnswer({ turn }: { readonly turn: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const reply = useReply('policy:changes', { language }, turn)
  if (reply?.ok !== true) return null
  return reply.value.kind === 'none' ? (
    <p className={styles.note}>{t('policyTab.nothingChanged')}</p>
  ) : (
    <TextDiff reply={reply.value} />
  )
}

function TwoVersions({ versions }: { readonly versions: readonly KeptPolicy[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  // Newest first: at the beginning the newest is compared with the one before it.
  const [from, setFrom] = useState(versions[1]?.version ?? '')
  const [to, setTo] = useState(versions[0]?.version ?? '')
  const reply = useReply('policy:compare', { from, to, language })
  return (
    <>
      <div className={styles.chooser}>
        <Choice label={t('policyTab.older')} value={from} versions={versions} onChange={setFrom} />
        <Choice label={t('policyTab.newer')} value={to} versions={versions} onChange={setTo} />
      </div>
      {reply?.ok === true && <TextDiff reply={reply.value} />}
      {reply?.ok === false && <p className={styles.note}>{errorSentence(t, reply.error)}</p>}
    </>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly versions: readonly KeptPolicy[]
  readonly onChange: (version: string) => void
}

function Choice({ label, value, versions, onChange }: ChoiceProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const id = useId()
  return (
    <div className={field['field']}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className={field['input']}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {versions.map(({ version, effectiveFrom, state }) => (
          <option key={version} value={version}>
            {t(`policyTab.option.${state}`, { version, date: formatDay(effectiveFrom, language) })}
          </option>
        ))}
      </select>
    </div>
  )
}
