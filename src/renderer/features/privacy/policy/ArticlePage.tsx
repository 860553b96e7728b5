import { ArrowRight, Printer } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PolicyReply } from '../../../../contracts/api'
import { useStudio } from '../../../state/studio'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import { DeskAddressBlock } from '../DeskAddress'
import { EntrustedParties } from './EntrustedParties'
import styles from './Page.module.css'
import { PosterDialog } from './PosterDialog'
import { WAYS, type PolicySection, type Way } from './sections'

const ENTRUSTMENT_ARTICLE = 5
const CUSTOMER_DESK_ARTICLE = 12

interface ArticlePageProps {
  readonly article: PolicyReply['articles'][number]
  /** Says that these are Kazari's own words. */
  readonly note: string
  readonly onShow: (section: PolicySection) => void
}

/** One article in plain words, and where a person can do what it says. */
export function ArticlePage({ article, note, onShow }: ArticlePageProps) {
  const { navigation } = useStudio()
  const { t } = useTranslation()
  const [poster, setPoster] = useState(false)
  const go = (way: Way) => {
    switch (way) {
      case 'poster':
        return setPoster(true)
      case 'consents':
      case 'myData':
      case 'requests':
        return navigation.showPrivacy(way)
      default:
        return onShow(way)
    }
  }
  const isDesk = article.number === CUSTOMER_DESK_ARTICLE
  return (
    <article className={styles.page}>
      <div>
        <p className={styles.kicker}>{t('policyTab.article', { number: article.number })}</p>
        <h3>{article.title}</h3>
      </div>
      {isDesk ? (
        <DeskAddressBlock />
      ) : (
        <div className={styles.words}>
          {article.paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
      )}
      {article.number === ENTRUSTMENT_ARTICLE && <EntrustedParties />}
      <div className={styles.ways}>
        {(WAYS[article.number] ?? []).map((way) => (
          <Button
            key={way}
            icon={<Icon of={way === 'poster' ? Printer : ArrowRight} />}
            onClick={() => go(way)}
          >
            {t(`policyTab.way.${way}`)}
          </Button>
        ))}
      </div>
      <p className={styles.note}>{note}</p>
      {poster && <PosterDialog poster="face-data" onClose={() => setPoster(false)} />}
    </article>
  )
}
