import { CircleCheck, ShieldCheck, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PrivacyView } from '../../../contracts/api'
import type { GuardCount } from '../../../contracts/calls/diagnostics'
import { useStudio } from '../../state/studio'
import { Button } from '../../ui/Button'
import { ChipButton } from '../../ui/Chip'
import { Icon } from '../../ui/Icon'
import { Pop } from '../../ui/Pop'
import { Spinner } from '../../ui/Spinner'
import styles from './OfflineChip.module.css'
import { useGuard } from './useGuard'

/** Says that nothing leaves; opens what main measured, in plain words. */
export function OfflineChip() {
  const { bridge } = useStudio()
  const { t } = useTranslation()
  const guard = useGuard()
  const isDoubtful = guard !== null && guard.doubts.length > 0
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
          <Icon of={isDoubtful ? TriangleAlert : ShieldCheck} size={14} />
          <span>
            {t('offline.chip')}
            <span className={styles.sep} aria-hidden="true">
              {t('list.join')}
            </span>
            <b>{isDoubtful ? t('offline.doubt') : t('offline.bytes')}</b>
          </span>
        </ChipButton>
      }
    >
      {facts === null ? <Spinner /> : <FactList facts={facts} guard={guard} />}
    </Pop>
  )
}

interface FactListProps {
  readonly facts: PrivacyView
  /** Counts on while this is open. */
  readonly guard: GuardCount | null
}

function FactList({ facts, guard }: FactListProps) {
  const { info, navigation } = useStudio()
  const { t } = useTranslation()
  const blocked = guard?.blockedRequests ?? facts.blockedRequests
  const doubtful = guard !== null && guard.doubts.length > 0
  const rows = [
    {
      good: true,
      title: t('offline.network'),
      text: blocked === 0 ? t('offline.networkNone') : t('offline.networkSome', { count: blocked }),
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
    {
      good: !doubtful,
      title: t('offline.files'),
      text: doubtful
        ? t('offline.filesDoubt')
        : `${t('offline.filesCount', { count: guard?.files ?? 0 })} ${t('offline.filesSaved', { count: guard?.saved ?? 0 })}`,
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
      {!info.kiosk && (
        <Button size="small" wide onClick={() => navigation.showSettings('diagnostics')}>
          {t('offline.open')}
        </Button>
      )}
    </>
  )
}
