import { FileInput, Inbox as InboxIcon, MailPlus, Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CASE_FILTERS, type CaseFilter } from '../../../../contracts/calls/deskCases'
import { REQUEST_KINDS } from '../../../../domain/privacy/request/kinds'
import { useStudio } from '../../../state/studio'
import { Button } from '../../../ui/Button'
import { EmptyState } from '../../../ui/EmptyState'
import field from '../../../ui/Field.module.css'
import { Icon } from '../../../ui/Icon'
import { Segments } from '../../../ui/Segments'
import { deskSentence } from '../deskSentence'
import { EnterLetter } from '../enter/EnterLetter'
import { BookFooter } from './BookFooter'
import styles from './Inbox.module.css'
import { InboxTable } from './InboxTable'
import { useInbox } from './useInbox'

interface InboxProps {
  readonly turn: number
  readonly selected: string | null
  readonly onSelect: (id: string) => void
  readonly onChanged: () => void
}

/** Every request that came to the desk: what is open, what is due, what was asked as a complaint. */
export function Inbox({ turn, selected, onSelect, onChanged }: InboxProps) {
  const { bridge, messages } = useStudio()
  const { t } = useTranslation()
  const [filter, setFilter] = useState<CaseFilter>('open')
  const [typed, setTyped] = useState('')
  const [entering, setEntering] = useState(false)
  const [busy, setBusy] = useState(false)
  const text = useDeferredValue(typed.trim())
  const kinds =
    text === ''
      ? []
      : REQUEST_KINDS.filter((kind) => t(`deskKind.${kind}`).toLowerCase().includes(text.toLowerCase()))
  const inbox = useInbox(filter, { text, kinds: [...kinds] }, turn)
  const { head } = inbox

  const taken = (id: string) => {
    onChanged()
    onSelect(id)
  }
  const importFile = async () => {
    setBusy(true)
    const reply = await bridge.call('desk:import', {})
    setBusy(false)
    if (reply.ok) {
      messages.announce(t('deskInbox.taken', { id: reply.value.id }))
      return taken(reply.value.id)
    }
    if (reply.error.code === 'cancelled') return
    messages.toast({ tone: 'danger', text: deskSentence(t, reply.error) })
    // The request that is here already is the next thing anybody wants to look at.
    const known = reply.error.params?.['id']
    if (typeof known === 'string') onSelect(known)
  }

  const buttons = (
    <>
      <Button icon={<Icon of={MailPlus} />} onClick={() => setEntering(true)}>
        {t('deskInbox.enter')}
      </Button>
      <Button icon={<Icon of={FileInput} />} busy={busy} onClick={() => void importFile()}>
        {t('deskInbox.import')}
      </Button>
    </>
  )
  return (
    <section className={styles.inbox} aria-label={t('deskTab.inbox')}>
      <div className={styles.tools}>
        <Segments
          label={t('deskInbox.filter')}
          value={filter}
          wrap
          options={CASE_FILTERS.map((name) => ({
            value: name,
            text: t('deskInbox.counted', {
              name: t(`deskInbox.filters.${name}`),
              count: head?.totals[name] ?? 0,
            }),
          }))}
          onChange={setFilter}
        />
        <div className={styles.row}>
          <label className={styles.search}>
            <Icon of={Search} />
            <input
              className={field.input}
              type="search"
              maxLength={200}
              placeholder={t('deskInbox.search')}
              aria-label={t('deskInbox.search')}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </label>
          {buttons}
        </div>
      </div>
      {inbox.error !== null && inbox.error.code !== 'desk-locked' ? (
        <div className={styles.empty}>
          <p role="alert">{deskSentence(t, inbox.error)}</p>
        </div>
      ) : head !== null && head.total === 0 ? (
        <div className={styles.empty}>
          <EmptyState
            picture={{ icon: <Icon of={InboxIcon} size={22} /> }}
            title={text === '' ? t(`deskInbox.emptyTitle.${filter}`) : t('deskInbox.nothingFound')}
            text={
              text !== ''
                ? t('deskInbox.nothingFoundText')
                : head.totals.all === 0
                  ? t('deskInbox.emptyText')
                  : t('deskInbox.emptyFilterText')
            }
          />
        </div>
      ) : (
        <InboxTable
          inbox={inbox}
          withOwner={filter === 'complaints'}
          selected={selected}
          onSelect={onSelect}
        />
      )}
      {head !== null && <BookFooter book={head.book} />}
      {entering && (
        <EnterLetter
          onClose={() => setEntering(false)}
          onEntered={(id) => {
            setEntering(false)
            messages.announce(t('deskInbox.taken', { id }))
            taken(id)
          }}
        />
      )}
    </section>
  )
}
