import { Check, CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestFault, RequestField } from '../../../domain/privacy/request/validateRequest'
import { classNames } from '../../ui/classNames'
import { Icon } from '../../ui/Icon'
import styles from './Fields.module.css'
import { faultSentence, fieldId } from './formFields'

/** What is wrong with a field, in its place. */
export function FaultLine({ id, fault }: { readonly id: string; readonly fault: RequestFault | undefined }) {
  const { t } = useTranslation()
  if (fault === undefined) return null
  return (
    <p id={id} className={styles.fault}>
      <Icon of={CircleAlert} size={14} />
      {faultSentence(t, fault)}
    </p>
  )
}

interface TextFieldProps {
  readonly field: RequestField
  readonly label: string
  readonly value: string
  readonly faults: readonly RequestFault[]
  readonly hint?: string
  /** Most characters; shown with a counter where the text may be long. */
  readonly limit?: number
  readonly rows?: number
  readonly type?: 'text' | 'date'
  /** The label is spoken only: something beside the field says it already. */
  readonly quiet?: boolean
  /** Its fault is told elsewhere. */
  readonly invalid?: boolean
  readonly onChange: (value: string) => void
}

/** A text somebody types: label, hint, counter, and what is wrong with it. Nothing typed is ever cut off. */
export function TextField(props: TextFieldProps) {
  const { field, label, value, faults, hint, limit, rows, type = 'text', quiet, invalid, onChange } = props
  const { t } = useTranslation()
  const id = fieldId(field)
  const fault = faults.find((candidate) => candidate.field === field)
  const count = limit === undefined ? 0 : Array.from(value.slice(0, limit * 8)).length
  const isOver = limit !== undefined && count > limit
  const described = [
    hint !== undefined && `${id}-hint`,
    (fault !== undefined || invalid === true) && `${id}-fault`,
    limit !== undefined && `${id}-count`,
  ]
  const common = {
    id,
    value,
    className: classNames(styles.input, rows !== undefined && styles.area),
    'aria-invalid': fault !== undefined || invalid === true,
    'aria-describedby': classNames(...described) || undefined,
    autoComplete: 'off',
    spellCheck: false,
  }
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={classNames(styles.label, quiet && 'visually-hidden')}>
        {label}
      </label>
      {rows === undefined ? (
        <input {...common} type={type} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <textarea {...common} rows={rows} onChange={(event) => onChange(event.target.value)} />
      )}
      {(hint !== undefined || limit !== undefined) && (
        <div className={styles.under}>
          <span id={`${id}-hint`}>{hint}</span>
          {limit !== undefined && (
            <span
              id={`${id}-count`}
              className={classNames(styles.count, isOver && styles.over)}
              aria-label={t('requestForm.counterSpoken', { count, limit })}
            >
              {t('requestForm.counter', { count, limit })}
            </span>
          )}
        </div>
      )}
      <FaultLine id={`${id}-fault`} fault={fault} />
    </div>
  )
}

interface ChoicesProps<Value extends string> {
  readonly field: RequestField
  readonly legend: string
  readonly kind: 'one' | 'many'
  readonly options: readonly { readonly value: Value; readonly text: string; readonly hint?: string }[]
  readonly chosen: readonly Value[]
  readonly faults: readonly RequestFault[]
  readonly hint?: string
  /** Three in a row where there is room. */
  readonly inThree?: boolean
  readonly onChange: (chosen: readonly Value[]) => void
}

/** Choices that are all in sight, one of them or several. */
export function Choices<Value extends string>(props: ChoicesProps<Value>) {
  const { field, legend, kind, options, chosen, faults, hint, inThree, onChange } = props
  const id = fieldId(field)
  const fault = faults.find((candidate) => candidate.field === field)
  const toggle = (value: Value) => {
    if (kind === 'one') onChange([value])
    else if (chosen.includes(value)) onChange(chosen.filter((other) => other !== value))
    // In the order they are shown in, whatever order they are ticked in.
    else
      onChange(
        options.map((option) => option.value).filter((other) => other === value || chosen.includes(other)),
      )
  }
  return (
    <fieldset
      id={id}
      className={styles.group}
      tabIndex={-1}
      aria-describedby={classNames(hint !== undefined && `${id}-hint`, fault && `${id}-fault`) || undefined}
    >
      <legend className={styles.label}>{legend}</legend>
      {hint !== undefined && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      <div className={classNames(styles.choices, inThree && styles.inThree)}>
        {options.map((option) => (
          <label key={option.value} className={styles.choice}>
            <input
              type={kind === 'one' ? 'radio' : 'checkbox'}
              name={id}
              checked={chosen.includes(option.value)}
              onChange={() => toggle(option.value)}
            />
            <span className={classNames(styles.box, kind === 'one' && styles.radio)} aria-hidden="true">
              {kind === 'many' && <Icon of={Check} size={14} />}
            </span>
            <span>
              {option.text}
              {option.hint !== undefined && <small>{option.hint}</small>}
            </span>
          </label>
        ))}
      </div>
      <FaultLine id={`${id}-fault`} fault={fault} />
    </fieldset>
  )
}

/** Something worth knowing beside the fields. */
export function Note({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <p className={styles.note}>
      {icon}
      <span>{children}</span>
    </p>
  )
}
