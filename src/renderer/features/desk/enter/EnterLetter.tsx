import { useState, type SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Argument } from '../../../../contracts/api'
import { emptyForm, formFaults, type RequestForm } from '../../../../domain/privacy/request/form'
import { useLanguage } from '../../../i18n/useLanguage'
import { useStudio } from '../../../state/studio'
import { Button } from '../../../ui/Button'
import { Modal } from '../../../ui/Modal'
import { Segments } from '../../../ui/Segments'
import { AreaField, Fault, LineField } from '../deskFields'
import { deskSentence } from '../deskSentence'
import styles from './EnterLetter.module.css'
import { LetterFields } from './LetterFields'
import { readLetterCode, type LetterCode } from './letterCode'

interface EnterLetterProps {
  readonly onClose: () => void
  readonly onEntered: (id: string) => void
}

type ReceivedBy = Argument<'desk:enter'>['receivedBy']

/** A letter that came by post or was brought: its code is read where it has one, else it is typed. */
export function EnterLetter({ onClose, onEntered }: EnterLetterProps) {
  const { bridge } = useStudio()
  const { t } = useTranslation()
  const [receivedBy, setReceivedBy] = useState<ReceivedBy>('post')
  const [codeText, setCodeText] = useState('')
  const [number, setNumber] = useState('')
  const [form, setForm] = useState<RequestForm>(emptyForm(useLanguage()))
  const [differs, setDiffers] = useState(false)
  const [tried, setTried] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const code: LetterCode = codeText.trim() === '' ? { kind: 'none' } : readLetterCode(codeText.trim())
  const faults = tried ? formFaults(form) : []

  const takeCode = (text: string) => {
    setCodeText(text)
    setFault(null)
    setDiffers(false)
    const read = readLetterCode(text.trim())
    if (read.kind !== 'short') return
    setNumber(read.id)
    setForm({ ...form, kind: read.request })
  }

  const send = async (letter: Argument<'desk:enter'>['letter']) => {
    setBusy(true)
    const reply = await bridge.call('desk:enter', { letter, receivedBy })
    setBusy(false)
    if (reply.ok) return onEntered(reply.value.id)
    setDiffers(reply.error.code === 'desk-code-differs')
    setFault(deskSentence(t, reply.error))
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (code.kind === 'whole') return void send({ kind: 'code', text: code.text })
    setTried(true)
    if (formFaults(form).length > 0) return setFault(t('deskEnter.incomplete'))
    const id = number.trim().toUpperCase()
    if (id !== '' && !/^R-[0-9A-Z]{4}-[0-9A-Z]{4}$/.test(id)) return setFault(t('deskEnter.badNumber'))
    const { sha256, writtenAtMs } = code.kind === 'short' ? code : { sha256: '', writtenAtMs: 0 }
    void send({
      kind: 'form',
      id: id === '' ? null : id,
      form: {
        ...form,
        evidence: [...form.evidence],
        grounds: [...form.grounds],
        subjects: [...form.subjects],
      },
      code: code.kind === 'short' ? { sha256, writtenAtMs, evenIfDifferent: differs } : null,
    })
  }

  return (
    <Modal
      open
      title={t('deskInbox.enter')}
      closeLabel={t('app.close')}
      widthPx={640}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('deskEnter.cancel')}</Button>
          <Button type="submit" form="desk-letter" look="primary" busy={busy}>
            {differs ? t('deskEnter.evenSo') : t('deskEnter.take')}
          </Button>
        </>
      }
    >
      <form id="desk-letter" className={styles.form} onSubmit={submit}>
        <Segments
          label={t('deskEnter.receivedBy')}
          value={receivedBy}
          options={[
            { value: 'post', text: t('deskEnter.post') },
            { value: 'in-person', text: t('deskEnter.inPerson') },
          ]}
          onChange={setReceivedBy}
        />
        <AreaField
          label={t('deskEnter.code')}
          hint={t(`deskEnter.codeIs.${codeText.trim() === '' ? 'empty' : code.kind}`)}
          rows={2}
          value={codeText}
          onChange={(event) => takeCode(event.target.value)}
        />
        {code.kind !== 'whole' && (
          <>
            <LineField
              label={t('deskEnter.number')}
              hint={t('deskEnter.numberHint')}
              maxLength={11}
              value={number}
              onChange={(event) => setNumber(event.target.value)}
            />
            <LetterFields
              form={form}
              faults={faults}
              onChange={(change) => {
                setFault(null)
                setForm({ ...form, ...change })
              }}
            />
          </>
        )}
        <Fault>{fault}</Fault>
      </form>
    </Modal>
  )
}
