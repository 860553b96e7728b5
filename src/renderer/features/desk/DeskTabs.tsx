import { Tabs } from 'radix-ui'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../ui/classNames'
import styles from './DeskTabs.module.css'
import { DutiesTab } from './registers/DutiesTab'
import { EntrustmentTab } from './registers/EntrustmentTab'
import { PolicyTab } from './registers/PolicyTab'
import { ProvisionTab } from './registers/ProvisionTab'

const TABS = ['inbox', 'provision', 'entrustment', 'duties', 'policy'] as const
type DeskTab = (typeof TABS)[number]

const PAGES: Readonly<Record<Exclude<DeskTab, 'inbox'>, () => ReactNode>> = {
  provision: ProvisionTab,
  entrustment: EntrustmentTab,
  duties: DutiesTab,
  policy: PolicyTab,
}

interface DeskTabsProps {
  readonly inbox: ReactNode
  /** The request that is being looked at, beside the inbox; null when none is. */
  readonly panel: ReactNode
}

/** What the desk keeps, one tab each. */
export function DeskTabs({ inbox, panel }: DeskTabsProps) {
  const { t } = useTranslation()
  const [current, setCurrent] = useState<DeskTab>('inbox')
  return (
    <div className={classNames(styles.desk, current === 'inbox' && panel !== null && styles.withPanel)}>
      <Tabs.Root
        className={styles.tabs}
        value={current}
        onValueChange={(value) => setCurrent(TABS.find((name) => name === value) ?? current)}
      >
        <Tabs.List className={styles.list} aria-label={t('settings.desk')}>
          {TABS.map((tab) => (
            <Tabs.Trigger key={tab} className={styles.tab} value={tab}>
              {t(`deskTab.${tab}`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {TABS.map((tab) => {
          const Page = tab === 'inbox' ? null : PAGES[tab]
          return (
            <Tabs.Content key={tab} className={styles.page} value={tab}>
              {Page === null ? inbox : <Page />}
            </Tabs.Content>
          )
        })}
      </Tabs.Root>
      {current === 'inbox' && panel}
    </div>
  )
}
