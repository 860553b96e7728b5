import type { ReactNode } from 'react'
import { classNames } from '../../ui/classNames'
import styles from './Row.module.css'

interface RowProps {
  readonly name: string
  readonly hint?: string
  /** The control lies under its name instead of beside it. */
  readonly stack?: boolean
  readonly children?: ReactNode
}

/** One choice: its name, what it means, and the control. */
export function Row({ name, hint, stack, children }: RowProps) {
  return (
    <div className={classNames(styles.row, stack && styles.stack)}>
      <div>
        <div className={styles.name}>{name}</div>
        {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      </div>
      {children}
    </div>
  )
}
