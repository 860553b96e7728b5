import { CircleAlert } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RegisterFaultCode } from '../../../../../contracts/calls/registers'
import { classNames } from '../../../../ui/classNames'
import field from '../../../../ui/Field.module.css'
import { Icon } from '../../../../ui/Icon'
import styles from './Fields.module.css'

/** Faults by the field they are about. */
export type Faults = Readonly<Partial<Record<string, RegisterFaultCode>>>

interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly fault: RegisterFaultCode | undefined
  readonly hint?: string
  readonly kind?: 'line' | 'lines' | 'day' | 'moment' | 'number'
  readonly optional?: boolean
  /** The latest day or moment that may be chosen. */
  readonly latest?: string
  readonly onChange: (value: string) => void
}

const TYPES = { line: 'text', day: 'date', moment: 'datetime-local', number: 'number' } as const

/** One text, day or number of a record, with what is wrong with it in words. */
export function TextField(props: TextFieldProps) {
  const { label, value, fault, hint, kind = 'line', optional, latest, onChange } = props
  const { t } = useTranslation()
  const id = useId()
  const shared = {
    id,
    value,
    autoComplete: 'off',
    spellCheck: false,
    'aria-invalid': fault === undefined ? undefined : true,
    'aria-required': optional === true ? undefined : true,
    'aria-describedby': fault !== undefined || hint !== undefined ? `${id}-hint` : undefined,
    onChange: (event: { readonly target: { readonly value: string } }) => onChange(event.target.value),
  }
  return (
    <div className={field.field}>
      <label htmlFor={id}>{optional === true ? t('register.optional', { label }) : label}</label>
      {kind === 'lines' ? (
        <textarea {...shared} className={classNames(field.input, styles.area)} rows={3} />
      ) : (
        <input {...shared} className={field.input} type={TYPES[kind]} max={latest} />
      )}
      <Below id={`${id}-hint`} fault={fault} hint={hint} />
    </div>
  )
}

/** What is wrong with a field, else what it wants. */
function Below({
  id,
  fault,
  hint,
}: {
  id: string
  fault: RegisterFaultCode | undefined
  hint?: string | undefined
}) {
  const { t } = useTranslation()
  if (fault !== undefined)
    return (
      <span id={id} className={field.error}>
        <Icon of={CircleAlert} size={14} />
        {t(`registerFault.${fault}`)}
      </span>
    )
  return hint === undefined ? null : (
    <span id={id} className={field.hint}>
      {hint}
    </span>
  )
}

interface ChoiceProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly text: string }[]
  readonly hint?: string
  readonly fault?: RegisterFaultCode | undefined
  readonly onChange: (value: Value) => void
}

/** One of many, in a list that opens. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, value, options, hint, fault, onChange } = props
  const id = useId()
  return (
    <div className={field.field}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className={classNames(field.input, styles.select)}
        value={value}
        aria-invalid={fault === undefined ? undefined : true}
        aria-describedby={hint === undefined && fault === undefined ? undefined : `${id}-hint`}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value)
          if (chosen !== undefined) onChange(chosen.value)
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
      <Below id={`${id}-hint`} fault={fault} hint={hint} />
    </div>
  )
}

interface RadiosProps<Value extends string> {
  readonly label: string
  readonly value: Value | null
  readonly options: readonly { readonly value: Value; readonly text: string; readonly hint?: string }[]
  readonly onChange: (value: Value) => void
}

/** One of a few, all in sight. */
export function Radios<Value extends string>({ label, value, options, onChange }: RadiosProps<Value>) {
  const name = useId()
  return (
    <fieldset className={styles.radios}>
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.radio}>
          <input
            type="radio"
            name={name}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          <span>
            {option.text}
            {option.hint !== undefined && <small>{option.hint}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** Two fields side by side. */
export const Pair = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.pair}>{children}</div>
)
