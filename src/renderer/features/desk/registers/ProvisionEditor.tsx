import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProvisionRow } from '../../../../contracts/calls/registers'
import type { ProvisionBasisKind, ProvisionRecord } from '../../../../domain/privacy/desk/provision'
import { useReply } from '../../../state/useReply'
import { useStudio } from '../../../state/studio'
import { Button } from '../../../ui/Button'
import { Choice, TextField } from './kit/Fields'
import { typedMoment } from './kit/deskDates'
import { Part, Side } from './kit/Split'
import { useRecord } from './kit/useRecord'
import {
  BASIS_KINDS,
  correctionOf,
  EMPTY_FORM,
  readForm,
  type BasisField,
  type ProvisionForm,
} from './provisionForm'

/** The mandatory facts of each basis, in the order they are asked for. */
const ASKED: Readonly<Record<Exclude<ProvisionBasisKind, 'entrustment'>, readonly BasisField[]>> = {
  consent: ['consentId'],
  'life-body-property': ['whyConsentIsDifficult', 'secondPerson'],
  'health-children': ['whyConsentIsDifficult', 'secondPerson'],
  'state-body': ['body', 'documentReference'],
  succession: ['event', 'documentReference'],
  'joint-use': ['jointItems', 'scope', 'purposes', 'manager', 'notifiedDay'],
  law: ['citation'],
}
const LONG: readonly BasisField[] = ['whyConsentIsDifficult', 'jointItems', 'scope', 'purposes']

interface ProvisionEditorProps {
  /** The record this one is to stand in place of. */
  readonly corrects: ProvisionRecord | null
  readonly onClose: () => void
  readonly onKept: (row: ProvisionRow) => void
}

/** Writing down that something was handed over. Without a basis and its facts nothing is kept. */
export function ProvisionEditor({ corrects, onClose, onKept }: ProvisionEditorProps) {
  const { bridge } = useStudio()
  const { t } = useTranslation()
  const [form, setForm] = useState<ProvisionForm>(() =>
    corrects === null ? EMPTY_FORM : correctionOf(corrects),
  )
  const [now] = useState(Date.now)
  const { faults, busy, show, send } = useRecord<ProvisionRow>(t('provision.kept'), onKept)
  const parties = useReply('entrustment:list', {})
  const entrusted = (parties?.ok === true ? parties.value.rows : []).filter(({ next }) => next !== null)

  const set = (name: keyof ProvisionForm) => (value: string) =>
    setForm((last) => ({ ...last, [name]: value }))
  const submit = () => {
    const read = readForm(form, Date.now())
    if (read.faults.length > 0) show(read.faults)
    else void send(bridge.call('provision:add', { draft: read.draft }))
  }
  const text = (name: 'recipient' | 'address' | 'representative' | 'person' | 'items' | 'why') => ({
    label: t(`provision.field.${name}`),
    value: form[name],
    fault: faults[name],
    onChange: set(name),
  })
  const fact = (name: BasisField) => (
    <TextField
      key={name}
      label={t(`provision.field.${name}`)}
      value={form[name]}
      fault={faults[name]}
      kind={name === 'notifiedDay' ? 'day' : LONG.includes(name) ? 'lines' : 'line'}
      {...(name === 'consentId' || name === 'secondPerson' || name === 'notifiedDay'
        ? { hint: t(`provision.hint.${name}`) }
        : {})}
      onChange={set(name)}
    />
  )

  return (
    <Side
      title={corrects === null ? t('provision.new') : t('provision.correct')}
      hint={corrects === null ? t('provision.newHint') : t('provision.correctHint', { id: corrects.id })}
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
      {corrects !== null && <TextField {...text('why')} kind="lines" />}
      <Part title={t('provision.part.what')}>
        <TextField
          label={t('provision.field.providedAt')}
          value={form.providedAt}
          fault={faults['providedAtMs']}
          hint={t('provision.hint.providedAt')}
          kind="moment"
          latest={typedMoment(now)}
          onChange={set('providedAt')}
        />
        <TextField {...text('recipient')} />
        <TextField {...text('address')} />
        <TextField {...text('representative')} optional />
        <TextField {...text('person')} hint={t('provision.hint.person')} />
        <TextField {...text('items')} kind="lines" hint={t('provision.hint.items')} />
      </Part>
      <Part title={t('provision.part.basis')}>
        <Choice
          label={t('provision.field.basis')}
          value={form.basis}
          options={BASIS_KINDS.map((kind) => ({ value: kind, text: t(`provision.basis.${kind}`) }))}
          onChange={set('basis')}
        />
        {form.basis === 'entrustment' ? (
          <Choice
            label={t('provision.field.entrustmentId')}
            value={form.entrustmentId}
            fault={faults['entrustmentId']}
            hint={entrusted.length === 0 ? t('provision.hint.noParty') : t('provision.hint.entrustmentId')}
            options={[
              { value: '', text: t('provision.chooseParty') },
              ...entrusted.map(({ record }) => ({
                value: record.id,
                text: `${record.party.name}  ${record.id}`,
              })),
            ]}
            onChange={set('entrustmentId')}
          />
        ) : (
          ASKED[form.basis].map(fact)
        )}
      </Part>
    </Side>
  )
}
