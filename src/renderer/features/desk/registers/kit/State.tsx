import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Tone } from '../../../../ui/Chip'
import { classNames } from '../../../../ui/classNames'
import { Icon } from '../../../../ui/Icon'
import styles from './State.module.css'

/** Where a record stands, in a word and a sign. */
export function State({
  icon,
  tone = 'idle',
  children,
}: {
  readonly icon: LucideIcon
  readonly tone?: Tone
  readonly children: ReactNode
}) {
  return (
    <span className={classNames(styles.state, tone !== 'idle' && styles[tone])}>
      <Icon of={icon} size={14} />
      {children}
    </span>
  )
}
