import { Download, ShieldCheck, Trash2, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { WireError } from '../../../../contracts/errors'
import { errorSentence } from '../../../i18n/errorSentence'
import { useStudio } from '../../../state/studio'
import { useReply } from '../../../state/useReply'
import { Banner } from '../../../ui/Banner'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import { EraseDialog } from './EraseDialog'
import { FaceGuarantee } from './FaceGuarantee'
import { Inventory } from './Inventory'
import styles from './MyDataTab.module.css'

/** Failures whose general sentence speaks of a picture. */
const WRITE_FAULTS = ['disk-full', 'not-writable', 'write-failed'] as const

/** What is held, what is not, and how to take it along or have it gone. */
export function MyDataTab() {
  const { bridge, consent, messages } = useStudio()
  const { t } = useTranslation()
  // Every answer is a record more: the counts follow.
  const turn = useStore(consent.store, ({ view }) => `${view.state} ${view.receiptId} ${view.storage}`)
  const inventory = useReply('data:inventory', {}, turn)
  const [exporting, setExporting] = useState(false)
  const [erasing, setErasing] = useState(false)

  const sentence = (error: WireError) => {
    const fault = WRITE_FAULTS.find((code) => code === error.code)
    return fault === undefined ? errorSentence(t, error) : t(`myData.exportFault.${fault}`)
  }
  const exportRecords = async () => {
    setExporting(true)
    const reply = await bridge.call('data:export', {})
    setExporting(false)
    if (reply.ok) messages.toast({ text: t('myData.exported', { name: reply.value.name }) })
    else if (reply.error.code !== 'cancelled') messages.toast({ tone: 'danger', text: sentence(reply.error) })
  }

  return (
    <div className={styles.tab}>
      <FaceGuarantee />
      <section className={styles.ways} aria-label={t('myData.actions')}>
        <div className={styles.way}>
          <div>
            <h3>{t('myData.exportTitle')}</h3>
            <p>{t('myData.exportText')}</p>
          </div>
          <Button icon={<Icon of={Download} />} busy={exporting} onClick={() => void exportRecords()}>
            {t('myData.export')}
          </Button>
        </div>
        <div className={styles.way}>
          <div>
            <h3>{t('myData.eraseTitle')}</h3>
            <p>{t('myData.eraseText')}</p>
          </div>
          <Button look="danger" icon={<Icon of={Trash2} />} onClick={() => setErasing(true)}>
            {t('myData.erase')}
          </Button>
        </div>
      </section>
      {inventory?.ok === true && (
        <>
          {inventory.value.unlisted.length === 0 ? (
            <p className={styles.checked}>
              <Icon of={ShieldCheck} size={14} />
              {t('myData.allListed')}
            </p>
          ) : (
            <Banner urgent tone="danger" icon={<Icon of={TriangleAlert} />} title={t('myData.unlisted')}>
              <p className={styles.mono}>{inventory.value.unlisted.join(' ')}</p>
            </Banner>
          )}
          <Inventory categories={inventory.value.categories} />
        </>
      )}
      {inventory?.ok === false && <p>{errorSentence(t, inventory.error)}</p>}
      {erasing && <EraseDialog onClose={() => setErasing(false)} />}
    </div>
  )
}
