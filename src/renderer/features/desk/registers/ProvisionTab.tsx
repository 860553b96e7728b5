import { Archive, FileDown, FilePen, HandHelping, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProvisionRow } from '../../../../contracts/calls/registers'
import type { ProvisionRecord } from '../../../../domain/privacy/desk/provision'
import { useLanguage } from '../../../i18n/useLanguage'
import { useReply } from '../../../state/useReply'
import { Banner } from '../../../ui/Banner'
import { Button } from '../../../ui/Button'
import { EmptyState } from '../../../ui/EmptyState'
import { Icon } from '../../../ui/Icon'
import { lastDay, shownDay } from './kit/deskDates'
import { Pager } from './kit/Pager'
import { Centred, Split } from './kit/Split'
import { State } from './kit/State'
import { Table } from './kit/Table'
import table from './kit/Table.module.css'
import { ProvisionDetail } from './ProvisionDetail'
import { ProvisionEditor } from './ProvisionEditor'
import { useExports } from './useExports'
import { registerSentence } from './kit/registerSentence'

const PAGE = 100

type Beside =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'row'; readonly id: string }
  | { readonly kind: 'form'; readonly corrects: ProvisionRecord | null }

/** The ledger of what was handed to others, Article 4(2). */
export function ProvisionTab() {
  const { t } = useTranslation()
  const language = useLanguage()
  const [page, setPage] = useState(0)
  const [turn, setTurn] = useState(0)
  const [beside, setBeside] = useState<Beside>({ kind: 'nothing' })
  const reply = useReply('provision:list', { from: page * PAGE, count: PAGE }, turn)
  const { saveTable, busy } = useExports()
  const close = () => setBeside({ kind: 'nothing' })
  const write = (corrects: ProvisionRecord | null) => setBeside({ kind: 'form', corrects })

  if (reply === null) return null
  if (!reply.ok)
    return (
      <Banner tone="danger" icon={<Icon of={Archive} />} title={registerSentence(t, reply.error)} urgent />
    )
  const { rows, total } = reply.value
  const open = beside.kind === 'row' ? rows.find(({ record }) => record.id === beside.id) : undefined
  const side =
    beside.kind === 'form' ? (
      <ProvisionEditor
        key={beside.corrects?.id ?? 'new'}
        corrects={beside.corrects}
        onClose={close}
        onKept={(row) => {
          setTurn((last) => last + 1)
          setPage(0)
          setBeside({ kind: 'row', id: row.record.id })
        }}
      />
    ) : open === undefined ? null : (
      <ProvisionDetail row={open} onClose={close} onCorrect={() => write(open.record)} />
    )

  return (
    <Split
      lead={t('provision.lead')}
      tools={
        <>
          {total > 0 && (
            <Button icon={<Icon of={FileDown} />} busy={busy} onClick={() => void saveTable('provisions')}>
              {t('register.csv')}
            </Button>
          )}
          <Button icon={<Icon of={Plus} />} onClick={() => write(null)}>
            {t('provision.new')}
          </Button>
        </>
      }
      foot={
        <>
          {t('provision.count', { count: total })}
          {total > PAGE && <Pager page={page} pages={Math.ceil(total / PAGE)} onChange={setPage} />}
        </>
      }
      side={side}
    >
      {total === 0 ? (
        <Centred>
          <EmptyState
            picture={{ icon: <Icon of={HandHelping} size={22} /> }}
            title={t('provision.noneTitle')}
            text={t('provision.noneText')}
          />
        </Centred>
      ) : (
        <Table<ProvisionRow>
          label={t('deskTab.provision')}
          columns={[
            t('provision.column.recipient'),
            t('provision.column.provided'),
            t('provision.column.basis'),
            t('provision.column.until'),
          ]}
          rows={rows}
          idOf={({ record }) => record.id}
          selected={beside.kind === 'row' ? beside.id : null}
          onOpen={({ record }) => setBeside({ kind: 'row', id: record.id })}
          name={({ record, correctedBy }) => (
            <span className={correctedBy === null ? undefined : table.struck}>{record.recipient.name}</span>
          )}
          hint={({ record, correctedBy }) =>
            correctedBy === null ? record.id : t('provision.correctedBy', { id: correctedBy })
          }
          cells={({ record, keptUntilMs }) => [
            <span key="day" className={table.nowrap}>
              {shownDay(record.providedAtMs, language)}
            </span>,
            <State key="basis" icon={record.corrects === null ? HandHelping : FilePen}>
              {t(`provision.short.${record.basis.kind}`)}
            </State>,
            <span key="until" className={table.nowrap}>
              {lastDay(keptUntilMs, language)}
            </span>,
          ]}
        />
      )}
    </Split>
  )
}
