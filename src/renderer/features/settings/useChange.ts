import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../contracts/settings'
import { useStudio } from '../../state/studio'

/** Changes a setting at once and says so when it could not be kept. */
export function useChange(): (patch: Partial<Settings>) => void {
  const { settings, messages } = useStudio()
  const { t } = useTranslation()
  return useCallback(
    (patch) =>
      void settings.change(patch).then((result) => {
        if (!result.ok) messages.toast({ tone: 'danger', text: t('settings.notKept') })
      }),
    [settings, messages, t],
  )
}
