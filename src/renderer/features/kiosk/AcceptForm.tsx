import { CircleAlert } from 'lucide-react'
import { useEffect, useId, useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { KioskStatus } from '../../../contracts/calls/diagnostics'
import { PIN_WAITS, triesLeft } from '../../../domain/privacy/desk/pinTries'
import { errorSentence } from '../../i18n/errorSentence'
import type { Bridge } from '../../state/bridgeType'
import { Button } from '../../ui/Button'
import field from '../../ui/Field.module.css'
import { Icon } from '../../ui/Icon'
import type { Shut } from './KioskDoor'
import styles from './KioskDoor.module.css'

interface AcceptFormProps {
  readonly bridge: Bridge
  readonly shut: Shut
  readonly onStatus: (status: KioskStatus) => void
  /** What was seen is not so any more. */
  readonly onLookAgain: () => void
}

const clock = (ms: number): string => {
  const seconds = Math.ceil(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** Milliseconds until a PIN may be tried; counts down by itself. */
function useWait(firstMs: number): readonly [number, (ms: number) => void] {
  const [end, setEnd] = useState(() => performance.now() + firstMs)
  const [now, setNow] = useState(() => performance.now())
  const isWaiting = end > now
  useEffect(() => {
    if (!isWaiting) return
    const timer = setInterval(() => setNow(performance.now()), 500)
    return () => clearInterval(timer)
  }, [isWaiting])
  const wait = (ms: number) => {
    setNow(performance.now())
    setEnd(performance.now() + ms)
  }
  return [Math.max(0, end - now), wait]
}

/** A member of the desk accepts what is listed above, with their PIN. */
export function AcceptForm({ bridge, shut, onStatus, onLookAgain }: AcceptFormProps) {
  const { t } = useTranslation()
  const [name, setName] = useState(shut.members[0] ?? '')
  const [pin, setPin] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const [left, setLeft] = useState(shut.triesLeft)
  const [isBusy, setBusy] = useState(false)
  const [waitMs, wait] = useWait(shut.waitMs)
  const id = useId()

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    if (pin === '' || waitMs > 0) return
    setBusy(true)
    const reply = await bridge.call('kiosk:accept', { name, pin, seen: shut.seen })
    setBusy(false)
    setPin('')
    if (reply.ok) return onStatus(reply.value)
    const { error } = reply
    setFault(errorSentence(t, error))
    if (error.code === 'kiosk-changed') return onLookAgain()
    if (error.code === 'desk-wrong-pin') {
      const now = Number(error.params?.['left'] ?? triesLeft(PIN_WAITS.freeTries))
      setLeft(now)
      if (now === 0) wait(PIN_WAITS.firstMs)
    }
    if (error.code === 'desk-wait') wait(Number(error.params?.['seconds'] ?? 0) * 1000)
  }

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <h2 className={styles.heading}>{t('kioskDoor.acceptTitle')}</h2>
      <p className={styles.note}>{t('kioskDoor.acceptText')}</p>
      <div className={styles.fields}>
        <div className={field.field}>
          <label htmlFor={`${id}-name`}>{t('kioskDoor.name')}</label>
          <select
            id={`${id}-name`}
            className={field.input}
            value={name}
            onChange={(event) => setName(event.target.value)}
          >
            {shut.members.map((member) => (
              <option key={member}>{member}</option>
            ))}
          </select>
        </div>
        <div className={field.field}>
          <label htmlFor={`${id}-pin`}>{t('kioskDoor.pin')}</label>
          <input
            id={`${id}-pin`}
            className={field.input}
            type="password"
            autoComplete="off"
            maxLength={200}
            value={pin}
            disabled={waitMs > 0}
            onChange={(event) => {
              setPin(event.target.value)
              setFault(null)
            }}
          />
        </div>
        <Button type="submit" look="primary" busy={isBusy} disabled={waitMs > 0 || pin === ''}>
          {t('kioskDoor.accept')}
        </Button>
      </div>
      <p className={field.error} role="alert">
        {waitMs > 0 ? (
          t('kioskDoor.wait', { time: clock(waitMs) })
        ) : fault !== null ? (
          <>
            <Icon of={CircleAlert} size={14} />
            {fault}
          </>
        ) : null}
      </p>
      {waitMs === 0 && left > 0 && left < PIN_WAITS.freeTries && (
        <p className={styles.note}>{t('kioskDoor.triesLeft', { count: left })}</p>
      )}
    </form>
  )
}
