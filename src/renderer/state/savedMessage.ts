import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudio } from './studio'

/** Says that a picture was saved, with a way to see it in the file manager; at a kiosk that is for its operator alone. */
export function useSavedMessage(): () => void {
  const { bridge, info, messages } = useStudio()
  const { t } = useTranslation()
  return useCallback(() => {
    if (info.kiosk) return messages.toast({ text: t('kiosk.saved') })
    messages.toast({
      text: t('save.done'),
      action: {
        text: t('save.show'),
        run: () =>
          void bridge.call('picture:reveal', {}).then((reply) => {
            if (!reply.ok) messages.toast({ tone: 'danger', text: t('save.revealFailed') })
          }),
      },
    })
  }, [bridge, info, messages, t])
}
