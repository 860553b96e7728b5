import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DataCategory } from '../../../../contracts/calls/myData'
import { Facts } from '../../../ui/Facts'
import { Icon } from '../../../ui/Icon'
import styles from './Inventory.module.css'

const GROUPS = ['yours', 'handed-out', 'memory', 'installation', 'desk'] as const

/** Everything the app can hold, read from its code: what, where, why, how long, how sealed, and how many there are. */
export function Inventory({ categories }: { readonly categories: readonly DataCategory[] }) {
  const { t } = useTranslation()
  return (
    <div className={styles.inventory}>
      {GROUPS.map((group) => (
        <section key={group} className={styles.group}>
          <h3>{t(`myData.group.${group}`)}</h3>
          <div className={styles.rows}>
            {categories
              .filter((category) => category.group === group)
              .map((category) => (
                <Category key={category.id} category={category} />
              ))}
          </div>
        </section>
      ))}
    </div>
  )
}

function Category({ category }: { readonly category: DataCategory }) {
  const { t } = useTranslation()
  const { id, place, seal, keep, articles, fields, count } = category
  return (
    <details className={styles.row}>
      <summary>
        <Icon of={ChevronRight} size={14} />
        <b>{t(`myData.category.${id}.name`)}</b>
        <span className={styles.what}>{t(`myData.category.${id}.what`)}</span>
        <span className={styles.count}>
          {count !== null
            ? t('myData.count', { count })
            : place === 'memory'
              ? t('myData.memoryOnly')
              : place === 'chosen'
                ? t('myData.notCounted')
                : t('myData.locked')}
        </span>
      </summary>
      <div className={styles.details}>
        <Facts
          left
          rows={[
            { name: t('myData.where'), value: t(`myData.place.${place}`) },
            {
              name: t('myData.why'),
              value: t('myData.articles', {
                articles: articles.map((number) => t('policyTab.article', { number })).join(t('list.join')),
              }),
            },
            { name: t('myData.howLong'), value: t(`myData.keep.${keep}`) },
            { name: t('myData.sealed'), value: t(`myData.seal.${seal}`) },
            ...(fields.length === 0
              ? []
              : [
                  {
                    name: t('myData.fields', { count: fields.length }),
                    value: (
                      <span className={styles.fields}>
                        {fields.map((field) => (
                          <code key={field}>{field}</code>
                        ))}
                      </span>
                    ),
                  },
                ]),
          ]}
        />
      </div>
    </details>
  )
}
