import { Link2, Unlink2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { InboxReply } from '../../../../contracts/calls/deskCases'
import { classNames } from '../../../ui/classNames'
import { Icon } from '../../../ui/Icon'
import styles from './Inbox.module.css'

/** What every entry of the desk's book stands on: the chain, and whatever was found when it was checked. */
export function BookFooter({ book }: { readonly book: InboxReply['book'] }) {
  const { t } = useTranslation()
  const isSound = book.findings.length === 0 && book.notBelieved === 0
  return (
    <footer className={classNames(styles.foot, !isSound && styles.found)} role="status">
      <Icon of={isSound ? Link2 : Unlink2} size={14} />
      <span>
        {isSound
          ? t('deskInbox.sound', { count: book.entries })
          : t('deskInbox.notSound', {
              count: book.entries,
              findings: book.findings.length,
              left: book.notBelieved,
            })}
      </span>
    </footer>
  )
}
