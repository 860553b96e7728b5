import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/useLanguage'
import { formatDay } from '../../i18n/dates'
import { useStudio } from '../../state/studio'
import { useReply } from '../../state/useReply'
import { Button } from '../../ui/Button'
import styles from './AboutSection.module.css'

/** What is new: shown only to somebody who allowed news, which main decides. */
export function News() {
  const { navigation } = useStudio()
  const { t } = useTranslation()
  const language = useLanguage()
  const reply = useReply('news:read', { language })
  if (reply === null) return null
  if (!reply.ok) {
    return (
      <section className={styles.news}>
        <h3>{t('news.title')}</h3>
        <div className={styles.newsOff}>
          <p className={styles.hint}>{t('news.off')}</p>
          <Button size="small" onClick={() => navigation.showPrivacy('consents')}>
            {t('news.toConsents')}
          </Button>
        </div>
      </section>
    )
  }
  return (
    <section className={styles.news}>
      <h3>{t('news.title')}</h3>
      <ul>
        {reply.value.items.map((item) => (
          <li key={item.title}>
            <b>{item.title}</b>
            <p>{item.text}</p>
            <p className={styles.hint}>
              {t('about.version', { version: item.version })}
              {t('list.join')}
              {formatDay(item.day, language)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
