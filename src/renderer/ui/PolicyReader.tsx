import type { PolicyReply } from '../../contracts/api'
import styles from './PolicyReader.module.css'

/** The policy in plain words, article by article. */
export function PolicyReader({ policy }: { readonly policy: PolicyReply }) {
  return (
    <div className={styles.reader} lang={policy.language}>
      <p className={styles.note}>{policy.plainLanguageNote}</p>
      {policy.articles.map((article) => (
        <section key={article.number} className={styles.article}>
          <span className={styles.number}>{article.number}</span>
          <h3>{article.title}</h3>
          {article.paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </section>
      ))}
    </div>
  )
}
