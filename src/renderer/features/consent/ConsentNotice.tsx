import { ArrowLeft, CircleAlert, FileText, Languages, ScanFace, ShieldCheck, Sticker } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import scanFace from '../../../../resources/illustrations/scan-face.svg?url'
import type { PolicyReply } from '../../../contracts/api'
import type { ConsentAnswer } from '../../../domain/privacy/consent'
import { formatDay } from '../../i18n/dates'
import { useLanguage } from '../../i18n/useLanguage'
import { usePolicy } from '../../state/policy'
import { useStudio } from '../../state/studio'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { PolicyReader } from '../../ui/PolicyReader'
import { Spinner } from '../../ui/Spinner'
import styles from './ConsentNotice.module.css'

const FACT_ICONS = [ScanFace, Sticker, ShieldCheck] as const

/**
 * The question before the first frame. Yes and no are the same component in the same size; the dialog itself takes
 * the focus, so that neither is answered by a stray Enter. It cannot be closed without an answer.
 */
export function ConsentNotice() {
  const { consent, settings } = useStudio()
  const { t } = useTranslation()
  const language = useLanguage()
  const policy = usePolicy(language)
  const open = useStore(consent.store, ({ noticeOpen }) => noticeOpen)
  const [reading, setReading] = useState(false)
  const dialog = useRef<HTMLDivElement>(null)

  // Main records which text was shown: only once it is really on screen, and again in the other language.
  const shown = policy?.ok === true ? policy.value.language : null
  useEffect(() => {
    if (open && shown !== null) void consent.present(shown)
  }, [open, shown, consent])

  const switchLanguage = () => void settings.change({ language: language === 'ja' ? 'en' : 'ja' })

  return (
    <Dialog.Root open={open}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.scrim}>
          <Dialog.Content
            ref={dialog}
            role="alertdialog"
            className={styles.dialog}
            aria-describedby={undefined}
            onOpenAutoFocus={(event) => {
              event.preventDefault()
              dialog.current?.focus()
            }}
            onEscapeKeyDown={(event) => event.preventDefault()}
            onInteractOutside={(event) => event.preventDefault()}
          >
            <figure className={styles.scan}>
              <img src={scanFace} alt="" />
              <figcaption>
                <i />
                {t('consent.dots')}
              </figcaption>
            </figure>
            <div className={styles.say}>
              <header className={styles.head}>
                <Dialog.Title asChild>
                  <h2>{reading || policy?.ok !== true ? t('policy.title') : policy.value.notice.title}</h2>
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
                {policy?.ok === true && reading && (
                  <>
                    <Button
                      look="quiet"
                      size="small"
                      className={styles.back}
                      icon={<Icon of={ArrowLeft} size={14} />}
                      onClick={() => setReading(false)}
                    >
                      {t('consent.backToNotice')}
                    </Button>
                    <PolicyReader policy={policy.value} />
                  </>
                )}
                {policy?.ok === true && !reading && (
                  <Question policy={policy.value} onRead={() => setReading(true)} />
                )}
              </div>
            </div>
          </Dialog.Content>
        </Dialog.Overlay>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Question({ policy, onRead }: { readonly policy: PolicyReply; readonly onRead: () => void }) {
  const { consent } = useStudio()
  const { t } = useTranslation()
  const language = useLanguage()
  const [failed, setFailed] = useState(false)
  const [sending, setSending] = useState(false)
  const { notice } = policy

  const answer = async (choice: ConsentAnswer) => {
    setSending(true)
    const result = await consent.answer(choice)
    setSending(false)
    setFailed(!result.ok)
  }

  return (
    <>
      <p className={styles.lead}>{notice.lead}</p>
      <ul className={styles.facts}>
        {notice.facts.map((fact, index) => (
          <li key={fact.heading}>
            <Icon of={FACT_ICONS[index] ?? ShieldCheck} size={22} />
            <div>
              <b>{fact.heading}</b>
              <p>{fact.text}</p>
            </div>
          </li>
        ))}
      </ul>
      <p className={styles.after}>{notice.after}</p>
      <div className={styles.answers}>
        <Button className={styles.answer} disabled={sending} onClick={() => void answer('refused')}>
          {notice.refuse}
        </Button>
        <Button className={styles.answer} disabled={sending} onClick={() => void answer('given')}>
          {notice.give}
        </Button>
      </div>
      <p className={styles.hint}>{notice.refusedHint}</p>
      {failed && (
        <p className={styles.error} role="alert">
          <Icon of={CircleAlert} size={14} />
          {t('consent.failed')}
        </p>
      )}
      <div className={styles.foot}>
        <button type="button" className={styles.link} onClick={onRead}>
          <Icon of={FileText} size={14} />
          {t('consent.readPolicy')}
        </button>
        <span>{t('consent.version', { date: formatDay(policy.effectiveFrom, language) })}</span>
      </div>
    </>
  )
}
