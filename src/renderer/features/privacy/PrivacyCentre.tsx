import { Tabs } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { PRIVACY_TABS, type PrivacyTab } from '../../state/navigation'
import { useStudio } from '../../state/studio'
import { DeskAddressLine } from './DeskAddress'
import { ConsentsTab } from './consents/ConsentsTab'
import { MyDataTab } from './myData/MyDataTab'
import { PolicyTab } from './policy/PolicyTab'
import { OverdueBadge } from '../../ui/OverdueBadge'
import styles from './PrivacyCentre.module.css'
import { RequestsTab } from './requests/RequestsTab'

const TABS: Readonly<Record<PrivacyTab, () => ReactNode>> = {
  policy: PolicyTab,
  consents: ConsentsTab,
  myData: MyDataTab,
  requests: RequestsTab,
}

/** Tabs with areas of their own that scroll. */
const FILLS: readonly PrivacyTab[] = ['policy', 'consents', 'requests']

/** Everything the policy gives a person, one tab each. The Customer Desk's address is in sight on all of them. */
export function PrivacyCentre() {
  const { navigation } = useStudio()
  const { t } = useTranslation()
  const current = useStore(navigation.store, ({ privacyTab }) => privacyTab)
  return (
    <Tabs.Root
      className={styles.centre}
      value={current}
      onValueChange={(value) => {
        const tab = PRIVACY_TABS.find((name) => name === value)
        if (tab !== undefined) navigation.showPrivacy(tab)
      }}
    >
      <header className={styles.head}>
        <h2>{t('settings.privacy')}</h2>
        <DeskAddressLine />
      </header>
      <Tabs.List className={styles.tabs} aria-label={t('settings.privacy')}>
        {PRIVACY_TABS.map((tab) => (
          <Tabs.Trigger key={tab} className={styles.tab} value={tab}>
            {t(`privacyTab.${tab}`)}
            {tab === 'requests' && <OverdueBadge />}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {PRIVACY_TABS.map((tab) => {
        const Page = TABS[tab]
        return (
          <Tabs.Content key={tab} className={styles.page} value={tab} data-fill={FILLS.includes(tab)}>
            <Page />
          </Tabs.Content>
        )
      })}
    </Tabs.Root>
  )
}
