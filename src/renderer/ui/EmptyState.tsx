import type { ReactNode } from 'react'
import styles from './EmptyState.module.css'

interface EmptyStateProps {
  /** URL of an illustration, or an icon. */
  readonly picture: string | { readonly icon: ReactNode }
  /** What happened. */
  readonly title: string
  /** What is safe, and what comes next. */
  readonly text: string
  /** Buttons. */
  readonly ways?: ReactNode
  readonly hint?: ReactNode
}

/** A screen, or a stage, with nothing on it yet. */
export function EmptyState({ picture, title, text, ways, hint }: EmptyStateProps) {
  return (
    <div className={styles.empty} role="status">
      {typeof picture === 'string' ? (
        <img src={picture} alt="" draggable={false} />
      ) : (
        <span className={styles.sign}>{picture.icon}</span>
      )}
      <h2>{title}</h2>
      <p>{text}</p>
      {ways !== undefined && <div className={styles.ways}>{ways}</div>}
      {hint !== undefined && <div className={styles.hint}>{hint}</div>}
    </div>
  )
}
