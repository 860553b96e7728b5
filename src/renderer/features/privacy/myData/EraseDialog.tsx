import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WireError } from '../../../../contracts/errors'
import { errorSentence } from '../../../i18n/errorSentence'
import { useStudio } from '../../../state/studio'
import { useReply } from '../../../state/useReply'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import { Modal } from '../../../ui/Modal'
import styles from './EraseDialog.module.css'

const GOES = ['consents', 'requests', 'settings', 'session'] as const
const WIDTH_PX = 560

/** The one question before everything goes: exactly what does, and what stays and why. */
export function EraseDialog({ onClose }: { readonly onClose: () => void }) {
  const { bridge } = useStudio()
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<WireError | null>(null)
  const desk = useReply('desk:status', {})
  const hasDesk = desk?.ok === true && desk.value.state !== 'not-set-up'
  const erase = async () => {
    setBusy(true)
    // When it is done main loads the page anew: there is no answer to wait for.
    const reply = await bridge.call('data:erase', {})
    if (reply.ok) return
    setBusy(false)
    setFault(reply.error)
  }
  return (
    <Modal
      open
      title={t('erase.title')}
      closeLabel={t('app.close')}
      widthPx={WIDTH_PX}
      onClose={onClose}
      foot={
        <>
          <Button disabled={busy} onClick={onClose}>
            {t('erase.keep')}
          </Button>
          <Button look="danger" icon={<Icon of={Trash2} />} busy={busy} onClick={() => void erase()}>
            {t('erase.erase')}
          </Button>
        </>
      }
    >
      <p>{t('erase.lead')}</p>
      <div className={styles.lists}>
        <section>
          <h3>{t('erase.goesTitle')}</h3>
          <ul>
            {GOES.map((what) => (
              <li key={what}>{t(`erase.goes.${what}`)}</li>
            ))}
          </ul>
        </section>
        <section>
          <h3>{t('erase.staysTitle')}</h3>
          <ul>
            <li>{t('erase.stays.files')}</li>
            <li>{t('erase.stays.policy')}</li>
            {hasDesk && <li>{t('erase.stays.desk')}</li>}
          </ul>
        </section>
      </div>
      {fault !== null && (
        <p role="alert" className={styles.fault}>
          {errorSentence(t, fault)}
        </p>
      )}
    </Modal>
  )
}
