import { Check, Cpu, Gauge, Video, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useStudio } from '../../state/studio'
import { classNames } from '../../ui/classNames'
import { Icon } from '../../ui/Icon'
import styles from './DiagnosticsPage.module.css'

/** From capture to paint at 19 of 20 frames, milliseconds: decorations sit on the face as it moves. */
const GOOD_MS = 100

interface StateCardProps {
  readonly icon: LucideIcon
  readonly name: string
  readonly state: { readonly good: boolean; readonly word: string } | null
  readonly big: string
  readonly children: ReactNode
}

function StateCard({ icon, name, state, big, children }: StateCardProps) {
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
      <p>{children}</p>
    </article>
  )
}

function EngineCard() {
  const { vision } = useStudio()
  const { t } = useTranslation()
  const status = useStore(vision.store, (mirror) => mirror.status)
  if (status.state !== 'ready') {
    const failed = status.state === 'failed'
    return (
      <StateCard
        icon={Cpu}
        name={t('diag.engine')}
        state={{ good: false, word: failed ? t('diag.stopped') : t('diag.off') }}
        big={t('diag.engineNone')}
      >
        {failed ? t(`vision.${status.cause}`) : t('diag.engineNoneText')}
      </StateCard>
    )
  }
  const list = status.passedOver
    .map(({ engine, reason }) => `${t(`engine.${engine}`)} (${t(`passedOver.${reason}`)})`)
    .join(t('list.join'))
  return (
    <StateCard
      icon={Cpu}
      name={t('diag.engine')}
      state={{ good: true, word: t('diag.running') }}
      big={t(`engine.${status.engine}`)}
    >
      {t('diag.engineText', { ms: Math.round(status.selfTestMs) })}
      {list !== '' && ` ${t('diag.enginePassed', { list })}`}
    </StateCard>
  )
}

function CameraCard() {
  const { camera, pipeline, settings } = useStudio()
  const { t } = useTranslation()
  const size = useStore(camera.store, (state) => (state.status === 'live' ? state.size : null))
  const stats = useStore(pipeline.store)
  const mirrored = useStore(settings.store, (choice) => choice.mirrorPreview)
  if (size === null) {
    return (
      <StateCard
        icon={Video}
        name={t('diag.camera')}
        state={{ good: false, word: t('diag.off') }}
        big={t('diag.cameraNone')}
      >
        {t('diag.cameraNoneText')}
      </StateCard>
    )
  }
  const { width, height } = size
  return (
    <StateCard
      icon={Video}
      name={t('diag.camera')}
      state={stats.cameraFps > 0 ? { good: true, word: t('diag.steady') } : null}
      big={t('status.cameraSize', { width, height, fps: Math.round(stats.cameraFps) })}
    >
      {t('diag.cameraText', { count: stats.dropped })}
      {mirrored && ` ${t('diag.cameraMirror')}`}
    </StateCard>
  )
}

function LatencyCard() {
  const { pipeline } = useStudio()
  const { t } = useTranslation()
  const { paintP50Ms, paintP95Ms, connected } = useStore(pipeline.store)
  const measured = paintP50Ms !== null && paintP95Ms !== null
  const good = measured && paintP95Ms <= GOOD_MS
  const figures = { p50: paintP50Ms, p95: paintP95Ms }
  return (
    <StateCard
      icon={Gauge}
      name={t('diag.latency')}
      state={measured ? { good, word: good ? t('diag.latencyGood') : t('diag.latencySlow') } : null}
      big={measured ? t('status.latency', { ms: paintP50Ms }) : '–'}
    >
      {!measured
        ? t('diag.latencyNone')
        : connected
          ? t('diag.latencyText', figures)
          : t('diag.latencyLast', figures)}
    </StateCard>
  )
}

/** What runs now, in figures that are measured. */
export function StateCards() {
  return (
    <div className={styles.three}>
      <EngineCard />
      <CameraCard />
      <LatencyCard />
    </div>
  )
}
