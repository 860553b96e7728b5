import { Slider } from 'radix-ui'
import styles from './Range.module.css'

interface RangeProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  /** The value as people read it: `4.2 ×`, `−12°`. */
  readonly text: string
  /** While the thumb moves. */
  readonly onChange: (value: number) => void
  /** When it is let go, or after each key press: one step of undo. */
  readonly onCommit: (value: number) => void
}

/** A named slider with its value beside it. */
export function Range({ label, value, min, max, step, text, onChange, onCommit }: RangeProps) {
  return (
    <div className={styles.row}>
      <span className={styles.label}>{label}</span>
      <Slider.Root
        className={styles.root}
        value={[value]}
        min={min}
        max={max}
        step={step}
        onValueChange={([next]) => next !== undefined && onChange(next)}
        onValueCommit={([next]) => next !== undefined && onCommit(next)}
      >
        <Slider.Track className={styles.track}>
          <Slider.Range className={styles.fill} />
        </Slider.Track>
        <Slider.Thumb className={styles.thumb} aria-label={label} aria-valuetext={text} />
      </Slider.Root>
      <span className={styles.value} aria-hidden="true">
        {text}
      </span>
    </div>
  )
}
