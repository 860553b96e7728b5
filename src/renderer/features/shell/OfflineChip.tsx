import { CircleCheck, ShieldCheck, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PrivacyView } from '../../../contracts/api'
import { useStudio } from '../../state/studio'
import { ChipButton } from '../../ui/Chip'
import { Icon } from '../../ui/Icon'
import { Pop } from '../../ui/Pop'
import { Spinner } from '../../ui/Spinner'
import styles from './OfflineChip.module.css'

/** Says that nothing leaves; opens what main measured, in plain words. */
export function OfflineChip() {
  const { bridge } = useStudio()
  const { t } = useTranslation()
  const [facts, setFacts] = useState<PrivacyView | null>(null)
  const read = async () => {
    const reply = await bridge.call('privacy:read', {})
    if (reply.ok) setFacts(reply.value)
  }
  return (
    <Pop
      title={t('offline.title')}
      trigger={
        <ChipButton onClick={() => void read()}>
          <Icon of={ShieldCheck} size={14} />
          <span>
            {t('offline.chip')}
            <span className={styles.sep} aria-hidden="true">
              {t('list.join')}
            </span>
            <b>{t('offline.bytes')}</b>
          </span>
        </ChipButton>
      }
    >
      {facts === null ? <Spinner /> : <FactList facts={facts} />}
    </Pop>
  )
}

function FactList({ facts }: { readonly facts: PrivacyView }) {
  const { info } = useStudio()
  const { t } = useTranslation()
  const rows = [
    {
      good: true,
      title: t('offline.network'),
      text:
        facts.blockedRequests === 0
          ? t('offline.networkNone')
          : t('offline.networkSome', { count: facts.blockedRequests }),
    },
    {
      good: facts.partitionInMemory,
      title: t('offline.memory'),
      text: facts.partitionInMemory ? t('offline.memoryYes') : t('offline.memoryNo'),
    },
    {
      good: facts.userDataInMemory,
      title: t('offline.profile'),
      text: facts.userDataInMemory ? t('offline.profileYes') : t('offline.profileNo'),
    },
    {
      good: facts.sandboxed,
      title: t('offline.sandbox'),
      text: facts.sandboxed ? t('offline.sandboxYes') : t('offline.sandboxNo'),
    },
    {
      good: true,
      title: t('offline.records'),
      text: info.kiosk
        ? t('kiosk.recordsRow')
        : t('offline.recordsWhere', { folder: facts.recordsDirectory }),
    },
  ]
  return (
    <>
      <ul className={styles.list}>
        {rows.map(({ good, title, text }) => (
          <li key={title} className={good ? undefined : styles.attention}>
            <Icon of={good ? CircleCheck : TriangleAlert} />
            <div>
              <b>{title}</b>
              <p>{text}</p>
            </div>
          </li>
        ))}
      </ul>
      <p className={styles.foot}>{t('offline.saved')}</p>
    </>
  )
}
