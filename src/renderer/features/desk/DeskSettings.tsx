import { Trash2 } from 'lucide-react'
import { useEffect, useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeskSettings as Settings, DeskStatus } from '../../../contracts/calls/desk'
import { REQUEST_LIMITS } from '../../../domain/privacy/request/request'
import { useStudio } from '../../state/studio'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { Modal } from '../../ui/Modal'
import { AreaField, Fault, LineField } from './deskFields'
import styles from './DeskSettings.module.css'
import { deskSentence } from './deskSentence'
import { NewMemberFields, newMemberFault, NO_MEMBER } from './NewMember'

interface DeskSettingsProps {
  readonly status: DeskStatus
  readonly onStatus: (status: DeskStatus) => void
  readonly onClose: () => void
}

/** Who may open the desk, where people reach it, and what an answer costs. */
export function DeskSettings({ status, onStatus, onClose }: DeskSettingsProps) {
  const { t } = useTranslation()
  return (
    <Modal open title={t('deskSettings.title')} closeLabel={t('app.close')} widthPx={560} onClose={onClose}>
      <Members status={status} onStatus={onStatus} />
      <Contact />
    </Modal>
  )
}

function Members({ status, onStatus }: Omit<DeskSettingsProps, 'onClose'>) {
  const { bridge } = useStudio()
  const { t } = useTranslation()
  const [member, setMember] = useState(NO_MEMBER)
  const [adding, setAdding] = useState(false)
  const [leaving, setLeaving] = useState<string | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const add = async (event: SyntheticEvent) => {
    event.preventDefault()
    const wrong = newMemberFault(t, member)
    if (wrong !== null) return setFault(wrong)
    setBusy(true)
    const reply = await bridge.call('desk:add-member', { name: member.name, pin: member.pin })
    setBusy(false)
    if (!reply.ok) return setFault(deskSentence(t, reply.error))
    setMember(NO_MEMBER)
    setAdding(false)
    onStatus(reply.value)
  }
  const remove = async (name: string) => {
    setLeaving(null)
    const reply = await bridge.call('desk:remove-member', { name })
    if (reply.ok) onStatus(reply.value)
    else setFault(deskSentence(t, reply.error))
  }

  return (
    <section className={styles.part}>
      <h3>{t('deskSettings.members')}</h3>
      <ul className={styles.members}>
        {status.members.map((name) => (
          <li key={name}>
            <span>{name}</span>
            {leaving === name ? (
              <Button size="small" look="danger" onClick={() => void remove(name)}>
                {t('deskSettings.removeNow')}
              </Button>
            ) : (
              <Button
                size="small"
                look="quiet"
                aria-label={t('deskSettings.remove', { name })}
                icon={<Icon of={Trash2} size={14} />}
                disabled={status.members.length === 1}
                onClick={() => setLeaving(name)}
              />
            )}
          </li>
        ))}
      </ul>
      {adding ? (
        <form className={styles.part} onSubmit={(event) => void add(event)}>
          <NewMemberFields
            member={member}
            onChange={(next) => {
              setMember(next)
              setFault(null)
            }}
          />
          <Button type="submit" busy={busy}>
            {t('deskSettings.add')}
          </Button>
        </form>
      ) : (
        <Button onClick={() => setAdding(true)}>{t('deskSettings.addMember')}</Button>
      )}
      <Fault>{fault}</Fault>
      <p className={styles.note}>{t('deskSettings.membersHint')}</p>
    </section>
  )
}

const FEES = ['notice-of-purposes', 'disclosure', 'disclosure-of-provision-records'] as const

function Contact() {
  const { bridge, messages } = useStudio()
  const { t } = useTranslation()
  const [settings, setSettings] = useState<Settings | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  useEffect(() => {
    void bridge.call('desk:settings', {}).then((reply) => reply.ok && setSettings(reply.value))
  }, [bridge])
  if (settings === null) return null
  const { contact, fees } = settings

  const change = (next: Partial<Settings>) => {
    setFault(null)
    setSettings({ ...settings, ...next })
  }
  const save = async (event: SyntheticEvent) => {
    event.preventDefault()
    const reply = await bridge.call('desk:save-settings', settings)
    if (!reply.ok) return setFault(deskSentence(t, reply.error))
    setSettings(reply.value)
    messages.toast({ text: t('deskSettings.saved') })
  }
  const line = (name: 'name' | 'telephone' | 'email') => (
    <LineField
      label={t(`deskSettings.contact.${name}`)}
      maxLength={120}
      value={contact[name]}
      onChange={(event) => change({ contact: { ...contact, [name]: event.target.value } })}
    />
  )
  return (
    <form className={styles.part} onSubmit={(event) => void save(event)}>
      <h3>{t('deskSettings.contactTitle')}</h3>
      <p className={styles.note}>{t('deskSettings.contactHint')}</p>
      {line('name')}
      <AreaField
        label={t('deskSettings.contact.address')}
        rows={2}
        maxLength={REQUEST_LIMITS.address}
        value={contact.address}
        onChange={(event) => change({ contact: { ...contact, address: event.target.value } })}
      />
      <div className={styles.pair}>
        {line('telephone')}
        {line('email')}
      </div>
      <h3>{t('deskSettings.fees')}</h3>
      <div className={styles.three}>
        {FEES.map((kind) => (
          <LineField
            key={kind}
            label={t(`deskKind.${kind}`)}
            type="number"
            min={0}
            max={REQUEST_LIMITS.feeYen}
            step={1}
            value={fees[kind]}
            onChange={(event) => {
              const yen = Math.round(Number(event.target.value))
              change({ fees: { ...fees, [kind]: Math.min(REQUEST_LIMITS.feeYen, Math.max(0, yen)) } })
            }}
          />
        ))}
      </div>
      <Fault>{fault}</Fault>
      <Button type="submit" look="primary" className={styles.save}>
        {t('deskSettings.save')}
      </Button>
    </form>
  )
}
