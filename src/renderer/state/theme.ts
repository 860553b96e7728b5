import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { Settings } from '../../contracts/settings'
import { useStudio } from './studio'

/** The theme to show for a choice, given what the system prefers. */
export function themeFor(
  setting: Settings['theme'],
  system: { readonly light: boolean; readonly moreContrast: boolean },
): 'dark' | 'light' | 'contrast' {
  if (setting !== 'system') return setting
  if (system.moreContrast) return 'contrast'
  return system.light ? 'light' : 'dark'
}

/** Keeps the page in the chosen theme, also when the system changes its own. */
export function useTheme(): void {
  const { settings } = useStudio()
  const setting = useStore(settings.store, (choice) => choice.theme)
  useEffect(() => {
    const light = window.matchMedia('(prefers-color-scheme: light)')
    const contrast = window.matchMedia('(prefers-contrast: more)')
    const apply = () => {
      const system = { light: light.matches, moreContrast: contrast.matches }
      document.documentElement.dataset['theme'] = themeFor(setting, system)
    }
    apply()
    light.addEventListener('change', apply)
    contrast.addEventListener('change', apply)
    return () => {
      light.removeEventListener('change', apply)
      contrast.removeEventListener('change', apply)
    }
  }, [setting])
}
