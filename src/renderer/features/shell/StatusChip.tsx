import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { gaveWay, type LiveQuality } from '../../../domain/live/liveQuality'
import type { LiveStats } from '../../pipeline/livePipeline'
import { statusLine } from '../../state/statusLine'
import { useStudio } from '../../state/studio'
import { ChipButton, Dot } from '../../ui/Chip'
import { Facts } from '../../ui/Facts'
import { Pop } from '../../ui/Pop'
import styles from './StatusChip.module.css'

/** Engine, faces, frame rate and latency; opens what is behind them. */
export function StatusChip() {
  const { vision, camera, pipeline, consent } = useStudio()
  const { t } = useTranslation()
  const status = useStore(vision.store, (mirror) => mirror.status)
  const cameraStatus = useStore(camera.store, (state) => state.status)
  const stats = useStore(pipeline.store)
  const allowed = useStore(consent.store, ({ view }) => view.allowed)
  const line = statusLine(status, cameraStatus, allowed, stats.connected && stats.cameraFps > 0)

  const head = line.head.kind === 'engine' ? t(`engine.${line.head.engine}`) : t(`status.${line.head.word}`)
  const figures = [
    t('status.faces', { count: stats.faces }),
    t('status.fps', { fps: Math.round(stats.cameraFps) }),
    t('status.latency', { ms: stats.paintP50Ms ?? stats.latencyMs }),
    ...eased(t, stats.quality),
  ]
  const detail =
    line.detail === 'figures' ? figures : line.detail === 'none' ? [] : [t(`status.${line.detail}`)]

  return (
    <Pop
      title={t('status.title')}
      trigger={
        <ChipButton>
          <Dot tone={line.tone} />
          <span>
            <b>{head}</b>
            {detail.map((part) => (
              <span key={part} className={styles.part}>
                {part}
              </span>
            ))}
          </span>
        </ChipButton>
      }
    >
      <Diagnostics />
    </Pop>
  )
}

/** Said in the chip while something gives way, so that nobody wonders about late decorations. */
function eased(t: TFunction, quality: LiveQuality): readonly string[] {
  const given = gaveWay(quality)
  if (given.length === 0) return []
  const list = given.map((kind) => t(`status.gaveWayShort.${kind}`)).join(t('list.within'))
  return [t('status.easedShort', { list })]
}

function latencyWords(t: TFunction, { paintP50Ms, paintP95Ms }: LiveStats): string {
  if (paintP50Ms === null || paintP95Ms === null) return '–'
  return t('status.latencyTwo', { p50: paintP50Ms, p95: paintP95Ms })
}

function Diagnostics() {
  const { vision, camera, pipeline } = useStudio()
  const { t } = useTranslation()
  const status = useStore(vision.store, (mirror) => mirror.status)
  const size = useStore(camera.store, (state) => state.size)
  const live = useStore(camera.store, (state) => state.status === 'live')
  const stats = useStore(pipeline.store)
  const rows: { name: string; value: React.ReactNode }[] = []
  const given = gaveWay(stats.quality)
  if (status.state === 'ready') {
    rows.push(
      { name: t('status.engineUsed'), value: t(`engine.${status.engine}`) },
      { name: t('status.selfTest'), value: t('status.selfTestValue', { ms: Math.round(status.selfTestMs) }) },
      { name: t('status.warmUp'), value: t('status.latency', { ms: Math.round(status.warmUpMs) }) },
    )
  }
  if (status.state === 'failed')
    rows.push({ name: t('status.engineUsed'), value: t(`vision.${status.cause}`) })
  if (live && size) {
    rows.push({
      name: t('status.camera'),
      value: t('status.cameraSize', {
        width: size.width,
        height: size.height,
        fps: Math.round(stats.cameraFps),
      }),
    })
  }
  if (live && stats.connected) {
    rows.push(
      {
        name: t('status.tracking'),
        value: t('status.trackingValue', { fps: Math.round(stats.trackingFps) }),
      },
      { name: t('status.painting'), value: t('status.trackingValue', { fps: stats.paintFps }) },
      { name: t('status.facesRow'), value: t('status.latency', { ms: stats.latencyMs }) },
      { name: t('status.latencyRow'), value: latencyWords(t, stats) },
      { name: t('status.dropped'), value: stats.dropped },
    )
    if (given.length > 0)
      rows.push({
        name: t('status.eased'),
        value: given.map((kind) => t(`status.gaveWay.${kind}`)).join('\n'),
      })
  }
  const passedOver = status.state === 'ready' ? status.passedOver : []
  return (
    <div className={styles.details}>
      {rows.length === 0 ? <p className={styles.hint}>{t('status.nothing')}</p> : <Facts rows={rows} />}
      {live && stats.connected && <p className={styles.hint}>{t('status.droppedHint')}</p>}
      {live && stats.connected && given.length > 0 && <p className={styles.hint}>{t('status.easedHint')}</p>}
      {passedOver.length > 0 && (
        <>
          <h3 className={styles.heading}>{t('status.passedOver')}</h3>
          <Facts
            rows={passedOver.map(({ engine, reason }) => ({
              name: t(`engine.${engine}`),
              value: t(`passedOver.${reason}`),
            }))}
          />
        </>
      )}
    </div>
  )
}
