import { X } from 'lucide-react'
import { Dialog } from 'radix-ui'
import type { CSSProperties, ReactNode } from 'react'
import { Button } from './Button'
import { Icon } from './Icon'
import styles from './Modal.module.css'

interface ModalProps {
  readonly open: boolean
  readonly title: string
  readonly closeLabel: string
  readonly widthPx?: number
  /** The buttons at the bottom. */
  readonly foot?: ReactNode
  readonly children: ReactNode
  readonly onClose: () => void
}

/** A dialog over the studio; Escape and the cross close it. */
export function Modal({ open, title, closeLabel, widthPx = 480, foot, children, onClose }: ModalProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.scrim}>
          <Dialog.Content
            className={styles.modal}
            style={{ '--modal-width': `${widthPx}px` } as CSSProperties}
            aria-describedby={undefined}
          >
            <header className={styles.head}>
              <Dialog.Title asChild>
                <h2>{title}</h2>
              </Dialog.Title>
              <Dialog.Close asChild>
                <Button look="quiet" aria-label={closeLabel} icon={<Icon of={X} />} />
              </Dialog.Close>
            </header>
            <div className={styles.body}>{children}</div>
            {foot !== undefined && <footer className={styles.foot}>{foot}</footer>}
          </Dialog.Content>
        </Dialog.Overlay>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
