import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntrustmentRow } from '../../../../contracts/calls/registers'
import { proposeEntrustment } from '../../../../domain/privacy/desk/entrustment'
import { useStudio } from '../../../state/studio'
import { Button } from '../../../ui/Button'
import { stepFaults } from './entrustmentSteps'
import { TextField } from './kit/Fields'
import { Side } from './kit/Split'
import { useRecord } from './kit/useRecord'

const EMPTY = { name: '', address: '', work: '', items: '' }

interface ProposalFormProps {
  readonly onClose: () => void
  readonly onKept: (row: EntrustmentRow) => void
}

/** A company that is to work with personal information. Nothing is handed to it before its contract. */
export function ProposalForm({ onClose, onKept }: ProposalFormProps) {
  const { bridge } = useStudio()
  const { t } = useTranslation()
  const [form, setForm] = useState(EMPTY)
  const { faults, busy, show, send } = useRecord<EntrustmentRow>(t('entrustment.kept.propose'), onKept)
  const text = (name: keyof typeof EMPTY, at: string = name) => ({
    label: t(`entrustment.field.${name}`),
    value: form[name],
    fault: faults[at],
    onChange: (value: string) => setForm((last) => ({ ...last, [name]: value })),
  })
  const submit = () => {
    const { name, address, work, items } = form
    const found = stepFaults(
      proposeEntrustment('E-0000-0000', { name, address }, { kind: 'propose', work, items }, '-', Date.now()),
    )
    if (found.length > 0) show(found)
    else void send(bridge.call('entrustment:propose', { proposal: form }))
  }
  return (
    <Side
      title={t('entrustment.new')}
      hint={t('entrustment.newHint')}
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
      <TextField {...text('name', 'party')} />
      <TextField {...text('address')} kind="lines" />
      <TextField {...text('work')} kind="lines" />
      <TextField {...text('items')} kind="lines" hint={t('provision.hint.person')} />
    </Side>
  )
}
