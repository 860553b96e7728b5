import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudio } from './studio'

/** Says that a picture was saved, with a way to see it in the file manager. */
export function useSavedMessage(): () => void {
  const { bridge, messages } = useStudio()
  const { t } = useTranslation()
  return useCallback(() => {
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
  }, [bridge, messages, t])
}
