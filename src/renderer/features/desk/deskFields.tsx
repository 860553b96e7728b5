import { CircleAlert } from 'lucide-react'
import { useId, type ComponentPropsWithRef, type ReactNode } from 'react'
import field from '../../ui/Field.module.css'
import { classNames } from '../../ui/classNames'
import { Icon } from '../../ui/Icon'
import styles from './deskFields.module.css'

interface DeskFieldProps {
  readonly label: string
  readonly hint?: string | undefined
  /** What is wrong with it, as a sentence. */
  readonly fault?: string | null
}

function Below({ id, hint, fault }: { id: string; hint: string | undefined; fault: string | null }) {
  if (fault === null)
    return hint === undefined ? null : (
      <span id={id} className={field.hint}>
        {hint}
      </span>
    )
  return (
    <span id={id} className={field.error}>
      <Icon of={CircleAlert} size={14} />
      {fault}
    </span>
  )
}

/** One line of text with its label. */
export function LineField({
  label,
  hint,
  fault = null,
  ...rest
}: DeskFieldProps & ComponentPropsWithRef<'input'>) {
  const id = useId()
  return (
    <div className={field.field}>
      <label htmlFor={id}>{label}</label>
      <input
        autoComplete="off"
        spellCheck={false}
        {...rest}
        id={id}
        className={field.input}
        aria-invalid={fault === null ? undefined : true}
        aria-describedby={fault === null && hint === undefined ? undefined : `${id}-below`}
      />
      <Below id={`${id}-below`} hint={hint} fault={fault} />
    </div>
  )
}

/** Several lines of text with their label. */
export function AreaField({
  label,
  hint,
  fault = null,
  ...rest
}: DeskFieldProps & ComponentPropsWithRef<'textarea'>) {
  const id = useId()
  return (
    <div className={field.field}>
      <label htmlFor={id}>{label}</label>
      <textarea
        autoComplete="off"
        spellCheck={false}
        rows={3}
        {...rest}
        id={id}
        className={classNames(field.input, styles.area)}
        aria-invalid={fault === null ? undefined : true}
        aria-describedby={fault === null && hint === undefined ? undefined : `${id}-below`}
      />
      <Below id={`${id}-below`} hint={hint} fault={fault} />
    </div>
  )
}

/** One of a few names, as the system shows a list. */
export function SelectField({ label, children, ...rest }: DeskFieldProps & ComponentPropsWithRef<'select'>) {
  const id = useId()
  return (
    <div className={field.field}>
      <label htmlFor={id}>{label}</label>
      <select {...rest} id={id} className={field.input}>
        {children}
      </select>
    </div>
  )
}

interface RadiosProps<Value extends string> {
  readonly label: string
  readonly value: Value | null
  readonly options: readonly { readonly value: Value; readonly text: ReactNode }[]
  readonly onChange: (value: Value) => void
}

/** One choice of a few, each of them a sentence. */
export function Radios<Value extends string>({ label, value, options, onChange }: RadiosProps<Value>) {
  const name = useId()
  return (
    <fieldset className={styles.radios}>
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.text}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** A sentence about what went wrong, spoken at once. */
export function Fault({ children }: { readonly children: string | null }) {
  return (
    <p className={classNames(field.error, styles.fault)} role="alert">
      {children !== null && (
        <>
          <Icon of={CircleAlert} size={14} />
          {children}
        </>
      )}
    </p>
  )
}
