import { ShieldCheck, TriangleAlert } from 'lucide-react'
import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeskStatus } from '../../../../contracts/calls/desk'
import { useStudio } from '../../../state/studio'
import { Banner } from '../../../ui/Banner'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import { Fault } from '../deskFields'
import { deskSentence } from '../deskSentence'
import { NewMemberFields, newMemberFault, NO_MEMBER } from '../NewMember'
import styles from './Door.module.css'

interface SetUpProps {
  readonly status: DeskStatus
  readonly onStatus: (status: DeskStatus) => void
}

/** The first member: without one there is no desk. */
export function SetUp({ status, onStatus }: SetUpProps) {
  const { bridge, navigation } = useStudio()
  const { t } = useTranslation()
  const [member, setMember] = useState(NO_MEMBER)
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    const wrong = newMemberFault(t, member)
    if (wrong !== null) return setFault(wrong)
    setBusy(true)
    const reply = await bridge.call('desk:set-up', { name: member.name, pin: member.pin })
    setBusy(false)
    if (reply.ok) onStatus(reply.value)
    else setFault(deskSentence(t, reply.error))
  }

  return (
    <section className={styles.card}>
      <span className={styles.sign}>
        <Icon of={ShieldCheck} size={22} />
      </span>
      <h2>{t('deskDoor.setUpTitle')}</h2>
      <p>{t('deskDoor.setUpText')}</p>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        {status.sessionOnly && (
          <Banner
            tone="warn"
            icon={<Icon of={TriangleAlert} />}
            title={t('deskDoor.sessionTitle')}
            ways={
              <Button size="small" onClick={() => navigation.showPrivacy('consents')}>
                {t('deskDoor.sessionWay')}
              </Button>
            }
          >
            <p>{t('deskDoor.sessionText')}</p>
          </Banner>
        )}
        <NewMemberFields
          member={member}
          onChange={(next) => {
            setMember(next)
            setFault(null)
          }}
        />
        <Fault>{fault}</Fault>
        <Button type="submit" look="primary" wide busy={busy}>
          {t('deskDoor.setUp')}
        </Button>
        <p className={styles.note}>{t('deskDoor.stays')}</p>
      </form>
    </section>
  )
}
