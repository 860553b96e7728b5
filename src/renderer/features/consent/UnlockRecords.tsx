import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../../state/studio'
import { Button } from '../../ui/Button'
import { Modal } from '../../ui/Modal'
import { PassphraseForm } from '../../ui/PassphraseForm'

/** Asks for the passphrase of sealed records before the consent question: the answer may be among them. */
export function UnlockRecords() {
  const { consent } = useStudio()
  const { t } = useTranslation()
  const locked = useStore(consent.store, ({ view }) => view.storage === 'locked')
  const [later, setLater] = useState(false)
  const close = () => {
    setLater(true)
    consent.openNotice()
  }
  return (
    <Modal
      open={locked && !later}
      title={t('privacy.unlockTitle')}
      closeLabel={t('app.close')}
      onClose={close}
      foot={
        <Button look="quiet" onClick={close}>
          {t('privacy.unlockLater')}
        </Button>
      }
    >
      <p>{t('privacy.unlockText')}</p>
      <PassphraseForm purpose="unlock" />
    </Modal>
  )
}
