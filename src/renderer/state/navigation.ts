import { createStore, type StoreApi } from 'zustand/vanilla'

export type Screen = 'live' | 'photos' | 'settings'
export const SETTINGS_SECTIONS = ['general', 'camera', 'engine', 'export', 'privacy', 'about'] as const
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number]

export interface Place {
  readonly screen: Screen
  readonly section: SettingsSection
}

export interface Navigation {
  readonly store: StoreApi<Place>
  show(screen: Screen): void
  showSettings(section: SettingsSection): void
}

/** Which screen is in front. */
export function createNavigation(): Navigation {
  const store = createStore<Place>()(() => ({ screen: 'live', section: 'general' }))
  return {
    store,
    show: (screen) => store.setState({ screen }),
    showSettings: (section) => store.setState({ screen: 'settings', section }),
  }
}
