import { Check, Cpu, Gauge, Video, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../../state/studio'
import { classNames } from '../../ui/classNames'
import { Icon } from '../../ui/Icon'
import styles from './DiagnosticsPage.module.css'
import { cameraWords, engineWords, latencyWords, type StateWords } from './stateWords'

interface StateCardProps {
  readonly icon: LucideIcon
  readonly words: StateWords
}

function StateCard({ icon, words: { name, state, big, text } }: StateCardProps) {
  return (
    <article className={classNames(styles.card, styles.figure)}>
      <header>
        <Icon of={icon} />
        <h3>{name}</h3>
        {state !== null && (
          <span className={classNames(styles.state, state.good ? styles.ok : styles.idle)}>
            {state.good && <Icon of={Check} size={14} />}
            {state.word}
          </span>
        )}
      </header>
      <div className={styles.big}>{big}</div>
      <p>{text}</p>
    </article>
  )
}

/** What runs now, in figures that are measured. */
export function StateCards() {
  const { vision, camera, pipeline, settings } = useStudio()
  const { t } = useTranslation()
  const status = useStore(vision.store, (mirror) => mirror.status)
  const size = useStore(camera.store, (state) => (state.status === 'live' ? state.size : null))
  const stats = useStore(pipeline.store)
  const mirrored = useStore(settings.store, (choice) => choice.mirrorPreview)
  return (
    <div className={styles.three}>
      <StateCard icon={Cpu} words={engineWords(t, status)} />
      <StateCard icon={Video} words={cameraWords(t, size, stats, mirrored)} />
      <StateCard icon={Gauge} words={latencyWords(t, stats)} />
    </div>
  )
}
