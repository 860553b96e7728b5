import { useTranslation } from 'react-i18next'
import type { Request } from '../../../../domain/privacy/request/request'
import { Facts } from '../../../ui/Facts'
import styles from './RequestText.module.css'

/** What is asked, word for word, and who asks. */
export function RequestText({ request }: { readonly request: Request }) {
  const { t } = useTranslation()
  const { requester, change, grounds, subjects, period } = request
  const join = (texts: readonly string[]) => texts.join(t('list.join'))
  const rows = [
    [t('deskCase.row.requester'), requester.party.name],
    [t('deskCase.row.address'), requester.party.address],
    [t('deskCase.row.contact'), requester.party.contact],
    ...(requester.kind === 'self'
      ? []
      : [
          [t('deskCase.row.principal'), requester.principal.name],
          [t('deskCase.row.power'), requester.power],
        ]),
    [t('deskCase.row.grounds'), join(grounds.map((ground) => t(`requestGround.${ground}`)))],
    [t('deskCase.row.subjects'), join(subjects.map((subject) => t(`requestSubject.${subject}`)))],
    [
      t('deskCase.row.period'),
      period === null ? '' : t('deskCase.period', { from: period.fromDay, to: period.toDay }),
    ],
    [t('deskCase.row.held'), change.held],
    [t('deskCase.row.wanted'), change.wanted],
    [t('deskCase.row.description'), request.description],
    [t('deskCase.row.evidence'), join(request.evidence)],
  ] as const
  const filled = rows.flatMap(([name, value]) =>
    name === undefined || value === undefined || value === '' ? [] : [{ name, value }],
  )
  return (
    <details className={styles.request}>
      <summary>
        <span>{t('deskCase.asked')}</span>
        <span className={styles.line}>{request.description}</span>
      </summary>
      <div className={styles.rows}>
        <Facts
          left
          rows={filled.map(({ name, value }) => ({
            name,
            value: <span className={styles.text}>{value}</span>,
          }))}
        />
      </div>
    </details>
  )
}
