import { LogOut, RefreshCw, ShieldAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KioskStatus } from '../../../contracts/calls/diagnostics'
import type { Bridge } from '../../state/bridgeType'
import { Button } from '../../ui/Button'
import { CheckRow } from '../../ui/checks/CheckRow'
import { Icon } from '../../ui/Icon'
import { AcceptForm } from './AcceptForm'
import styles from './KioskDoor.module.css'

export type Shut = Extract<KioskStatus, { state: 'shut' }>

interface KioskDoorProps {
  readonly bridge: Bridge
  readonly first: Shut
  /** The door is open: the studio may begin. */
  readonly onOpen: () => void
}

/** What stands before a kiosk that is not ready: what is wrong, how to put it right, and who may accept it. */
export function KioskDoor({ bridge, first, onOpen }: KioskDoorProps) {
  const { t } = useTranslation()
  const [shut, setShut] = useState(first)
  const [isBusy, setBusy] = useState(false)
  const [said, setSaid] = useState('')

  const take = (status: KioskStatus) => {
    if (status.state === 'open') onOpen()
    else setShut(status)
  }
  const look = async () => {
    setBusy(true)
    const reply = await bridge.call('kiosk:status', {})
    setBusy(false)
    if (reply.ok) take(reply.value)
  }
  const copy = async (text: string) => {
    const reply = await bridge.call('text:copy', { text })
    if (reply.ok) setSaid(t('kioskDoor.copied'))
  }

  return (
    <main className={styles.door}>
      <section className={styles.sheet}>
        <header className={styles.head}>
          <span className={styles.sign}>
            <Icon of={ShieldAlert} size={22} />
          </span>
          <div>
            <h1>{t('kioskDoor.title')}</h1>
            <p>{t('kioskDoor.text')}</p>
          </div>
        </header>
        <h2 className={styles.heading}>{t('kioskDoor.conditions')}</h2>
        <ul className={styles.list}>
          {shut.conditions.map((check) => (
            <CheckRow key={check.id} check={check} onCopy={(text) => void copy(text)} />
          ))}
        </ul>
        {shut.members.length > 0 ? (
          <AcceptForm
            key={shut.seen}
            bridge={bridge}
            shut={shut}
            onStatus={take}
            onLookAgain={() => void look()}
          />
        ) : (
          <p className={styles.note}>{t('kioskDoor.nobody')}</p>
        )}
        <footer className={styles.foot}>
          <span role="status">{said}</span>
          <Button icon={<Icon of={LogOut} />} onClick={() => void bridge.call('kiosk:quit', {})}>
            {t('kioskDoor.quit')}
          </Button>
          <Button icon={<Icon of={RefreshCw} />} busy={isBusy} onClick={() => void look()}>
            {t('kioskDoor.again')}
          </Button>
        </footer>
      </section>
    </main>
  )
}
