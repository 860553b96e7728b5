import { useTranslation } from 'react-i18next'
import type { PolicyRow } from '../../../../contracts/calls/registers'
import { formatDay } from '../../../i18n/dates'
import { useLanguage } from '../../../i18n/useLanguage'
import { Facts } from '../../../ui/Facts'
import { shownMoment } from './kit/deskDates'
import { Part, Side } from './kit/Split'
import styles from './PolicyTab.module.css'

/** One version of the owner's policy: its sums, its dates, and who took it in. */
export function PolicyVersionDetail({
  row,
  onClose,
}: {
  readonly row: PolicyRow
  readonly onClose: () => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { takenIn } = row
  return (
    <Side title={t('deskPolicy.version', { version: row.version })} hint={row.signer} onClose={onClose}>
      <Facts
        left
        rows={[
          { name: t('deskPolicy.column.from'), value: formatDay(row.effectiveFrom, language) },
          { name: t('deskPolicy.column.state'), value: t(`deskPolicy.state.${row.state}`) },
          {
            name: t('deskPolicy.takenIn'),
            value: takenIn === null ? t('deskPolicy.elsewhere') : shownMoment(takenIn.atMs, language),
          },
          ...(takenIn === null ? [] : [{ name: t('provision.field.by'), value: takenIn.by }]),
        ]}
      />
      <Part title={t('deskPolicy.sums')}>
        {row.sums.map((sum) => (
          <div key={sum.language}>
            <p>{t(`deskPolicy.language.${sum.language}`)}</p>
            <p className={styles.sum}>{sum.sha256}</p>
          </div>
        ))}
      </Part>
    </Side>
  )
}
