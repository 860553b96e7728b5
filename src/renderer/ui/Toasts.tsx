import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { Toast } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../state/studio'
import { Button } from './Button'
import { classNames } from './classNames'
import { Icon } from './Icon'
import styles from './Toasts.module.css'

const ICONS = { ok: CircleCheck, danger: CircleAlert, idle: Info } as const
const SHOWN_MS = 6000

/** Short messages at the top: buttons of dialogs and banners on pictures are at the bottom. */
export function Toasts() {
  const { messages } = useStudio()
  const { t } = useTranslation()
  const toasts = useStore(messages.store, (board) => board.toasts)
  return (
    <>
      {toasts.map((toast) => (
        <Toast.Root
          key={toast.id}
          className={classNames(styles.toast, toast.tone !== 'idle' && styles[toast.tone])}
          duration={SHOWN_MS}
          onOpenChange={(open) => !open && messages.dismiss(toast.id)}
        >
          <Icon of={ICONS[toast.tone]} />
          <Toast.Description className={styles.text}>{toast.text}</Toast.Description>
          {toast.action !== null && (
            <Toast.Action asChild altText={toast.action.text}>
              <Button look="quiet" size="small" onClick={toast.action.run}>
                {toast.action.text}
              </Button>
            </Toast.Action>
          )}
          <Toast.Close asChild>
            <Button
              look="quiet"
              size="small"
              aria-label={t('app.dismiss')}
              icon={<Icon of={X} size={14} />}
            />
          </Toast.Close>
        </Toast.Root>
      ))}
      <Toast.Viewport className={styles.viewport} />
    </>
  )
}
