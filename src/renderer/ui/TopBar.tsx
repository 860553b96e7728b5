import type { ReactNode } from 'react'
import styles from './TopBar.module.css'

interface TopBarProps {
  readonly title: string
  /** Status chips, at the right. */
  readonly children?: ReactNode
}

/** The heading of a screen. */
export function TopBar({ title, children }: TopBarProps) {
  return (
    <header className={styles.bar}>
      <h1>{title}</h1>
      {children}
    </header>
  )
}
