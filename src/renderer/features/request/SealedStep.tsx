import { CheckCircle2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../domain/privacy/consent'
import { useStudio } from '../../state/studio'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { SendRequest } from '../../ui/SendRequest'
import styles from './RequestScreen.module.css'

/** The request is sealed: how it gets to the desk. */
export function SealedStep({ id, language }: { readonly id: string; readonly language: Language }) {
  const { navigation, ownRequests } = useStudio()
  const { t } = useTranslation()
  const [isOnItsWay, setOnItsWay] = useState(false)
  return (
    <>
      <header className={styles.done}>
        <Icon of={CheckCircle2} size={22} />
        <div>
          <h2>{t('requestForm.done.heading')}</h2>
          <p>{t('requestForm.done.lead', { id })}</p>
        </div>
      </header>
      <SendRequest
        id={id}
        language={language}
        isNext={!isOnItsWay}
        mayHandOver={!isOnItsWay}
        onHandedOver={() => {
          setOnItsWay(true)
          void ownRequests.refresh()
        }}
      />
      <div>
        <Button look={isOnItsWay ? 'primary' : 'quiet'} onClick={() => navigation.showPrivacy('requests')}>
          {t('requestForm.done.toList')}
        </Button>
      </div>
    </>
  )
}
