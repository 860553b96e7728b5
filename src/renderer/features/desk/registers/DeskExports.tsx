import { Archive, FileDown } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reply } from '../../../../contracts/api'
import { CSV_TABLES } from '../../../../contracts/calls/registers'
import { isRecordId } from '../../../../domain/privacy/plainText'
import { useLanguage } from '../../../i18n/useLanguage'
import { Button } from '../../../ui/Button'
import { Facts } from '../../../ui/Facts'
import { Icon } from '../../../ui/Icon'
import styles from './DutiesTab.module.css'
import { TextField } from './kit/Fields'
import { shownMoment } from './kit/deskDates'
import { Part, Side } from './kit/Split'
import { useExports } from './useExports'

interface DeskExportsProps {
  readonly book: Reply<'duty:list'>['book']
  readonly onDone: () => void
}

/** The desk's book, and copies of it for somebody who checks the desk's word. */
export function DeskExports({ book, onDone }: DeskExportsProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [id, setId] = useState('')
  const [isUnknown, setUnknown] = useState(false)
  const { busy, saveTable, saveEvidence } = useExports(onDone)
  const number = id.trim().toUpperCase()
  const saveCase = () => {
    if (isRecordId(number, 'R')) void saveEvidence({ kind: 'case', id: number })
    else setUnknown(true)
  }
  return (
    <Side title={t('deskExport.title')} hint={t('deskExport.hint')}>
      <Part title={t('deskExport.book')}>
        <Facts
          rows={[
            { name: t('deskExport.entries'), value: t('deskExport.entriesValue', { count: book.entries }) },
            {
              name: t('deskExport.copied'),
              value:
                book.copiedAtMs === null ? t('deskExport.never') : shownMoment(book.copiedAtMs, language),
            },
          ]}
        />
        <div>
          <p className={styles.hint}>{t('deskExport.head')}</p>
          <p className={styles.sum}>{book.headSha256}</p>
        </div>
      </Part>
      <Part title={t('deskExport.evidence')}>
        <p className={styles.hint}>{t('deskExport.evidenceHint')}</p>
        <Button
          icon={<Icon of={Archive} />}
          busy={busy}
          wide
          onClick={() => void saveEvidence({ kind: 'everything' })}
        >
          {t('deskExport.everything')}
        </Button>
        <div className={styles.one}>
          <TextField
            label={t('deskExport.case')}
            value={id}
            fault={isUnknown ? 'unknown' : undefined}
            onChange={(value) => {
              setId(value)
              setUnknown(false)
            }}
          />
          <Button busy={busy} onClick={saveCase}>
            {t('deskExport.save')}
          </Button>
        </div>
      </Part>
      <Part title={t('deskExport.tables')}>
        <p className={styles.hint}>{t('deskExport.tablesHint')}</p>
        <div className={styles.tables}>
          {CSV_TABLES.map((table) => (
            <Button
              key={table}
              icon={<Icon of={FileDown} />}
              busy={busy}
              start
              onClick={() => void saveTable(table)}
            >
              {t(`deskExport.table.${table}`)}
            </Button>
          ))}
        </div>
      </Part>
    </Side>
  )
}
