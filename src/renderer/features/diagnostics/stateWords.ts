import type { TFunction } from 'i18next'
import type { VisionStatus } from '../../../contracts/vision'
import type { Size } from '../../../domain/geometry/points'
import type { LiveStats } from '../../pipeline/livePipeline'
import type { Studio } from '../../state/studio'

/** What is said of one thing that runs: on its card, and as a line of the report. */
export interface StateWords {
  readonly name: string
  readonly state: { readonly good: boolean; readonly word: string } | null
  readonly big: string
  readonly text: string
}

/** From capture to paint at 19 of 20 frames, milliseconds: decorations sit on the face as it moves. */
const GOOD_MS = 100

export function engineWords(t: TFunction, status: VisionStatus): StateWords {
  const name = t('diag.engine')
  if (status.state !== 'ready') {
    const failed = status.state === 'failed'
    return {
      name,
      state: { good: false, word: failed ? t('diag.stopped') : t('diag.off') },
      big: t('diag.engineNone'),
      text: failed ? t(`vision.${status.cause}`) : t('diag.engineNoneText'),
    }
  }
  const list = status.passedOver
    .map(({ engine, reason }) =>
      t('diag.enginePassedOne', { engine: t(`engine.${engine}`), reason: t(`passedOver.${reason}`) }),
    )
    .join(t('list.within'))
  const passed = t('diag.engineText', { ms: Math.round(status.selfTestMs) })
  return {
    name,
    state: { good: true, word: t('diag.running') },
    big: t(`engine.${status.engine}`),
    text:
      list === '' ? passed : t('list.sentences', { first: passed, second: t('diag.enginePassed', { list }) }),
  }
}

/** `size` of the camera's picture; null while no camera runs. */
export function cameraWords(
  t: TFunction,
  size: Size | null,
  { cameraFps, dropped }: LiveStats,
  isMirrored: boolean,
): StateWords {
  const name = t('diag.camera')
  if (size === null) {
    return {
      name,
      state: { good: false, word: t('diag.off') },
      big: t('diag.cameraNone'),
      text: t('diag.cameraNoneText'),
    }
  }
  const text = t('diag.cameraText', { count: dropped })
  return {
    name,
    state: cameraFps > 0 ? { good: true, word: t('diag.steady') } : null,
    big: t('status.cameraSize', { ...size, fps: Math.round(cameraFps) }),
    text: isMirrored ? t('list.sentences', { first: text, second: t('diag.cameraMirror') }) : text,
  }
}

export function latencyWords(t: TFunction, { paintP50Ms, paintP95Ms, connected }: LiveStats): StateWords {
  const name = t('diag.latency')
  if (paintP50Ms === null || paintP95Ms === null)
    return { name, state: null, big: '–', text: t('diag.latencyNone') }
  const good = paintP95Ms <= GOOD_MS
  const figures = { p50: paintP50Ms, p95: paintP95Ms }
  return {
    name,
    state: { good, word: good ? t('diag.latencyGood') : t('diag.latencySlow') },
    big: t('status.latency', { ms: paintP50Ms }),
    text: connected ? t('diag.latencyText', figures) : t('diag.latencyLast', figures),
  }
}

/** What runs at this moment. */
export function stateWordsNow(
  t: TFunction,
  { vision, camera, pipeline, settings }: Studio,
): readonly StateWords[] {
  const { status, size } = camera.store.getState()
  const stats = pipeline.store.getState()
  return [
    engineWords(t, vision.store.getState().status),
    cameraWords(t, status === 'live' ? size : null, stats, settings.store.getState().mirrorPreview),
    latencyWords(t, stats),
  ]
}
