import { useTranslation } from 'react-i18next'
import { classNames } from '../../ui/classNames'
import styles from './Countdown.module.css'

/** The seconds left, in a corner away from the face; the prompt sits under the lens. */
export function Countdown({ left }: { readonly left: number }) {
  const { t } = useTranslation()
  return (
    <>
      <span className={styles.top}>{t('live.smile')}</span>
      <div className={classNames(styles.countdown, left === 1 && styles.last)} data-testid="countdown">
        <div className={styles.dial}>
          {/* A new ring for each second, so that it runs round once a beat. */}
          <svg key={left} className={styles.ring} viewBox="0 0 116 116" aria-hidden="true">
            <circle className={styles.track} cx="58" cy="58" r="54" />
            <circle className={styles.run} cx="58" cy="58" r="54" />
          </svg>
          <span key={`number ${left}`} className={styles.number}>
            {left}
          </span>
        </div>
      </div>
    </>
  )
}

/** The white of the shutter. */
export function Flash() {
  return <div className={styles.flash} aria-hidden="true" data-testid="flash" />
}
