import { useTranslation } from 'react-i18next'
import type { OfficialPolicy, PolicyChangesReply } from '../../../contracts/policyBundle'
import { TextDiff } from '../../ui/TextDiff'
import styles from './ConsentNotice.module.css'

interface WhatChangedProps {
  readonly changes: PolicyChangesReply
  readonly official: OfficialPolicy | null
}

/** Beside the question, when a new version has to be answered: what it says differently; else what it says. */
export function WhatChanged({ changes, official }: WhatChangedProps) {
  const { t } = useTranslation()
  return (
    <section className={styles.changes} aria-label={t('consent.whatChanged')}>
      <h3>{t('consent.whatChanged')}</h3>
      <div className={styles.changesText} role="region" aria-label={t('consent.whatChanged')} tabIndex={0}>
        <TextDiff reply={changes} />
        {changes.kind !== 'changed' && official !== null && <OfficialText official={official} />}
      </div>
    </section>
  )
}

/** The owner's text, byte for byte. */
export function OfficialText({ official }: { readonly official: OfficialPolicy }) {
  return (
    <pre className={styles.official} lang={official.language}>
      {official.text}
    </pre>
  )
}
