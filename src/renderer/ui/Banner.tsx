import type { ReactNode } from 'react'
import styles from './Banner.module.css'
import type { Tone } from './Chip'
import { classNames } from './classNames'

interface BannerProps {
  readonly tone: Tone
  readonly icon: ReactNode
  /** What happened. */
  readonly title: string
  /** What is safe, and what comes next. */
  readonly children?: ReactNode
  /** Buttons. */
  readonly ways?: ReactNode
  /** Lies on a picture. */
  readonly floating?: boolean
  /** Spoken at once instead of when there is a pause. */
  readonly urgent?: boolean
}

/** Says what happened, what is safe and what to do next. */
export function Banner({ tone, icon, title, children, ways, floating, urgent }: BannerProps) {
  return (
    <div
      role={urgent === true ? 'alert' : 'status'}
      className={classNames(styles.banner, tone !== 'idle' && styles[tone], floating && styles.floating)}
    >
      {icon}
      <div>
        <b>{title}</b>
        {children}
      </div>
      {ways !== undefined && <div className={styles.ways}>{ways}</div>}
    </div>
  )
}
