import { FileWarning, LockKeyhole } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../../../state/studio'
import { useReply } from '../../../state/useReply'
import { Icon } from '../../../ui/Icon'
import { PassphraseForm } from '../../../ui/PassphraseForm'
import styles from './ConsentsTab.module.css'

/** How records are kept on this computer, the way to seal or open them, and damaged files that were set aside. */
export function RecordsKept() {
  const { consent, info } = useStudio()
  const { t } = useTranslation()
  const storage = useStore(consent.store, ({ view }) => view.storage)
  const privacy = useReply('privacy:read', {}, storage)
  const setAside = privacy?.ok === true ? (privacy.value.setAside ?? []) : []
  if (info.kiosk) {
    return (
      <section className={styles.kept}>
        <Icon of={LockKeyhole} />
        <div>
          <h3>{t('kiosk.records')}</h3>
          <p className={styles.hint}>{t('kiosk.recordsHint')}</p>
        </div>
      </section>
    )
  }
  return (
    <section className={styles.kept} aria-label={t('privacy.records')}>
      <Icon of={LockKeyhole} />
      <div>
        <h3>{t(`privacy.storage.${storage}`)}</h3>
        <p className={styles.hint}>{t(`privacy.storageHint.${storage}`)}</p>
        {setAside.length > 0 && (
          <div className={styles.aside}>
            <Icon of={FileWarning} size={14} />
            <span>{t('consents.setAside', { count: setAside.length })}</span>
            <ul>
              {setAside.map((name) => (
                <li key={name}>{name}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
      {storage === 'session-only' && <PassphraseForm purpose="protect" />}
      {storage === 'locked' && <PassphraseForm purpose="unlock" />}
    </section>
  )
}
