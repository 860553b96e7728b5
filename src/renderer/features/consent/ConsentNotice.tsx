import { ArrowLeft, Languages } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import scanFace from '../../../../resources/illustrations/scan-face.svg?url'
import type { ErrorCode } from '../../../contracts/errors'
import type { ConsentActor } from '../../../domain/privacy/consent'
import { useLanguage } from '../../i18n/useLanguage'
import { usePolicy } from '../../state/policy'
import { useStudio } from '../../state/studio'
import { useReply } from '../../state/useReply'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { PolicyReader } from '../../ui/PolicyReader'
import { Spinner } from '../../ui/Spinner'
import styles from './ConsentNotice.module.css'
import { Question } from './Question'
import { OfficialText, WhatChanged } from './WhatChanged'

/**
 * The question before the first frame. The dialog itself takes the focus, so that neither answer is given by a stray
 * Enter. It cannot be closed without an answer.
 */
export function ConsentNotice() {
  const { consent } = useStudio()
  const open = useStore(consent.store, ({ noticeOpen }) => noticeOpen)
  return <Dialog.Root open={open}>{open && <Notice />}</Dialog.Root>
}

function Notice() {
  const { consent, settings } = useStudio()
  const { t } = useTranslation()
  const language = useLanguage()
  const policy = usePolicy(language)
  const [page, setPage] = useState<'question' | 'policy' | 'official'>('question')
  const [actor, setActor] = useState<ConsentActor>('self')
  const [fault, setFault] = useState<ErrorCode | null>(null)
  const effectiveFrom = useStore(consent.store, ({ view }) => view.effectiveFrom)
  const turn = useStore(consent.store, ({ view }) => `${view.policyVersion} ${view.policySha256}`)
  const official = useReply('policy:official', { language }, turn)
  const changes = useReply('policy:changes', { language }, turn)
  const dialog = useRef<HTMLDivElement>(null)

  const officialText = official?.ok === true ? official.value.official : null
  const changed = changes?.ok === true && changes.value.kind !== 'none' ? changes.value : null

  // Main records which text was shown, and before whom: once it is really on screen, and again in the other language.
  const shown = policy?.ok === true ? policy.value : null
  useEffect(() => {
    if (shown === null) return
    let current = true
    void consent.present(shown.language, shown.sha256, actor).then((result) => {
      if (!current) return
      // A text that was replaced on its way here is read anew; whoever may not answer as an operator answers for themself.
      if (!result.ok && result.error.code === 'desk-locked') setActor('self')
      setFault((before) => (result.ok ? (before === 'desk-locked' ? before : null) : result.error.code))
    })
    return () => {
      current = false
    }
  }, [shown, actor, consent])

  const switchLanguage = () => void settings.change({ language: language === 'ja' ? 'en' : 'ja' })
  const title = shown === null || page === 'policy' ? t('policy.title') : shown.notice.title

  return (
    <Dialog.Portal>
      <Dialog.Overlay className={styles.scrim}>
        <Dialog.Content
          ref={dialog}
          role="alertdialog"
          className={styles.dialog}
          data-changed={changed !== null}
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            event.preventDefault()
            dialog.current?.focus()
          }}
          onEscapeKeyDown={(event) => event.preventDefault()}
          onInteractOutside={(event) => event.preventDefault()}
        >
          {changed === null ? (
            <figure className={styles.scan}>
              <img src={scanFace} alt="" />
              <figcaption>
                <i />
                {t('consent.dots')}
              </figcaption>
            </figure>
          ) : (
            <WhatChanged changes={changed} official={officialText} />
          )}
          <div className={styles.say}>
            <header className={styles.head}>
              <Dialog.Title asChild>
                <h2>{page === 'official' ? t('consent.officialTitle') : title}</h2>
              </Dialog.Title>
              <Button
                look="quiet"
                size="small"
                icon={<Icon of={Languages} size={14} />}
                aria-label={t('consent.switchLanguage')}
                lang={language === 'ja' ? 'en' : 'ja'}
                onClick={switchLanguage}
              >
                {t('consent.otherLanguage')}
              </Button>
            </header>
            <div className={styles.text}>
              {policy === null && <Spinner />}
              {policy?.ok === false && <p role="alert">{t('policy.missing')}</p>}
              {shown !== null && page !== 'question' && (
                <>
                  <Button
                    look="quiet"
                    size="small"
                    className={styles.back}
                    icon={<Icon of={ArrowLeft} size={14} />}
                    onClick={() => setPage('question')}
                  >
                    {t('consent.backToNotice')}
                  </Button>
                  {page === 'policy' && <PolicyReader policy={shown} />}
                  {page === 'official' && officialText !== null && <OfficialText official={officialText} />}
                </>
              )}
              {shown !== null && page === 'question' && (
                <Question
                  policy={shown}
                  effectiveFrom={effectiveFrom}
                  actor={actor}
                  fault={fault}
                  hasOfficial={officialText !== null}
                  isAgain={changed !== null}
                  onActor={(next) => {
                    setFault(null)
                    setActor(next)
                  }}
                  onRead={setPage}
                />
              )}
            </div>
          </div>
        </Dialog.Content>
      </Dialog.Overlay>
    </Dialog.Portal>
  )
}
