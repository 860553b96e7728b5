import { useTranslation } from 'react-i18next'
import { Lock, ShieldAlert } from 'lucide-react'
import type { DeskStatus } from '../../../../contracts/calls/desk'
import { useReply } from '../../../state/useReply'
import { EmptyState } from '../../../ui/EmptyState'
import { Icon } from '../../../ui/Icon'
import { PassphraseForm } from '../../../ui/PassphraseForm'
import type { DeskMirror } from '../useDeskStatus'
import styles from './Door.module.css'
import { SetUp } from './SetUp'
import { Unlock } from './Unlock'

interface DoorProps {
  readonly mirror: DeskMirror
  readonly onStatus: (status: DeskStatus) => void
}

/** What stands before the desk while nobody has it open. */
export function Door({ mirror, onStatus }: DoorProps) {
  const { status } = mirror
  return (
    <main className={styles.door}>
      {status.recordsLocked ? (
        <Sealed />
      ) : status.state === 'not-set-up' ? (
        <SetUp status={status} onStatus={onStatus} />
      ) : status.state === 'shut' ? (
        <Shut setAside={status.setAside} />
      ) : (
        <Unlock mirror={mirror} onStatus={onStatus} />
      )}
    </main>
  )
}

/** The desk's book is under the passphrase of this computer's records. */
function Sealed() {
  const { t } = useTranslation()
  return (
    <section className={styles.card}>
      <span className={styles.sign}>
        <Icon of={Lock} size={22} />
      </span>
      <h2>{t('deskDoor.sealedTitle')}</h2>
      <p>{t('deskDoor.sealedText')}</p>
      <div className={styles.form}>
        <PassphraseForm purpose="unlock" />
      </div>
    </section>
  )
}

/** The members' file is damaged or gone. */
function Shut({ setAside }: { readonly setAside: string | null }) {
  const { t } = useTranslation()
  const privacy = useReply('privacy:read', {})
  const folder = privacy?.ok === true ? privacy.value.recordsDirectory : ''
  return (
    <EmptyState
      picture={{ icon: <Icon of={ShieldAlert} size={22} /> }}
      title={t('deskDoor.shutTitle')}
      text={setAside === null ? t('deskDoor.shutGone') : t('deskDoor.shutDamaged', { name: setAside })}
      hint={
        <span className={styles.ways}>
          <span>{t('deskDoor.shutCopy', { folder })}</span>
          <span>{t('deskDoor.shutAgain')}</span>
        </span>
      }
    />
  )
}
