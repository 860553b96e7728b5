import { Check as CheckIcon, ClipboardList, RefreshCw, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { countChecks, type Check, type Outcome } from '../../../domain/diagnostics/checks'
import { languageOf } from '../../i18n/catalogue'
import { formatMoment } from '../../i18n/dates'
import { errorSentence } from '../../i18n/errorSentence'
import { useStudio } from '../../state/studio'
import { useReply } from '../../state/useReply'
import { Button } from '../../ui/Button'
import { CheckRow } from '../../ui/checks/CheckRow'
import { classNames } from '../../ui/classNames'
import { Icon } from '../../ui/Icon'
import { Spinner } from '../../ui/Spinner'
import { AcceptedList } from './AcceptedList'
import styles from './DiagnosticsPage.module.css'
import { FilesCard } from './FilesCard'
import { diagnosticsReport } from './report'
import { StateCards } from './StateCards'
import { stateWordsNow } from './stateWords'
import { useDiagnostics } from './useDiagnostics'

/** What needs a look comes first; what is well keeps its order. */
const GRAVEST: readonly Outcome[] = ['fail', 'attention', 'unknown', 'pass']
const byGravity = (checks: readonly Check[]): readonly Check[] =>
  checks.toSorted((a, b) => GRAVEST.indexOf(a.outcome) - GRAVEST.indexOf(b.outcome))

/** What runs, what was checked, and what was written. */
export function DiagnosticsPage() {
  const studio = useStudio()
  const { bridge, messages, info, settings } = studio
  const { t } = useTranslation()
  const choice = useStore(settings.store, (current) => current.language)
  const { found, isBusy, checkAgain, take } = useDiagnostics()
  const privacy = useReply('privacy:read', {})
  const folder = privacy?.ok === true ? privacy.value.recordsDirectory : ''
  const language = languageOf(choice, info.systemLanguage)

  const copy = async (text: string) => {
    const reply = await bridge.call('text:copy', { text })
    messages.toast(
      reply.ok ? { text: t('copy.done') } : { tone: 'danger', text: errorSentence(t, reply.error) },
    )
  }

  const value = found?.ok === true ? found.value : null
  const counted = value === null ? null : countChecks(value.checks)
  return (
    <div className={styles.diagnostics}>
      <div className={styles.top}>
        <h2>{t('settings.diagnostics')}</h2>
        <span className={styles.hint} role="status">
          {value === null || isBusy
            ? t('diag.checking')
            : t('diag.checkedAt', { at: formatMoment(value.checkedAtMs, language) })}
        </span>
        <Button
          icon={<Icon of={ClipboardList} />}
          disabled={value === null}
          onClick={() =>
            value !== null && void copy(diagnosticsReport(t, info, stateWordsNow(t, studio), value, folder))
          }
        >
          {t('diag.copy')}
        </Button>
        <Button icon={<Icon of={RefreshCw} />} busy={isBusy} onClick={checkAgain}>
          {t('diag.again')}
        </Button>
      </div>
      <StateCards />
      {value === null || counted === null ? (
        found === null ? (
          <Spinner />
        ) : (
          <p>{t('diag.failed')}</p>
        )
      ) : (
        <div className={styles.two}>
          <article className={classNames(styles.card, styles.checks)}>
            <header>
              <h3>{t('diag.checks')}</h3>
              <span className={classNames(styles.state, counted.look === 0 ? styles.ok : styles.warn)}>
                <Icon of={counted.look === 0 ? CheckIcon : TriangleAlert} size={14} />
                {counted.look === 0
                  ? t('diag.allPass', { count: counted.pass })
                  : t('diag.someLook', { pass: counted.pass, look: counted.look })}
              </span>
            </header>
            <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('diag.checks')}>
              <ul>
                {byGravity(value.checks).map((check) => (
                  <CheckRow key={check.id} check={check} onCopy={(text) => void copy(text)} />
                ))}
              </ul>
              {value.accepted.length > 0 && <AcceptedList accepted={value.accepted} onTakenBack={take} />}
            </div>
          </article>
          <FilesCard written={value.written} folder={folder} />
        </div>
      )}
    </div>
  )
}
