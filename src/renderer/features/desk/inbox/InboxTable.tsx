import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseRow } from '../../../../contracts/calls/deskCases'
import { useLanguage } from '../../../i18n/useLanguage'
import { classNames } from '../../../ui/classNames'
import { dayInWords } from '../deskDays'
import { StageState } from '../StageState'
import { DueCell } from './DueCell'
import styles from './InboxTable.module.css'
import type { InboxView } from './useInbox'
import { useRowWindow } from './useRowWindow'

const ROW_PX = 60
const HEAD_PX = 36

interface InboxTableProps {
  readonly inbox: InboxView
  /** Says who looks after a request, where the queue is shared. */
  readonly withOwner: boolean
  readonly selected: string | null
  readonly onSelect: (id: string) => void
}

/** Requests, one line each. Of a hundred thousand only those in sight are on the page. Arrow keys go through them. */
export function InboxTable({ inbox, withOwner, selected, onSelect }: InboxTableProps) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  /** The row that the keyboard went to, until it is drawn and has the focus. */
  const [wanted, setWanted] = useState<number | null>(null)
  const { head, rowAt, show } = inbox
  const total = head?.total ?? 0
  const { first, last } = useRowWindow(scroller, total, ROW_PX)
  const indices = Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset)
  useEffect(() => {
    if (total > 0) show(first, last)
  }, [show, first, last, total])

  const columns = ['request', 'received', 'due', 'state', ...(withOwner ? (['owner'] as const) : [])] as const
  const focusable = indices.find((index) => rowAt(index)?.id === selected) ?? first

  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const steps: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }
    const step = steps[event.key]
    const to =
      event.key === 'Home' ? 0 : event.key === 'End' ? total - 1 : step === undefined ? null : index + step
    if (to === null) return
    event.preventDefault()
    const next = Math.min(total - 1, Math.max(0, to))
    const box = scroller.current
    if (box === null) return
    // The head stays in sight above the rows.
    const aboveRows = next * ROW_PX
    const belowRows = aboveRows + ROW_PX + HEAD_PX - box.clientHeight
    box.scrollTop = Math.max(belowRows, Math.min(box.scrollTop, aboveRows))
    setWanted(next)
    const row = rowAt(next)
    if (row !== null) onSelect(row.id)
  }

  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={classNames(styles.scroller, withOwner && styles.withOwner)}
        role="grid"
        aria-label={t('deskTab.inbox')}
        aria-rowcount={total + 1}
      >
        <div role="rowgroup" className={styles.heads}>
          <div role="row" aria-rowindex={1} className={styles.head}>
            {columns.map((column) => (
              <span key={column} role="columnheader">
                {t(`deskInbox.column.${column}`)}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles.rows} style={{ height: total * ROW_PX }}>
          {indices.map((index) => {
            const row = rowAt(index)
            return (
              <div
                key={index}
                ref={(element) => {
                  if (index !== wanted || element === null) return
                  element.focus({ preventScroll: true })
                  setWanted(null)
                }}
                role="row"
                data-index={index}
                aria-rowindex={index + 2}
                aria-selected={row !== null && row.id === selected}
                tabIndex={index === focusable ? 0 : -1}
                className={styles.row}
                style={{ transform: `translateY(${index * ROW_PX}px)` }}
                onClick={() => row !== null && onSelect(row.id)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && row !== null) onSelect(row.id)
                  onKeyDown(event, index)
                }}
              >
                {row !== null && <Cells row={row} nowMs={head?.nowMs ?? 0} withOwner={withOwner} />}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

function Cells({
  row,
  nowMs,
  withOwner,
}: {
  readonly row: CaseRow
  readonly nowMs: number
  readonly withOwner: boolean
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <>
      <span role="gridcell" className={styles.name}>
        <b>{t(`deskKind.${row.kind}`)}</b>
        <small>{row.id}</small>
      </span>
      <span role="gridcell" className={styles.day}>
        {row.receivedAtMs === null ? '' : dayInWords(row.receivedAtMs, nowMs, language)}
      </span>
      <span role="gridcell">
        <DueCell due={row.due} nowMs={nowMs} />
      </span>
      <span role="gridcell">
        <StageState stage={row.stage} />
      </span>
      {withOwner && (
        <span role="gridcell" className={styles.owner}>
          {row.owner ?? t('deskInbox.nobody')}
        </span>
      )}
    </>
  )
}
