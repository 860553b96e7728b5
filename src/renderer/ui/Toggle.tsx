import { Switch } from 'radix-ui'
import styles from './Toggle.module.css'

interface ToggleProps {
  readonly label: string
  readonly checked: boolean
  readonly disabled?: boolean
  readonly id?: string
  readonly onChange: (checked: boolean) => void
}

/** An on–off switch that acts at once. */
export function Toggle({ label, checked, disabled, id, onChange }: ToggleProps) {
  return (
    <Switch.Root
      id={id}
      className={styles.toggle}
      aria-label={label}
      checked={checked}
      disabled={disabled === true}
      onCheckedChange={onChange}
    >
      <Switch.Thumb className={styles.thumb} />
    </Switch.Root>
  )
}
