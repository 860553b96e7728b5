import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Diagnostics } from '../../../contracts/calls/diagnostics'
import { languageOf } from '../../i18n/catalogue'
import { formatMoment } from '../../i18n/dates'
import { errorSentence } from '../../i18n/errorSentence'
import { useStudio } from '../../state/studio'
import { Button } from '../../ui/Button'
import { checkWords } from '../../ui/checks/checkWords'
import styles from './DiagnosticsPage.module.css'

interface AcceptedListProps {
  readonly accepted: Diagnostics['accepted']
  readonly onTakenBack: (found: Diagnostics) => void
}

/** What the kiosk's operators accepted about this computer, each with a way to take it back. */
export function AcceptedList({ accepted, onTakenBack }: AcceptedListProps) {
  const { bridge, messages, settings, info } = useStudio()
  const { t } = useTranslation()
  const choice = useStore(settings.store, (current) => current.language)
  const language = languageOf(choice, info.systemLanguage)
  const takeBack = async (id: string) => {
    const reply = await bridge.call('diagnostics:take-back', { id })
    if (reply.ok) onTakenBack(reply.value)
    messages.toast(
      reply.ok ? { text: t('diag.takenBack') } : { tone: 'danger', text: errorSentence(t, reply.error) },
    )
  }
  return (
    <section className={styles.accepted}>
      <h4>{t('diag.accepted')}</h4>
      <ul>
        {accepted.map(({ id, by, atMs, condition, observed }) => {
          const { title, fact } = checkWords(t, { state: condition.state, facts: observed })
          return (
            <li key={id}>
              <div>
                {title} · {fact}
                <span className={styles.hint}>
                  {t('diag.acceptedBy', { by, at: formatMoment(atMs, language) })}
                </span>
              </div>
              <Button
                size="small"
                aria-label={t('diag.takeBackOf', { title })}
                onClick={() => void takeBack(id)}
              >
                {t('diag.takeBack')}
              </Button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
