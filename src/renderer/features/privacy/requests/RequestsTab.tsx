import { BellRing, FileInput, Inbox, PencilLine, Send } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { errorSentence } from '../../../i18n/errorSentence'
import { overdueCount } from '../../../state/ownRequests'
import { useStudio } from '../../../state/studio'
import { Banner } from '../../../ui/Banner'
import { Button } from '../../../ui/Button'
import { EmptyState } from '../../../ui/EmptyState'
import { Icon } from '../../../ui/Icon'
import { DraftList } from './DraftList'
import { RequestDetail } from './RequestDetail'
import { RequestList } from './RequestList'
import styles from './RequestsTab.module.css'

/** The person's own requests: drafts, what is on its way, what the desk answered, what is due. */
export function RequestsTab() {
  const { navigation, ownRequests, bridge, messages } = useStudio()
  const { t } = useTranslation()
  const { list, error } = useStore(ownRequests.store)
  const [chosen, setChosen] = useState<string | null>(null)
  const [turn, setTurn] = useState(0)
  useEffect(() => void ownRequests.refresh(), [ownRequests])

  const importAnswer = async () => {
    const reply = await bridge.call('request:import-answer', {})
    if (!reply.ok) {
      if (reply.error.code !== 'cancelled')
        messages.toast({ tone: 'danger', text: errorSentence(t, reply.error) })
      return
    }
    messages.toast({ text: t('requestList.imported') })
    setChosen(reply.value.id)
    setTurn((before) => before + 1)
    void ownRequests.refresh()
  }

  if (list === null)
    return error === null ? null : (
      <Banner tone="danger" icon={<Icon of={Inbox} />} title={t('requestList.failed')}>
        <p>{errorSentence(t, error)}</p>
      </Banner>
    )

  const write = (
    <Button look="primary" icon={<Icon of={PencilLine} />} onClick={() => navigation.writeRequest(null)}>
      {t('requestList.write')}
    </Button>
  )
  if (list.requests.length === 0 && list.drafts.length === 0)
    return (
      <div className={styles.nothing}>
        <EmptyState
          picture={{ icon: <Icon of={Send} size={22} /> }}
          title={t('requestList.emptyTitle')}
          text={t('requestList.emptyText')}
          ways={write}
        />
      </div>
    )

  // Without a choice the newest one is shown.
  const shown = list.requests.find(({ id }) => id === chosen) ?? list.requests[0] ?? null
  return (
    <div className={styles.tab}>
      <div className={styles.left}>
        <div className={styles.actions}>
          {write}
          <Button icon={<Icon of={FileInput} />} onClick={() => void importAnswer()}>
            {t('requestList.import')}
          </Button>
        </div>
        <Reminders />
        <DraftList drafts={list.drafts} />
        {list.requests.length > 0 && (
          <RequestList requests={list.requests} chosen={shown?.id ?? null} onChoose={setChosen} />
        )}
      </div>
      {shown !== null && (
        <RequestDetail
          key={shown.id}
          id={shown.id}
          turn={turn}
          onChanged={() => {
            setTurn((before) => before + 1)
            void ownRequests.refresh()
          }}
        />
      )}
    </div>
  )
}

/** The one thing to keep in mind now: what is late, else what is near, else what is not on its way. */
function Reminders() {
  const { ownRequests } = useStudio()
  const { t } = useTranslation()
  const list = useStore(ownRequests.store, (mirror) => mirror.list)
  const overdue = overdueCount(list)
  const soon = list?.requests.filter(({ next }) => next?.status === 'soon').length ?? 0
  const unsent = list?.requests.filter(({ stage }) => stage === 'sealed').length ?? 0
  const icon = <Icon of={BellRing} />
  if (overdue > 0)
    return (
      <Banner tone="warn" icon={icon} title={t('requestList.remindOverdueTitle', { count: overdue })}>
        <p>{t('requestList.remindOverdueText')}</p>
      </Banner>
    )
  if (soon > 0)
    return (
      <Banner tone="idle" icon={icon} title={t('requestList.remindSoonTitle', { count: soon })}>
        <p>{t('requestList.remindSoonText')}</p>
      </Banner>
    )
  if (unsent > 0)
    return (
      <Banner tone="idle" icon={<Icon of={Send} />} title={t('requestList.unsentTitle', { count: unsent })}>
        <p>{t('requestList.unsentText')}</p>
      </Banner>
    )
  return null
}
