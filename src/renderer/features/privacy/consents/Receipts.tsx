import { Braces, Download, Printer } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConsentRow } from '../../../../contracts/calls/consents'
import type { ConsentRecord } from '../../../../domain/privacy/consent'
import { formatMoment } from '../../../i18n/dates'
import { errorSentence } from '../../../i18n/errorSentence'
import { useLanguage } from '../../../i18n/useLanguage'
import { useStudio } from '../../../state/studio'
import { Button } from '../../../ui/Button'
import { classNames } from '../../../ui/classNames'
import { Facts } from '../../../ui/Facts'
import { Icon } from '../../../ui/Icon'
import styles from './Receipts.module.css'
import { articleWords, purposeWords } from './purposeWords'
import { Questionnaire } from './Questionnaire'
import { timelineOf } from './timeline'

/** Sums are compared by their ends; the whole one is in the tip and on the receipt. */
const short = (sha256: string): string => `${sha256.slice(0, 8)}…${sha256.slice(-8)}`

/** What was shown for a purpose, what was answered, and the receipt of it to keep. */
export function Receipts({ row }: { readonly row: ConsentRow }) {
  const { t } = useTranslation()
  const [chosenId, setChosenId] = useState<string | null>(null)
  const record = row.records.find(({ id }) => id === chosenId) ?? row.records[0] ?? null
  const { title } = purposeWords(t, row)
  return (
    <aside className={styles.panel} aria-label={t('consents.receiptsOf', { purpose: title })}>
      <div className={styles.scroll}>
        <h3>{t('consents.receipts', { number: articleWords(row) })}</h3>
        <p className={styles.hint}>
          {record === null ? t(`consents.none.${emptyWords(row)}`) : t('consents.receiptsHint')}
        </p>
        {record !== null && (
          <>
            <Timeline row={row} chosenId={record.id} onChoose={setChosenId} />
            <RecordFacts row={row} record={record} />
          </>
        )}
        {row.words !== null && (
          <p className={styles.hint}>
            {t('consents.paper', { reference: row.words.reference, day: row.words.signedDay })}
          </p>
        )}
        {row.purpose === 'face-decoration' && row.allowed && (
          <p className={styles.hint}>{t('privacy.withdrawHint')}</p>
        )}
        {row.purpose === 'questionnaires' && row.allowed && <Questionnaire />}
        {row.purpose === 'news' && row.allowed && <p className={styles.hint}>{t('consents.newsWhere')}</p>}
      </div>
      {record !== null && <Keep record={record} />}
    </aside>
  )
}

function emptyWords({ use }: ConsentRow) {
  switch (use) {
    case 'not-collected':
      return 'not-collected'
    case 'no-consent-needed':
      return 'no-consent-needed'
    case 'asked-when-used':
      return 'asked-when-used'
    default:
      return 'unanswered'
  }
}

interface TimelineProps {
  readonly row: ConsentRow
  readonly chosenId: string
  readonly onChoose: (id: string) => void
}

function Timeline({ row, chosenId, onChoose }: TimelineProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <ol className={styles.line}>
      {timelineOf(row.records, row.allowed).map((line) => (
        <li key={line.id} className={classNames(line.holds && styles.good)}>
          <button
            type="button"
            className={styles.event}
            aria-pressed={line.recordId === chosenId}
            onClick={() => onChoose(line.recordId)}
          >
            {t(`consents.event.${line.kind}`, { language: t(`consents.language.${line.language}`) })}
            <time dateTime={new Date(line.atMs).toISOString()}>{formatMoment(line.atMs, language)}</time>
          </button>
        </li>
      ))}
    </ol>
  )
}

function RecordFacts({ row, record }: { readonly row: ConsentRow; readonly record: ConsentRecord }) {
  const { t } = useTranslation()
  const isOld = record.language === useLanguage() && record.policySha256 !== row.sha256
  const sum = (sha256: string) => (
    <span className={styles.mono} title={sha256}>
      {short(sha256)}
    </span>
  )
  return (
    <div className={styles.facts}>
      <Facts
        left
        rows={[
          { name: t('privacy.receipt'), value: <span className={styles.mono}>{record.id}</span> },
          { name: t('privacy.policy'), value: record.policyVersion },
          { name: isOld ? t('consents.shaThen') : t('privacy.sha'), value: sum(record.policySha256) },
          ...(isOld ? [{ name: t('consents.shaNow'), value: sum(row.sha256) }] : []),
          { name: t('consents.answeredBy'), value: t(`consents.actor.${record.actor}`) },
          { name: t('privacy.holds'), value: t('privacy.holdsValue') },
        ]}
      />
    </div>
  )
}

/** The receipt as a letter or for programs. */
function Keep({ record }: { readonly record: ConsentRecord }) {
  const { bridge, messages } = useStudio()
  const { t } = useTranslation()
  const language = useLanguage()
  const [busy, setBusy] = useState<'save' | 'print' | 'json' | null>(null)
  const keep = async (as: 'save' | 'print' | 'json') => {
    setBusy(as)
    const result = await bridge.call('consent:receipt', { id: record.id, as, language })
    setBusy(null)
    if (result.ok) {
      if (result.value.name !== null) messages.toast({ text: t('save.done') })
    } else if (result.error.code !== 'cancelled') {
      messages.toast({ tone: 'danger', text: errorSentence(t, result.error) })
    }
  }
  return (
    <div className={styles.keep}>
      <Button icon={<Icon of={Download} />} busy={busy === 'save'} onClick={() => void keep('save')}>
        {t('consents.save')}
      </Button>
      <Button icon={<Icon of={Printer} />} busy={busy === 'print'} onClick={() => void keep('print')}>
        {t('consents.print')}
      </Button>
      <Button
        look="quiet"
        size="small"
        className={styles.json}
        icon={<Icon of={Braces} size={14} />}
        busy={busy === 'json'}
        onClick={() => void keep('json')}
      >
        {t('consents.saveJson')}
      </Button>
    </div>
  )
}
