import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OwnDraft } from '../../../../contracts/calls/requests'
import { formatMoment } from '../../../i18n/dates'
import { errorSentence } from '../../../i18n/errorSentence'
import { useLanguage } from '../../../i18n/useLanguage'
import { useStudio } from '../../../state/studio'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import { Modal } from '../../../ui/Modal'
import styles from './RequestsTab.module.css'

/** What is being written: to go on with, or to throw away. */
export function DraftList({ drafts }: { readonly drafts: readonly OwnDraft[] }) {
  const { bridge, messages, navigation, ownRequests } = useStudio()
  const { t } = useTranslation()
  const language = useLanguage()
  const [deleting, setDeleting] = useState<string | null>(null)
  if (drafts.length === 0) return null

  const name = ({ kind }: OwnDraft) =>
    kind === null ? t('requestList.draftNoKind') : t(`requestKind.title.${kind}`)
  const remove = async (draftId: string) => {
    const reply = await bridge.call('request:delete-draft', { draftId })
    setDeleting(null)
    messages.toast(
      reply.ok ? { text: t('requestList.deleted') } : { tone: 'danger', text: errorSentence(t, reply.error) },
    )
    void ownRequests.refresh()
  }
  return (
    <section aria-labelledby="own-drafts">
      <h3 id="own-drafts" className={styles.name}>
        {t('requestList.drafts')}
      </h3>
      <ul className={styles.list}>
        {drafts.map((draft) => (
          <li key={draft.draftId} className={styles.draft}>
            <div className={styles.words}>
              <b>{name(draft)}</b>
              <span>{t('requestList.draftSaved', { moment: formatMoment(draft.savedAtMs, language) })}</span>
            </div>
            <Button size="small" onClick={() => navigation.writeRequest(draft.draftId)}>
              {t('requestList.continue')}
            </Button>
            <Button
              look="quiet"
              size="small"
              aria-label={t('requestList.delete')}
              title={t('requestList.delete')}
              icon={<Icon of={Trash2} size={14} />}
              onClick={() => setDeleting(draft.draftId)}
            />
          </li>
        ))}
      </ul>
      <Modal
        open={deleting !== null}
        title={t('requestList.deleteTitle')}
        closeLabel={t('app.close')}
        onClose={() => setDeleting(null)}
        foot={
          <>
            <Button onClick={() => setDeleting(null)}>{t('requestList.deleteKeep')}</Button>
            <Button look="danger" onClick={() => deleting !== null && void remove(deleting)}>
              {t('requestList.delete')}
            </Button>
          </>
        }
      >
        <p>{t('requestList.deleteText')}</p>
      </Modal>
    </section>
  )
}
