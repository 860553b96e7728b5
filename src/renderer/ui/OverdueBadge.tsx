import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { overdueCount } from '../state/ownRequests'
import { useStudio } from '../state/studio'
import styles from './OverdueBadge.module.css'

/** How many answers of the Customer Desk are late; nothing while none is. */
export function OverdueBadge() {
  const { ownRequests } = useStudio()
  const { t } = useTranslation()
  const count = useStore(ownRequests.store, ({ list }) => overdueCount(list))
  if (count === 0) return null
  return (
    <span className={styles.badge}>
      <span aria-hidden="true">{count}</span>
      <span className="visually-hidden">{t('requestList.badge', { count })}</span>
    </span>
  )
}
