import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reply } from '../../../../contracts/api'
import type { WireError } from '../../../../contracts/errors'
import { errorSentence } from '../../../i18n/errorSentence'
import { useStudio } from '../../../state/studio'
import { Facts } from '../../../ui/Facts'
import styles from './Page.module.css'

type Parties = Reply<'entrustment:public'>['parties']

/** Who works with personal information for the owner now (Article 5), as the desk's register has it. */
export function EntrustedParties() {
  const { bridge } = useStudio()
  const { t } = useTranslation()
  const [parties, setParties] = useState<Parties | null>(null)
  const [fault, setFault] = useState<WireError | null>(null)
  useEffect(() => {
    let current = true
    void bridge.call('entrustment:public', {}).then((reply) => {
      if (!current) return
      if (reply.ok) setParties(reply.value.parties)
      else setFault(reply.error)
    })
    return () => {
      current = false
    }
  }, [bridge])
  return (
    <section className={styles.words} aria-label={t('policyTab.entrusted.title')}>
      <h4>{t('policyTab.entrusted.title')}</h4>
      {fault !== null && <p role="alert">{errorSentence(t, fault)}</p>}
      {parties?.length === 0 && <p>{t('policyTab.entrusted.none')}</p>}
      {parties !== null && parties.length > 0 && (
        <Facts left rows={parties.map(({ name, work }) => ({ name, value: work }))} />
      )}
    </section>
  )
}
