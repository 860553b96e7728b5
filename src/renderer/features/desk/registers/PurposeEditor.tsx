import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PurposeRow } from '../../../../contracts/calls/registers'
import { japanDay } from '../../../../domain/privacy/calendar/isoDay'
import { takePurposeEvent } from '../../../../domain/privacy/desk/newPurposes'
import { useStudio } from '../../../state/studio'
import { Button } from '../../../ui/Button'
import { TextField } from './kit/Fields'
import { Part, Side } from './kit/Split'
import { useRecord } from './kit/useRecord'

const EMPTY = { titleJa: '', titleEn: '', textJa: '', textEn: '', reference: '', signedDay: '', keptAt: '' }
type Name = keyof typeof EMPTY

interface PurposeEditorProps {
  readonly onClose: () => void
  readonly onKept: (row: PurposeRow) => void
}

/** Puts a purpose beyond the nine on file. Without the signed paper there is nothing to put there. */
export function PurposeEditor({ onClose, onKept }: PurposeEditorProps) {
  const { bridge } = useStudio()
  const { t } = useTranslation()
  const [form, setForm] = useState(EMPTY)
  const [today] = useState(() => japanDay(Date.now()))
  const { faults, busy, show, send } = useRecord<PurposeRow>(t('deskPolicy.kept'), onKept)
  const text = (name: Name) => ({
    label: t(`deskPolicy.field.${name}`),
    value: form[name],
    fault: faults[name],
    onChange: (value: string) => setForm((last) => ({ ...last, [name]: value })),
  })
  const submit = () => {
    const { titleJa, titleEn, textJa, textEn, reference, signedDay, keptAt } = form
    const draft = {
      title: { ja: titleJa, en: titleEn },
      text: { ja: textJa, en: textEn },
      writtenConsent: { reference, signedDay, keptAt },
    }
    const looked = takePurposeEvent([], {
      step: 'register',
      atMs: Date.now(),
      by: '-',
      purpose: { id: 'N-0000-0000', ...draft },
    })
    if (!looked.ok) show(looked.error)
    else void send(bridge.call('purpose:register', { draft }))
  }
  return (
    <Side
      title={t('deskPolicy.newPurpose')}
      hint={t('deskPolicy.newPurposeHint')}
      onClose={onClose}
      onSubmit={submit}
      faults={faults}
      foot={
        <>
          <Button look="quiet" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" busy={busy}>
            {t('register.keep')}
          </Button>
        </>
      }
    >
      <Part title={t('deskPolicy.part.words')}>
        <TextField {...text('titleJa')} />
        <TextField {...text('textJa')} kind="lines" />
        <TextField {...text('titleEn')} />
        <TextField {...text('textEn')} kind="lines" />
      </Part>
      <Part title={t('deskPolicy.part.paper')}>
        <TextField {...text('reference')} hint={t('deskPolicy.hint.reference')} />
        <TextField {...text('signedDay')} kind="day" latest={today} />
        <TextField {...text('keptAt')} hint={t('deskPolicy.hint.keptAt')} />
      </Part>
    </Side>
  )
}
