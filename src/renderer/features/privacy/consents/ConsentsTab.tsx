import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConsentRow } from '../../../../contracts/calls/consents'
import { errorSentence } from '../../../i18n/errorSentence'
import { useStudio } from '../../../state/studio'
import styles from './ConsentsTab.module.css'
import { PurposeTable, type Act } from './PurposeTable'
import { ReadingNow } from './ReadingNow'
import { Receipts } from './Receipts'
import { RecordsKept } from './RecordsKept'
import { useConsentList } from './useConsentList'

/** What is read now, every purpose with its answer, and the receipts of the one in hand. */
export function ConsentsTab() {
  const { consent, messages } = useStudio()
  const { t } = useTranslation()
  const { list, decide } = useConsentList()
  const [selectedId, setSelectedId] = useState('face-decoration')
  const [busy, setBusy] = useState<string | null>(null)
  if (list === null) return null
  const selected = list.rows.find(({ purpose }) => purpose === selectedId) ?? list.rows[0]

  const act = async (row: ConsentRow, what: Act) => {
    setSelectedId(row.purpose)
    const isFace = row.purpose === 'face-decoration'
    // Face decoration is answered on its notice, where the text is; taking it back is one press here.
    if (isFace && what !== 'withdrawn') return consent.openNotice()
    setBusy(row.purpose)
    const result = isFace ? await consent.withdraw() : await decide(row, what)
    setBusy(null)
    if (!result.ok) return messages.toast({ tone: 'danger', text: errorSentence(t, result.error) })
    // The row and its receipts show it; who does not see them is told.
    if (isFace) messages.toast({ text: t('privacy.withdrawn') })
    else messages.announce(t(`consents.done.${what}`))
  }

  return (
    <div className={styles.columns}>
      <div className={styles.list}>
        <ReadingNow />
        <PurposeTable
          rows={list.rows}
          selectedId={selected?.purpose ?? ''}
          busyId={busy}
          onSelect={setSelectedId}
          onAct={(row, what) => void act(row, what)}
        />
        <RecordsKept />
      </div>
      {selected !== undefined && <Receipts key={selected.purpose} row={selected} />}
    </div>
  )
}
