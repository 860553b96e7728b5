import { useTranslation } from 'react-i18next'
import glossary from '../../../../../resources/policy/glossary.json'
import { useLanguage } from '../../../i18n/useLanguage'
import styles from './Page.module.css'

/** Article 1 and the words of all the others. */
export function GlossaryPage() {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <section className={styles.page}>
      <div>
        <h3>{t('policyTab.page.glossary')}</h3>
        <p className={styles.lead}>{t('policyTab.glossaryLead')}</p>
      </div>
      <dl className={styles.terms}>
        {glossary.terms.map(({ id, term, meaning }) => [
          <dt key={`${id} term`}>{term[language]}</dt>,
          <dd key={id}>{meaning[language]}</dd>,
        ])}
      </dl>
    </section>
  )
}
