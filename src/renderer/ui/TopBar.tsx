import type { ReactNode } from 'react'
import styles from './TopBar.module.css'

interface TopBarProps {
  readonly title: string
  /** The way back, left of the title. */
  readonly start?: ReactNode
  /** Status chips, at the right. */
  readonly children?: ReactNode
}

/** The heading of a screen. */
export function TopBar({ title, start, children }: TopBarProps) {
  return (
    <header className={styles.bar}>
      {start}
      <h1>{title}</h1>
      {children}
    </header>
  )
}
