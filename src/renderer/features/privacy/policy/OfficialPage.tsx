import { CalendarClock, FileSignature } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OfficialPolicy } from '../../../../contracts/policyBundle'
import { formatDay } from '../../../i18n/dates'
import { useLanguage } from '../../../i18n/useLanguage'
import { useReply } from '../../../state/useReply'
import { Banner } from '../../../ui/Banner'
import { Button } from '../../../ui/Button'
import { Card } from '../../../ui/Card'
import { classNames } from '../../../ui/classNames'
import { CopyButton } from '../../../ui/CopyButton'
import { EmptyState } from '../../../ui/EmptyState'
import { Facts } from '../../../ui/Facts'
import { Icon } from '../../../ui/Icon'
import { ImportButton, ImportOutcome, usePolicyImport } from './ImportPolicy'
import styles from './Page.module.css'
import type { PolicySection } from './sections'

interface OfficialPageProps {
  /** Changes with the text in force. */
  readonly turn: string
  readonly onShow: (section: PolicySection) => void
}

/** The owner's own text: shown byte for byte, and taken in from a signed file. */
export function OfficialPage({ turn, onShow }: OfficialPageProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const importing = usePolicyImport()
  const [reading, setReading] = useState<string | null>(null)
  const reply = useReply('policy:official', { language }, `${turn} ${importing.turn}`)
  if (reply?.ok !== true) return null
  const { official, coming } = reply.value
  return (
    <section className={classNames(styles.page, styles.wide)}>
      <div className={styles.head}>
        <div>
          <h3>{t('policyTab.page.official')}</h3>
          <p className={styles.lead}>{t('policyTab.officialLead')}</p>
        </div>
        {official !== null && <ImportButton importing={importing} />}
      </div>
      <ImportOutcome importing={importing} />
      {coming !== null && (
        <Banner
          tone="idle"
          icon={<Icon of={CalendarClock} />}
          title={t('policyTab.coming', {
            version: coming.version,
            date: formatDay(coming.effectiveFrom, language),
          })}
          ways={
            <>
              <Button
                size="small"
                onClick={() => setReading(reading === coming.version ? null : coming.version)}
              >
                {reading === coming.version ? t('policyTab.readCurrent') : t('policyTab.readComing')}
              </Button>
              {official !== null && (
                <Button size="small" onClick={() => onShow('changes')}>
                  {t('policyTab.way.changes')}
                </Button>
              )}
            </>
          }
        >
          <p>{t('policyTab.comingText')}</p>
        </Banner>
      )}
      {reading !== null && <ComingText version={reading} />}
      {reading === null && official !== null && <OfficialText official={official} />}
      {official === null && reading === null && (
        <div className={styles.center}>
          <EmptyState
            picture={{ icon: <Icon of={FileSignature} size={22} /> }}
            title={t('policyTab.noOfficial')}
            text={t('policyTab.noOfficialText')}
            ways={<ImportButton importing={importing} />}
          />
        </div>
      )}
    </section>
  )
}

function ComingText({ version }: { readonly version: string }) {
  const language = useLanguage()
  const reply = useReply('policy:text', { version, language })
  return reply?.ok === true ? <OfficialText official={reply.value} /> : null
}

function OfficialText({ official }: { readonly official: OfficialPolicy }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { version, effectiveFrom, sha256, signer, text } = official
  return (
    <>
      <Card>
        <div className={styles.facts}>
          <Facts
            left
            rows={[
              { name: t('policyTab.version'), value: version },
              { name: t('policyTab.from'), value: formatDay(effectiveFrom, language) },
              {
                name: t('policyTab.signer'),
                value: (
                  <>
                    {signer.name} <span className={styles.mono}>{signer.id}</span>
                  </>
                ),
              },
              {
                name: t('policyTab.textSum'),
                value: (
                  <span className={styles.sum}>
                    <span className={styles.mono}>{sha256}</span>
                    <CopyButton iconOnly text={sha256} label={t('policyTab.copySum')} />
                  </span>
                ),
              },
            ]}
          />
        </div>
      </Card>
      <div
        className={styles.official}
        lang={official.language}
        role="document"
        aria-label={t('policyTab.page.official')}
        tabIndex={0}
      >
        {text}
      </div>
    </>
  )
}
