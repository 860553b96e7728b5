import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/Icon'
import { STEPS, type Step } from './formFields'
import styles from './RequestScreen.module.css'

interface StepsProps {
  readonly current: Step
  /** Everything is done: no step is the present one. */
  readonly isDone: boolean
  /** Null where a step cannot be gone to yet. */
  readonly onGo: (step: Step) => (() => void) | null
}

/** Where in the four steps somebody is; a step that was done can be gone back to. */
export function Steps({ current, isDone, onGo }: StepsProps) {
  const { t } = useTranslation()
  const at = STEPS.indexOf(current)
  return (
    <nav aria-label={t('requestForm.steps')}>
      <ol className={styles.steps}>
        {STEPS.map((step, index) => {
          const done = isDone || index < at
          const go = onGo(step)
          const words = (
            <>
              <i aria-hidden="true">{done ? <Icon of={Check} size={14} /> : index + 1}</i>
              {t(`requestForm.step.${step}`)}
              {done && <span className="visually-hidden">{t('requestForm.stepDone')}</span>}
            </>
          )
          return (
            <li key={step} data-done={done} aria-current={!isDone && step === current ? 'step' : undefined}>
              {go === null || step === current ? (
                <span>{words}</span>
              ) : (
                <button type="button" onClick={go}>
                  {words}
                </button>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
