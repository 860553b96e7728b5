import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConsentActor } from '../../../domain/privacy/consent'
import styles from './ConsentNotice.module.css'

const ACTORS: readonly ConsentActor[] = ['self', 'guardian', 'operator']

interface AnsweringForProps {
  readonly actor: ConsentActor
  readonly onChange: (actor: ConsentActor) => void
}

/** Who answers: part of the receipt, never of what is asked. */
export function AnsweringFor({ actor, onChange }: AnsweringForProps) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <span className={styles.actor}>
      <label htmlFor={id}>{t('consent.answeringFor')}</label>
      <select
        id={id}
        value={actor}
        onChange={(event) => {
          const chosen = ACTORS.find((known) => known === event.target.value)
          if (chosen !== undefined) onChange(chosen)
        }}
      >
        {ACTORS.map((known) => (
          <option key={known} value={known}>
            {t(`consent.actor.${known}`)}
          </option>
        ))}
      </select>
    </span>
  )
}
