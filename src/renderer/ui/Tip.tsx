import { Tooltip } from 'radix-ui'
import type { ReactNode } from 'react'
import { KeyCap } from './KeyCap'
import styles from './Tip.module.css'

interface TipProps {
  readonly label: string
  /** As printed on the keys, one entry a key: `['Ctrl', 'Z']`. */
  readonly keys?: readonly string[] | undefined
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
  readonly children: ReactNode
}

/** Names a control and its shortcut on hover and on focus. The control keeps its own accessible label. */
export function Tip({ label, keys, side = 'bottom', children }: TipProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className={styles.tip} side={side} sideOffset={6} collisionPadding={8}>
          {label}
          {keys !== undefined && keys.map((key) => <KeyCap key={key}>{key}</KeyCap>)}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
