import { Tabs } from 'radix-ui'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { formatDay } from '../../../i18n/dates'
import { useLanguage } from '../../../i18n/useLanguage'
import { useStudio } from '../../../state/studio'
import { useReply } from '../../../state/useReply'
import { CopyButton } from '../../../ui/CopyButton'
import { Facts } from '../../../ui/Facts'
import { ArticlePage } from './ArticlePage'
import { ChangesPage } from './ChangesPage'
import { GlossaryPage } from './GlossaryPage'
import { LegalPage } from './LegalPage'
import { OfficialPage } from './OfficialPage'
import styles from './PolicyTab.module.css'
import { articleSection, PAGES, type PolicySection } from './sections'

const SHORT = 6

/** The policy, article by article, and everything that belongs to reading it. */
export function PolicyTab() {
  const { consent } = useStudio()
  const { t } = useTranslation()
  const language = useLanguage()
  // Another text in force changes its sum: whatever was read before is read again.
  const view = useStore(consent.store, (mirror) => mirror.view)
  const sum = `${view.policyVersion} ${view.policySha256}`
  const policy = useReply('policy:read', { language }, sum)
  const [section, setSection] = useState<string>(articleSection(1))
  if (policy === null) return null
  if (!policy.ok) return <p>{t('policy.missing')}</p>
  const { articles, sha256, plainLanguageNote } = policy.value
  const show = (next: PolicySection) => setSection(next)
  return (
    <Tabs.Root className={styles.policy} orientation="vertical" value={section} onValueChange={setSection}>
      <div className={styles.side}>
        <Tabs.List className={styles.list} aria-label={t('policyTab.contents')}>
          {articles.map(({ number, title }) => (
            <Tabs.Trigger key={number} className={styles.link} value={articleSection(number)}>
              <span className={styles.number}>{number}</span>
              {title}
            </Tabs.Trigger>
          ))}
          <div className={styles.rule} role="presentation" />
          {PAGES.map((page) => (
            <Tabs.Trigger key={page} className={styles.link} value={page}>
              {t(`policyTab.page.${page}`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <div className={styles.facts}>
          <Facts
            left
            rows={[
              // Of what is in force: the official text's, where there is one.
              { name: t('policyTab.version'), value: view.policyVersion },
              { name: t('policyTab.from'), value: formatDay(view.effectiveFrom, language) },
              {
                name: t('policyTab.sha256'),
                value: (
                  <span className={styles.sum} title={sha256}>
                    {`${sha256.slice(0, SHORT)}…${sha256.slice(-SHORT)}`}
                    <CopyButton iconOnly text={sha256} label={t('policyTab.copySum')} />
                  </span>
                ),
              },
            ]}
          />
        </div>
      </div>
      {articles.map((article) => (
        <Tabs.Content key={article.number} className={styles.page} value={articleSection(article.number)}>
          <ArticlePage article={article} note={plainLanguageNote} onShow={show} />
        </Tabs.Content>
      ))}
      <Tabs.Content className={styles.page} value="glossary">
        <GlossaryPage />
      </Tabs.Content>
      <Tabs.Content className={styles.page} value="legal">
        <LegalPage articles={articles} />
      </Tabs.Content>
      <Tabs.Content className={styles.page} value="official">
        <OfficialPage turn={sum} onShow={show} />
      </Tabs.Content>
      <Tabs.Content className={styles.page} value="changes">
        <ChangesPage turn={sum} />
      </Tabs.Content>
    </Tabs.Root>
  )
}
