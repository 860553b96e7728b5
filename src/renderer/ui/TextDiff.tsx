import { useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PolicyChangesReply } from '../../contracts/policyBundle'
import { formatDay } from '../i18n/dates'
import { useLanguage } from '../i18n/useLanguage'
import { Button } from './Button'
import { classNames } from './classNames'
import { changedSpan, diffRows, type DiffLine, type DiffRow } from './diffRows'
import styles from './TextDiff.module.css'

type Changed = Extract<PolicyChangesReply, { kind: 'changed' }>

/** Rows put on the page at once: a text of a megabyte has tens of thousands. */
const ROWS_AT_ONCE = 400

/** What changed from one official text to another, side by side; a sentence where there is nothing to compare with. */
export function TextDiff({ reply }: { readonly reply: PolicyChangesReply }) {
  const { t } = useTranslation()
  const language = useLanguage()
  switch (reply.kind) {
    case 'none':
      return null
    case 'first-official':
      return (
        <p className={styles.note}>
          {t('textDiff.firstOfficial', {
            version: reply.to.version,
            date: formatDay(reply.to.effectiveFrom, language),
          })}
        </p>
      )
    case 'unknown-before':
      return (
        <p className={styles.note}>
          {t('textDiff.unknownBefore', {
            from: reply.fromVersion,
            version: reply.to.version,
            date: formatDay(reply.to.effectiveFrom, language),
          })}
        </p>
      )
    case 'changed':
      return <SideBySide reply={reply} />
  }
}

function SideBySide({ reply }: { readonly reply: Changed }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const rows = useMemo(() => diffRows(reply.changes), [reply.changes])
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const [limit, setLimit] = useState(ROWS_AT_ONCE)
  if (reply.changes.every(({ kind }) => kind === 'same'))
    return <p className={styles.note}>{t('textDiff.same')}</p>

  const open = rows.flatMap((row) => (row.kind === 'fold' && unfolded.has(row.id) ? row.rows : [row]))
  const heading = ({ version, effectiveFrom }: Changed['to']) =>
    t('textDiff.version', { version, date: formatDay(effectiveFrom, language) })
  return (
    <div className={styles.frame}>
      <table className={styles.diff} lang={reply.language}>
        <caption className="visually-hidden">{t('textDiff.caption')}</caption>
        <colgroup>
          <col className={styles.numbers} />
          <col />
          <col className={styles.numbers} />
          <col />
        </colgroup>
        <thead lang={language}>
          <tr>
            <th colSpan={2} scope="colgroup">
              {heading(reply.from)}
            </th>
            <th colSpan={2} scope="colgroup">
              {heading(reply.to)}
            </th>
          </tr>
        </thead>
        <tbody>
          {open.slice(0, limit).map((row) =>
            row.kind === 'fold' ? (
              <tr key={`fold ${row.id}`} lang={language}>
                <td colSpan={4} className={styles.fold}>
                  <Button
                    look="quiet"
                    size="small"
                    wide
                    onClick={() => setUnfolded((ids) => new Set([...ids, row.id]))}
                  >
                    {t('textDiff.unchanged', { count: row.rows.length })}
                  </Button>
                </td>
              </tr>
            ) : (
              <Row
                key={`${row.before?.line ?? ''}-${row.after?.line ?? ''}`}
                row={row}
                language={reply.language}
              />
            ),
          )}
        </tbody>
      </table>
      {open.length > limit && (
        <Button wide look="quiet" onClick={() => setLimit(limit + ROWS_AT_ONCE)}>
          {t('textDiff.more', { count: open.length - limit })}
        </Button>
      )}
    </div>
  )
}

type LineRow = Exclude<DiffRow, { kind: 'fold' }>

function Row({ row, language }: { readonly row: LineRow; readonly language: 'ja' | 'en' }) {
  const { before, after } = row
  const span = before !== null && after !== null ? changedSpan(before.text, after.text, language) : null
  const whole = row.kind === 'same'
  return (
    <tr>
      <Side line={before} mark={whole ? null : 'removed'}>
        {span && !whole ? (
          <>
            {span.head}
            <mark>{span.before}</mark>
            {span.tail}
          </>
        ) : (
          before?.text
        )}
      </Side>
      <Side line={after} mark={whole ? null : 'added'}>
        {span && !whole ? (
          <>
            {span.head}
            <mark>{span.after}</mark>
            {span.tail}
          </>
        ) : (
          after?.text
        )}
      </Side>
    </tr>
  )
}

interface SideProps {
  readonly line: DiffLine | null
  readonly mark: 'removed' | 'added' | null
  readonly children: ReactNode
}

/** Colour, a sign and the element say the same thing: for eyes, for black and white, and for ears. */
function Side({ line, mark, children }: SideProps) {
  const looks = line === null ? styles.none : mark === null ? undefined : styles[mark]
  const Words = mark === 'removed' ? 'del' : mark === 'added' ? 'ins' : 'span'
  return (
    <>
      <td className={classNames(styles.line, looks)}>{line?.line}</td>
      <td className={classNames(styles.text, looks)}>{line !== null && <Words>{children}</Words>}</td>
    </>
  )
}
