import { createStore, type StoreApi } from 'zustand/vanilla'

export type Screen = 'live' | 'photos' | 'settings' | 'request' | 'desk'
export const SETTINGS_SECTIONS = [
  'general',
  'camera',
  'engine',
  'export',
  'privacy',
  'diagnostics',
  'about',
] as const
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number]
export const PRIVACY_TABS = ['policy', 'consents', 'myData', 'requests'] as const
export type PrivacyTab = (typeof PRIVACY_TABS)[number]

export interface Place {
  readonly screen: Screen
  readonly section: SettingsSection
  readonly privacyTab: PrivacyTab
  /** The draft that the request screen goes on with; null begins a new one. */
  readonly draftId: string | null
}

export interface Navigation {
  readonly store: StoreApi<Place>
  show(screen: Screen): void
  showSettings(section: SettingsSection): void
  showPrivacy(tab: PrivacyTab): void
  writeRequest(draftId: string | null): void
}

/** Which screen is in front. */
export function createNavigation(): Navigation {
  const store = createStore<Place>()(() => ({
    screen: 'live',
    section: 'general',
    privacyTab: 'consents',
    draftId: null,
  }))
  return {
    store,
    show: (screen) => store.setState({ screen }),
    showSettings: (section) => store.setState({ screen: 'settings', section }),
    showPrivacy: (privacyTab) => store.setState({ screen: 'settings', section: 'privacy', privacyTab }),
    writeRequest: (draftId) => store.setState({ screen: 'request', draftId }),
  }
}
