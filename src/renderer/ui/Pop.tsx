import { Popover } from 'radix-ui'
import type { ReactNode } from 'react'
import styles from './Pop.module.css'

interface PopProps {
  /** The button that opens it. */
  readonly trigger: ReactNode
  readonly title: string
  readonly children: ReactNode
}

/** Details that hang on a chip or a button. */
export function Pop({ trigger, title, children }: PopProps) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.pop}
          align="end"
          sideOffset={8}
          collisionPadding={12}
          aria-label={title}
        >
          <h2 className={styles.title}>{title}</h2>
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
