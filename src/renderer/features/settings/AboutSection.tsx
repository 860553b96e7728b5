import { useTranslation } from 'react-i18next'
import { useStudio } from '../../state/studio'
import { Mark } from '../../ui/Mark'
import styles from './AboutSection.module.css'
import { News } from './News'
import { Notices } from './Notices'

export function AboutSection() {
  const { info } = useStudio()
  const { t } = useTranslation()
  const { version, electron, chromium, platform, registryRuntime, testBuild } = info
  return (
    <>
      <div className={styles.head}>
        <Mark className={styles.mark} label={t('app.name')} />
        <div>
          <p className={styles.name}>{t('app.name')}</p>
          <p className={styles.hint}>
            {t('about.version', { version })}
            {testBuild && `${t('list.join')}${t('about.testBuild')}`}
          </p>
          <p className={styles.hint}>
            {t('about.runtime', { electron, chromium })}
            {t('list.join')}
            {platform}
          </p>
          {registryRuntime && <p className={styles.warn}>{t('about.registryRuntime')}</p>}
        </div>
      </div>
      <News />
      <section className={styles.licences}>
        <h3>{t('about.licences')}</h3>
        <Notices />
      </section>
    </>
  )
}
