import { useTranslation } from 'react-i18next'
import type { PolicyReply } from '../../../../contracts/api'
import legal from '../../../../../resources/policy/legal-basis.json'
import { formatDay } from '../../../i18n/dates'
import { useLanguage } from '../../../i18n/useLanguage'
import styles from './Page.module.css'

/** Article 10: which article of the law each article of the policy rests on. */
export function LegalPage({ articles }: { readonly articles: PolicyReply['articles'] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <section className={styles.page}>
      <div>
        <h3>{t('policyTab.page.legal')}</h3>
        <p className={styles.lead}>
          {t('policyTab.legalLead', { law: legal.law[language], date: formatDay(legal.asOf, language) })}
        </p>
      </div>
      <p className={styles.note}>{t('policyTab.counsel')}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('policyTab.legalArticle')}</th>
            <th scope="col">{t('policyTab.legalLaw')}</th>
            <th scope="col">{t('policyTab.legalDuty')}</th>
          </tr>
        </thead>
        <tbody>
          {legal.rows.map(({ article, law, duty }) => (
            <tr key={article}>
              <th scope="row">
                <span className={styles.kicker}>{t('policyTab.article', { number: article })}</span>
                <br />
                {articles.find(({ number }) => number === article)?.title}
              </th>
              <td className={styles.law}>{law[language]}</td>
              <td>{duty[language]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
