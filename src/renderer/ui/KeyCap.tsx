import type { ReactNode } from 'react'
import styles from './KeyCap.module.css'

/** One key of a keyboard. */
export function KeyCap({ children }: { readonly children: ReactNode }) {
  return <kbd className={styles.key}>{children}</kbd>
}
