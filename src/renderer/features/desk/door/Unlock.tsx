import { LockKeyhole } from 'lucide-react'
import { useRef, useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeskStatus } from '../../../../contracts/calls/desk'
import { PIN_WAITS } from '../../../../domain/privacy/desk/pinTries'
import { useStudio } from '../../../state/studio'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import { Fault, LineField, SelectField } from '../deskFields'
import { deskSentence } from '../deskSentence'
import { minutesAndSeconds, useElapsed, type DeskMirror } from '../useDeskStatus'
import styles from './Door.module.css'

interface UnlockProps {
  readonly mirror: DeskMirror
  readonly onStatus: (status: DeskStatus) => void
}

/** The locked desk: one PIN field, and how many tries there are. */
export function Unlock({ mirror, onStatus }: UnlockProps) {
  const { bridge } = useStudio()
  const { t } = useTranslation()
  const { members, triesLeft, waitMs } = mirror.status
  const [name, setName] = useState(members[0] ?? '')
  const [pin, setPin] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const elapsed = useElapsed(mirror.atMs, waitMs > 0)
  const left = Math.max(0, waitMs - elapsed)

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    if (pin === '' || left > 0) return
    setBusy(true)
    const reply = await bridge.call('desk:unlock', { name, pin })
    setBusy(false)
    setPin('')
    if (reply.ok) return onStatus(reply.value)
    setFault(deskSentence(t, reply.error))
    field.current?.focus()
  }

  return (
    <section className={styles.card}>
      <span className={styles.sign}>
        <Icon of={LockKeyhole} size={22} />
      </span>
      <h2>{t('deskDoor.lockedTitle')}</h2>
      <p>{t('deskDoor.lockedText')}</p>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        {members.length > 1 ? (
          <SelectField
            label={t('deskPin.name')}
            value={name}
            onChange={(event) => setName(event.target.value)}
          >
            {members.map((member) => (
              <option key={member}>{member}</option>
            ))}
          </SelectField>
        ) : null}
        <LineField
          ref={field}
          // The only thing to do on this page.
          autoFocus
          label={members.length > 1 ? t('deskPin.pin') : t('deskPin.pinOf', { name })}
          type="password"
          maxLength={200}
          value={pin}
          disabled={left > 0}
          onChange={(event) => {
            setPin(event.target.value)
            setFault(null)
          }}
        />
        {left > 0 ? (
          <p className={styles.wait} role="timer">
            {t('deskDoor.wait', { time: minutesAndSeconds(left) })}
          </p>
        ) : (
          <Fault>{fault}</Fault>
        )}
        {left === 0 && triesLeft < PIN_WAITS.freeTries && (
          <p className={styles.note} aria-live="polite">
            {triesLeft > 0 ? t('deskDoor.triesLeft', { count: triesLeft }) : t('deskDoor.noTriesLeft')}
          </p>
        )}
        <Button type="submit" look="primary" wide busy={busy} disabled={left > 0 || pin === ''}>
          {t('deskDoor.open')}
        </Button>
      </form>
    </section>
  )
}
