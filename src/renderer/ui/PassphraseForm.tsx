import { CircleAlert } from 'lucide-react'
import { useId, useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { errorSentence } from '../i18n/errorSentence'
import { useStudio } from '../state/studio'
import { Button } from './Button'
import styles from './Field.module.css'
import { Icon } from './Icon'

const SHORTEST = 8

/** Seals the records under a passphrase, or opens sealed ones. What is typed goes to main and is kept nowhere else. */
export function PassphraseForm({ purpose }: { readonly purpose: 'protect' | 'unlock' }) {
  const { consent, messages } = useStudio()
  const { t } = useTranslation()
  const id = useId()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    if (purpose === 'protect' && text.length < SHORTEST) return setFault(t('privacy.passphraseShort'))
    if (text === '') return
    setBusy(true)
    const result = await consent[purpose](text)
    setBusy(false)
    if (result.ok) {
      setText('')
      messages.toast({ text: purpose === 'protect' ? t('privacy.protected') : t('privacy.unlocked') })
    } else {
      const wrong = result.error.code === 'records-locked'
      setFault(wrong ? t('privacy.passphraseWrong') : errorSentence(t, result.error))
    }
  }

  return (
    <form className={styles.field} onSubmit={(event) => void submit(event)}>
      <label htmlFor={id}>{t('privacy.passphrase')}</label>
      <div className={styles.row}>
        <input
          id={id}
          className={styles.input}
          type="password"
          autoComplete="off"
          maxLength={200}
          value={text}
          aria-invalid={fault === null ? undefined : true}
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            setText(event.target.value)
            setFault(null)
          }}
        />
        <Button type="submit" busy={busy}>
          {purpose === 'protect' ? t('privacy.protect') : t('privacy.unlock')}
        </Button>
      </div>
      {fault === null ? (
        <span id={`${id}-hint`} className={styles.hint}>
          {purpose === 'protect' ? t('privacy.passphraseRule') : ''}
        </span>
      ) : (
        <span id={`${id}-hint`} className={styles.error} role="alert">
          <Icon of={CircleAlert} size={14} />
          {fault}
        </span>
      )}
    </form>
  )
}
