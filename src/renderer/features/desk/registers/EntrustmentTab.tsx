import { ClockAlert, FileDown, Handshake, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntrustmentRow } from '../../../../contracts/calls/registers'
import { useLanguage } from '../../../i18n/useLanguage'
import { useReply } from '../../../state/useReply'
import { Banner } from '../../../ui/Banner'
import { Button } from '../../../ui/Button'
import { classNames } from '../../../ui/classNames'
import { EmptyState } from '../../../ui/EmptyState'
import { Icon } from '../../../ui/Icon'
import { PartyCard } from './PartyCard'
import { ProposalForm } from './ProposalForm'
import { StageState } from './StageState'
import { lastDay } from './kit/deskDates'
import { Centred, Split } from './kit/Split'
import { Table } from './kit/Table'
import table from './kit/Table.module.css'
import { useExports } from './useExports'
import { registerSentence } from './kit/registerSentence'

type Beside = { readonly kind: 'nothing' | 'form' } | { readonly kind: 'row'; readonly id: string }

/** Companies that work with personal information for the owner, Article 5. */
export function EntrustmentTab() {
  const { t } = useTranslation()
  const language = useLanguage()
  const [turn, setTurn] = useState(0)
  const [beside, setBeside] = useState<Beside>({ kind: 'nothing' })
  const reply = useReply('entrustment:list', {}, turn)
  const { saveTable, busy } = useExports()
  if (reply === null) return null
  if (!reply.ok)
    return (
      <Banner tone="danger" icon={<Icon of={Handshake} />} title={registerSentence(t, reply.error)} urgent />
    )
  const { rows } = reply.value
  const late = rows.filter(({ next }) => next?.isOverdue === true).length
  const open = beside.kind === 'row' ? rows.find(({ record }) => record.id === beside.id) : undefined
  const close = () => setBeside({ kind: 'nothing' })
  const kept = (row: EntrustmentRow) => {
    setTurn((last) => last + 1)
    setBeside({ kind: 'row', id: row.record.id })
  }
  const side =
    beside.kind === 'form' ? (
      <ProposalForm onClose={close} onKept={kept} />
    ) : open === undefined ? null : (
      <PartyCard key={open.record.id} row={open} onClose={close} onKept={kept} />
    )

  return (
    <Split
      lead={t('entrustment.lead')}
      tools={
        <>
          {rows.length > 0 && (
            <Button icon={<Icon of={FileDown} />} busy={busy} onClick={() => void saveTable('entrustments')}>
              {t('register.csv')}
            </Button>
          )}
          <Button icon={<Icon of={Plus} />} onClick={() => setBeside({ kind: 'form' })}>
            {t('entrustment.new')}
          </Button>
        </>
      }
      foot={
        late === 0
          ? t('entrustment.count', { count: rows.length })
          : t('entrustment.countLate', { count: rows.length, late })
      }
      side={side}
    >
      {rows.length === 0 ? (
        <Centred>
          <EmptyState
            picture={{ icon: <Icon of={Handshake} size={22} /> }}
            title={t('entrustment.noneTitle')}
            text={t('entrustment.noneText')}
          />
        </Centred>
      ) : (
        <Table<EntrustmentRow>
          label={t('deskTab.entrustment')}
          columns={[
            t('entrustment.column.party'),
            t('entrustment.column.work'),
            t('entrustment.column.stage'),
            t('entrustment.column.next'),
          ]}
          rows={rows}
          idOf={({ record }) => record.id}
          selected={beside.kind === 'row' ? beside.id : null}
          onOpen={({ record }) => setBeside({ kind: 'row', id: record.id })}
          name={({ record }) => record.party.name}
          hint={({ record }) => record.id}
          cells={({ record, stage, next }) => [
            <span key="work" className={table.clip}>
              {workOf(record)}
            </span>,
            <StageState key="stage" stage={stage} />,
            next === null ? (
              <span key="next">{t('entrustment.noNext')}</span>
            ) : (
              <span key="next" className={classNames(table.nowrap, next.isOverdue && table.danger)}>
                {lastDay(next.dueAtMs, language)}
                {next.isOverdue && (
                  <span className={classNames(table.late, table.danger)}>
                    <Icon of={ClockAlert} size={14} />
                    {t('register.late')}
                  </span>
                )}
              </span>
            ),
          ]}
        />
      )}
    </Split>
  )
}

const workOf = ({ history }: EntrustmentRow['record']): string => {
  const [first] = history
  return first?.step.kind === 'propose' ? first.step.work : ''
}
