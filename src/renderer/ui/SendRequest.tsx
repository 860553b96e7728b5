import { Download, FileJson, MapPin, Printer } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestView } from '../../contracts/calls/requests'
import type { Language } from '../../domain/privacy/consent'
import { deskAddress } from '../../domain/privacy/letters/requestLetter'
import { errorSentence } from '../i18n/errorSentence'
import { useStudio } from '../state/studio'
import { useReply } from '../state/useReply'
import { Button } from './Button'
import { CopyButton } from './CopyButton'
import { Icon } from './Icon'
import styles from './SendRequest.module.css'

const HANDED_OVER = ['mailed', 'printed', 'exported'] as const

interface SendRequestProps {
  readonly id: string
  /** Of the letter, and of the address it goes to. */
  readonly language: Language
  readonly mayHandOver: boolean
  /** Its letter is the next thing to do: wears the accent. */
  readonly isNext: boolean
  /** The person says it is on its way: the request as it is then. */
  readonly onHandedOver: (view: RequestView) => void
}

/** How a sealed request gets to the desk: as a letter or as a file, and the word that it is on its way. */
export function SendRequest({ id, language, mayHandOver, isNext, onHandedOver }: SendRequestProps) {
  const { bridge, messages } = useStudio()
  const { t } = useTranslation()
  const [busy, setBusy] = useState<'print' | 'save' | 'file' | 'note' | null>(null)
  const desk = useReply('desk:public', {})
  const contact = desk?.ok === true ? Object.values(desk.value.contact).filter((line) => line !== '') : []
  const address = deskAddress(language)

  async function during<T>(what: NonNullable<typeof busy>, work: () => Promise<T>): Promise<T> {
    setBusy(what)
    try {
      return await work()
    } finally {
      setBusy(null)
    }
  }

  const deliver = (as: 'print' | 'save') =>
    during(as, async () => {
      const reply = await bridge.call('request:letter', { id, language, as })
      if (reply.ok) {
        const { name } = reply.value
        messages.toast({ text: name === null ? t('requestSend.printed') : t('requestSend.saved', { name }) })
      } else if (reply.error.code !== 'cancelled')
        messages.toast({ tone: 'danger', text: errorSentence(t, reply.error) })
    })

  const saveFile = () =>
    during('file', async () => {
      const reply = await bridge.call('request:file', { id })
      if (reply.ok) messages.toast({ text: t('requestSend.saved', { name: reply.value.name }) })
      else if (reply.error.code !== 'cancelled')
        messages.toast({ tone: 'danger', text: errorSentence(t, reply.error) })
    })

  const handOver = (by: (typeof HANDED_OVER)[number]) =>
    during('note', async () => {
      const reply = await bridge.call('request:hand-over', { id, by })
      if (reply.ok) {
        messages.toast({ text: t('requestSend.noted') })
        onHandedOver(reply.value)
      } else messages.toast({ tone: 'danger', text: errorSentence(t, reply.error) })
    })

  return (
    <div className={styles.send}>
      <div className={styles.ways}>
        <Button
          look={isNext ? 'primary' : 'standard'}
          icon={<Icon of={Printer} />}
          busy={busy === 'print'}
          disabled={busy !== null}
          onClick={() => void deliver('print')}
        >
          {t('requestSend.print')}
        </Button>
        <Button
          icon={<Icon of={Download} />}
          busy={busy === 'save'}
          disabled={busy !== null}
          onClick={() => void deliver('save')}
        >
          {t('requestSend.save')}
        </Button>
        <Button
          icon={<Icon of={FileJson} />}
          busy={busy === 'file'}
          disabled={busy !== null}
          onClick={() => void saveFile()}
        >
          {t('requestSend.file')}
        </Button>
      </div>
      <p className={styles.hint}>
        {t('requestSend.fileHint')} {t('requestSend.handOut')}
      </p>
      <section className={styles.address}>
        <h3>
          <Icon of={MapPin} size={14} />
          {t('requestSend.address')}
        </h3>
        <address>
          {address.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </address>
        <CopyButton text={address.join('\n')} label={t('requestSend.addressCopy')} />
        {contact.length > 0 && (
          <div className={styles.operator}>
            <p className={styles.hint}>{t('requestSend.operator')}</p>
            <address>
              {contact.map((line) => (
                <span key={line}>{line}</span>
              ))}
            </address>
          </div>
        )}
      </section>
      {mayHandOver && (
        <section className={styles.over}>
          <h3>{t('requestSend.handedOver')}</h3>
          <p className={styles.hint}>{t('requestSend.handedOverHint')}</p>
          <div className={styles.ways}>
            {HANDED_OVER.map((by) => (
              <Button key={by} disabled={busy !== null} onClick={() => void handOver(by)}>
                {t(`requestSend.by.${by}`)}
              </Button>
            ))}
          </div>
        </section>
      )}
    </div>
  )
}
