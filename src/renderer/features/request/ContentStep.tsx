import { Info } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RequestForm } from '../../../domain/privacy/request/form'
import {
  CHANGE_OF,
  GROUNDS_OF,
  hasSubjects,
  mayHavePeriod,
  REQUEST_SUBJECTS,
  type RequestKind,
} from '../../../domain/privacy/request/kinds'
import { REQUEST_LIMITS } from '../../../domain/privacy/request/request'
import type { RequestFault } from '../../../domain/privacy/request/validateRequest'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { Choices, FaultLine, Note, TextField } from './Fields'
import { fieldId } from './formFields'
import styles from './RequestScreen.module.css'

export interface StepProps {
  readonly form: RequestForm
  readonly faults: readonly RequestFault[]
  readonly onChange: (patch: Partial<RequestForm>) => void
}

/** What is asked, and why: only what the kind has a use for. */
export function ContentStep(
  props: StepProps & { readonly kind: RequestKind; readonly onChangeKind: () => void },
) {
  const { form, kind, faults, onChange, onChangeKind } = props
  const { t } = useTranslation()
  const use = CHANGE_OF[kind]
  const isMatter = kind === 'complaint' || kind === 'consultation'
  return (
    <>
      <header className={styles.heading}>
        <h2>{t(`requestKind.title.${kind}`)}</h2>
        <Button look="quiet" size="small" onClick={onChangeKind}>
          {t('requestForm.content.change')}
        </Button>
      </header>
      {GROUNDS_OF[kind].length > 0 && (
        <Choices
          field="grounds"
          kind="many"
          legend={isMatter ? t('requestForm.content.groundsMatters') : t('requestForm.content.grounds')}
          hint={t('requestForm.content.groundsHint')}
          options={GROUNDS_OF[kind].map((value) => ({ value, text: t(`requestGround.${value}`) }))}
          chosen={form.grounds}
          faults={faults}
          onChange={(grounds) =>
            // Ticks that belong to other kinds stay for when the kind is changed back.
            onChange({
              grounds: [
                ...form.grounds.filter((ground) => !GROUNDS_OF[kind].includes(ground)),
                ...grounds.filter((ground) => GROUNDS_OF[kind].includes(ground)),
              ],
            })
          }
        />
      )}
      {hasSubjects(kind) && (
        <Choices
          field="subjects"
          kind="many"
          legend={t('requestForm.content.subjects')}
          options={REQUEST_SUBJECTS.map((value) => ({ value, text: t(`requestSubject.${value}`) }))}
          chosen={form.subjects}
          faults={faults}
          onChange={(subjects) => onChange({ subjects })}
        />
      )}
      {mayHavePeriod(kind) && <Period form={form} faults={faults} onChange={onChange} />}
      {use.held && (
        <TextField
          field="held"
          label={kind === 'deletion' ? t('requestForm.content.heldDelete') : t('requestForm.content.held')}
          value={form.held}
          rows={2}
          limit={REQUEST_LIMITS.change}
          faults={faults}
          onChange={(held) => onChange({ held })}
        />
      )}
      {use.wanted && (
        <TextField
          field="wanted"
          label={kind === 'addition' ? t('requestForm.content.wantedAdd') : t('requestForm.content.wanted')}
          value={form.wanted}
          rows={2}
          limit={REQUEST_LIMITS.change}
          faults={faults}
          onChange={(wanted) => onChange({ wanted })}
        />
      )}
      <TextField
        field="description"
        label={t('requestForm.content.description')}
        hint={t('requestForm.content.descriptionHint')}
        value={form.description}
        rows={3}
        limit={REQUEST_LIMITS.description}
        faults={faults}
        onChange={(description) => onChange({ description })}
      />
      <Choices
        field="wished-form"
        kind="one"
        legend={t('requestForm.content.wishedForm')}
        options={(['electronic', 'paper'] as const).map((value) => ({
          value,
          text: t(`requestForm.content.${value}`),
        }))}
        chosen={[form.wishedForm]}
        faults={faults}
        onChange={([wishedForm]) => wishedForm !== undefined && onChange({ wishedForm })}
      />
      <Note icon={<Icon of={Info} />}>{t('requestForm.content.noImage')}</Note>
    </>
  )
}

function Period({ form, faults, onChange }: StepProps) {
  const { t } = useTranslation()
  const days = [
    {
      field: 'from-day',
      value: form.fromDay,
      label: t('requestForm.content.fromDay'),
      after: t('requestForm.content.from'),
    },
    {
      field: 'to-day',
      value: form.toDay,
      label: t('requestForm.content.toDay'),
      after: t('requestForm.content.to'),
    },
  ] as const
  return (
    <fieldset className={styles.period}>
      <legend>{t('requestForm.content.period')}</legend>
      <div className={styles.days}>
        {days.map(({ field, value, label, after }) => (
          <span key={field}>
            <TextField
              quiet
              field={field}
              type="date"
              label={label}
              value={value}
              faults={[]}
              invalid={faults.some((fault) => fault.field === field)}
              onChange={(day) => onChange(field === 'from-day' ? { fromDay: day } : { toDay: day })}
            />
            {after}
          </span>
        ))}
      </div>
      <p className={styles.hint}>{t('requestForm.content.periodHint')}</p>
      {days.map(({ field }) => (
        <FaultLine
          key={field}
          id={`${fieldId(field)}-fault`}
          fault={faults.find((fault) => fault.field === field)}
        />
      ))}
    </fieldset>
  )
}
