import { ChevronLeft, FileQuestion } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useLanguage } from '../../i18n/useLanguage'
import { useStudio } from '../../state/studio'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Icon } from '../../ui/Icon'
import { Spinner } from '../../ui/Spinner'
import { TopBar } from '../../ui/TopBar'
import { GuidedForm } from './GuidedForm'
import styles from './RequestScreen.module.css'
import { useRequestDraft } from './useRequestDraft'

/** The guided form for a request to the Customer Desk, and its letter beside it. */
export function RequestScreen({ chips }: { readonly chips: ReactNode }) {
  const { navigation } = useStudio()
  const { t } = useTranslation()
  const draftId = useStore(navigation.store, (place) => place.draftId)
  return (
    <>
      <TopBar
        title={t('requestForm.title')}
        start={
          <Button
            look="quiet"
            className={styles.back ?? ''}
            icon={<Icon of={ChevronLeft} />}
            onClick={() => navigation.showPrivacy('requests')}
          >
            {t('requestForm.back')}
          </Button>
        }
      >
        {chips}
      </TopBar>
      {/* Another draft is another form: nothing of one gets into the other. */}
      <Draft key={draftId ?? 'new'} draftId={draftId} />
    </>
  )
}

function Draft({ draftId }: { readonly draftId: string | null }) {
  const { navigation } = useStudio()
  const { t } = useTranslation()
  const language = useLanguage()
  const keeper = useRequestDraft(draftId, language)
  if (keeper.state === 'loading')
    return (
      <div className={styles.wait} role="status">
        <Spinner />
        {t('requestForm.loading')}
      </div>
    )
  if (keeper.state === 'gone')
    return (
      <div className={styles.wait}>
        <EmptyState
          picture={{ icon: <Icon of={FileQuestion} size={22} /> }}
          title={t('requestForm.gone')}
          text={t('requestForm.goneText')}
          ways={
            <Button look="primary" onClick={() => navigation.writeRequest(null)}>
              {t('requestForm.writeNew')}
            </Button>
          }
        />
      </div>
    )
  return <GuidedForm keeper={keeper} />
}
