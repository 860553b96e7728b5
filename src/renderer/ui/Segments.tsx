import { ToggleGroup } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './classNames'
import styles from './Segments.module.css'

interface SegmentsProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly text: ReactNode; readonly label?: string }[]
  readonly disabled?: boolean
  readonly wrap?: boolean
  readonly onChange: (value: Value) => void
}

/** One choice of a few, all of them in sight. */
export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { label, value, options, disabled, wrap, onChange } = props
  return (
    <ToggleGroup.Root
      type="single"
      className={classNames(styles.segments, wrap && styles.wrap)}
      aria-label={label}
      value={value}
      disabled={disabled === true}
      // Radix reports '' when the chosen segment is pressed again; a choice is never unmade here.
      onValueChange={(next) => {
        const option = options.find((candidate) => candidate.value === next)
        if (option !== undefined) onChange(option.value)
      }}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          aria-label={option.label}
          className={styles.segment}
        >
          {option.text}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
