import { Check, Minus } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConsentRow } from '../../../../contracts/calls/consents'
import { formatShortDay } from '../../../i18n/dates'
import { useLanguage } from '../../../i18n/useLanguage'
import { Button } from '../../../ui/Button'
import { classNames } from '../../../ui/classNames'
import { Icon } from '../../../ui/Icon'
import styles from './ConsentsTab.module.css'
import { articleWords, purposeWords } from './purposeWords'

export type Act = 'given' | 'refused' | 'withdrawn'

interface PurposeTableProps {
  readonly rows: readonly ConsentRow[]
  readonly selectedId: string
  /** Being written. */
  readonly busyId: string | null
  readonly onSelect: (purpose: string) => void
  readonly onAct: (row: ConsentRow, act: Act) => void
}

const isAnswerable = ({ use }: ConsentRow): boolean => use === 'asked' || use === 'optional' || use === 'new'

/** One row a purpose. The arrow keys move between rows; what can be answered is answered in its row. */
export function PurposeTable({ rows, selectedId, busyId, onSelect, onAct }: PurposeTableProps) {
  const { t } = useTranslation()

  const move = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    const at = rows.findIndex(({ purpose }) => purpose === selectedId)
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))]
    if (next === undefined) return
    event.preventDefault()
    onSelect(next.purpose)
    event.currentTarget.querySelector<HTMLElement>(`[data-purpose="${next.purpose}"]`)?.focus()
  }

  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{t('consents.table')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('consents.number')}</th>
          <th scope="col">{t('consents.purposeColumn')}</th>
          <th scope="col">{t('consents.stateColumn')}</th>
          <th scope="col" className={styles.when}>
            {t('consents.since')}
          </th>
          <th scope="col">
            <span className="visually-hidden">{t('consents.answer')}</span>
          </th>
        </tr>
      </thead>
      <tbody onKeyDown={move}>
        {rows.map((row) => (
          <PurposeRow
            key={row.purpose}
            row={row}
            isSelected={row.purpose === selectedId}
            isBusy={row.purpose === busyId}
            onSelect={() => onSelect(row.purpose)}
            onAct={(act) => onAct(row, act)}
          />
        ))}
      </tbody>
    </table>
  )
}

const unasked = ({ use }: ConsentRow) =>
  use === 'asked-when-used' || use === 'no-consent-needed' ? use : 'not-collected'

interface PurposeRowProps {
  readonly row: ConsentRow
  readonly isSelected: boolean
  readonly isBusy: boolean
  readonly onSelect: () => void
  readonly onAct: (act: Act) => void
}

function PurposeRow({ row, isSelected, isBusy, onSelect, onAct }: PurposeRowProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { title, hint } = purposeWords(t, row)
  return (
    <tr className={styles.row} data-selected={isSelected} onClick={onSelect}>
      <td className={styles.number}>{articleWords(row)}</td>
      <td>
        <button
          type="button"
          className={styles.name}
          data-purpose={row.purpose}
          aria-pressed={isSelected}
          tabIndex={isSelected ? 0 : -1}
          onClick={onSelect}
        >
          {title}
        </button>
        <span className={styles.hint}>{hint}</span>
      </td>
      <td className={styles.plain}>
        {isAnswerable(row) ? <StateChip row={row} /> : t(`consents.use.${unasked(row)}`)}
      </td>
      <td className={styles.when}>
        {isAnswerable(row) && row.sinceMs !== null && formatShortDay(row.sinceMs, language)}
      </td>
      <td className={styles.acts}>
        {isAnswerable(row) && <Acts row={row} title={title} isBusy={isBusy} onAct={onAct} />}
      </td>
    </tr>
  )
}

function StateChip({ row }: { readonly row: ConsentRow }) {
  const { t } = useTranslation()
  // A yes to a text that is no longer in force, or without its paper, is none.
  const holds = row.state === 'given' && row.allowed
  const word = row.state === 'given' && !holds ? 'superseded' : row.state
  const off = row.use !== 'asked' && (word === 'none' || word === 'presented')
  return (
    <span className={classNames(styles.state, holds && styles.given)}>
      <Icon of={holds ? Check : Minus} size={14} />
      {off ? t('consents.off') : t(`privacy.state.${word}`)}
    </span>
  )
}

interface ActsProps {
  readonly row: ConsentRow
  readonly title: string
  readonly isBusy: boolean
  readonly onAct: (act: Act) => void
}

/** Taking back is one press, as giving is; what was never answered is refused in one press as well. */
function Acts({ row, title, isBusy, onAct }: ActsProps) {
  const { t } = useTranslation()
  const button = (act: Act, words: string) => (
    <Button
      key={act}
      size="small"
      busy={isBusy}
      aria-label={t('consents.actOn', { act: words, purpose: title })}
      onClick={(event) => {
        event.stopPropagation()
        onAct(act)
      }}
    >
      {words}
    </Button>
  )
  if (row.state === 'given' && row.allowed) return button('withdrawn', t('consents.act.withdraw'))
  if (row.use === 'asked') return button('given', t('consents.act.answer'))
  // Without its written consent on file there is nothing that could be agreed to.
  if (row.use === 'new' && row.words === null) return null
  const allow = button('given', t('consents.act.allow'))
  if (row.state !== 'none') return allow
  return (
    <>
      {button('refused', t('consents.act.refuse'))}
      {allow}
    </>
  )
}
