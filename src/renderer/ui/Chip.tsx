import type { ComponentPropsWithRef, ReactNode } from 'react'
import styles from './Chip.module.css'
import { classNames } from './classNames'

export type Tone = 'idle' | 'ok' | 'warn' | 'danger'

/** A coloured dot; the words beside it carry the meaning. */
export function Dot({ tone }: { readonly tone: Tone }) {
  return <span aria-hidden="true" className={classNames(styles.dot, tone !== 'idle' && styles[tone])} />
}

/** A fact in the top bar. */
export function Chip({ children }: { readonly children: ReactNode }) {
  return <span className={styles.chip}>{children}</span>
}

/** A fact that opens its details. */
export function ChipButton({ children, ...rest }: ComponentPropsWithRef<'button'>) {
  return (
    <button type="button" {...rest} className={styles.chip}>
      {children}
    </button>
  )
}
