import { Printer } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CUSTOMER_DESK } from '../../../domain/privacy/customerDesk'
import { contactLines } from '../../../domain/privacy/letters/poster'
import { useReply } from '../../state/useReply'
import { Button } from '../../ui/Button'
import { CopyButton } from '../../ui/CopyButton'
import { Icon } from '../../ui/Icon'
import { PosterDialog } from './policy/PosterDialog'
import styles from './DeskAddress.module.css'

const ADDRESS = `${CUSTOMER_DESK.name}, ${CUSTOMER_DESK.address}`

/** The Customer Desk's address (Article 12), in the head of the privacy centre, to copy and to print. */
export function DeskAddressLine() {
  const { t } = useTranslation()
  const [printing, setPrinting] = useState(false)
  return (
    <div className={styles.line}>
      <span>{ADDRESS}</span>
      <CopyButton iconOnly text={ADDRESS} label={t('deskAddress.copy')} />
      <Button
        look="quiet"
        size="small"
        aria-label={t('deskAddress.print')}
        title={t('deskAddress.print')}
        icon={<Icon of={Printer} size={14} />}
        onClick={() => setPrinting(true)}
      />
      {printing && <PosterDialog poster="customer-desk" onClose={() => setPrinting(false)} />}
    </div>
  )
}

/** The address, and beside it how to reach the people who run this installation, where they have said so. */
export function DeskAddressBlock() {
  const { t } = useTranslation()
  const [printing, setPrinting] = useState(false)
  const desk = useReply('desk:public', {})
  const own = desk?.ok === true ? contactLines(desk.value.contact) : []
  return (
    <div className={styles.block}>
      <div className={styles.card}>
        <p className={styles.kind}>{t('deskAddress.owner')}</p>
        <address className={styles.address}>
          <b>{CUSTOMER_DESK.name}</b>
          {CUSTOMER_DESK.address}
        </address>
        <div className={styles.ways}>
          <CopyButton text={ADDRESS} label={t('deskAddress.copy')} />
          <Button icon={<Icon of={Printer} size={14} />} onClick={() => setPrinting(true)}>
            {t('deskAddress.print')}
          </Button>
        </div>
      </div>
      {own.length > 0 && (
        <div className={styles.card}>
          <p className={styles.kind}>{t('deskAddress.own')}</p>
          <address className={styles.address}>
            {own.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </address>
          <div className={styles.ways}>
            <CopyButton text={own.join('\n')} label={t('deskAddress.copyOwn')} />
          </div>
        </div>
      )}
      {printing && <PosterDialog poster="customer-desk" onClose={() => setPrinting(false)} />}
    </div>
  )
}
