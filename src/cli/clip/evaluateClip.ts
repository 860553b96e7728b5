import { readFile } from 'node:fs/promises'
import type { Engine } from '../../vision/engine/engine'
import { mean, median, percentile95, rounded } from '../statistics'
import type { Clip } from './clipFolder'
import { createClipFollower, type ShownFrame } from './followClip'
import { clipMetrics, type ClipMetrics } from './metrics'

export interface ClipReport {
  readonly engine: string
  readonly frames: readonly {
    readonly t: number
    readonly faces: readonly {
      readonly id: string
      readonly points: readonly (readonly [x: number, y: number])[]
      readonly visible: boolean
    }[]
  }[]
  readonly msPerFrame: readonly number[]
  /** Only for a clip with a truth. */
  readonly metrics?: ClipMetrics
}

const hundredths = (value: number) => Math.round(value * 100) / 100

/** Follows the faces of a clip as the app would, frame by frame. */
export async function followWholeClip(
  clip: Clip,
  engine: Engine,
): Promise<{ readonly shown: readonly ShownFrame[]; readonly msPerFrame: readonly number[] }> {
  const follower = createClipFollower(engine.nets)
  const shown: ShownFrame[] = []
  const msPerFrame: number[] = []
  for (const [index, file] of clip.frameFiles.entries()) {
    const next = await follower.next(await readFile(file), index / clip.fps)
    shown.push(next.shown)
    msPerFrame.push(next.milliseconds)
  }
  return { shown, msPerFrame }
}

export async function reportClip(clip: Clip, engine: Engine): Promise<ClipReport> {
  const { shown, msPerFrame } = await followWholeClip(clip, engine)
  return {
    engine: engine.name,
    frames: shown.map(({ t, faces }) => ({
      t: Math.round(t * 1e6) / 1e6,
      faces: faces.map(({ id, points, visible }) => ({
        id,
        points: points.map(({ x, y }) => [hundredths(x), hundredths(y)] as const),
        visible,
      })),
    })),
    msPerFrame: msPerFrame.map(hundredths),
    ...(clip.truth === null ? {} : { metrics: clipMetrics(shown, clip.truth) }),
  }
}

/** Lines for a person to read. */
export function describeReport(
  { engine, frames, msPerFrame, metrics }: ClipReport,
  description: string,
): string[] {
  const persons = new Set(frames.flatMap(({ faces }) => faces.map(({ id }) => id)))
  const shown = mean(frames.map(({ faces }) => faces.filter(({ visible }) => visible).length))
  const lines = [
    `engine ${engine} (${description})`,
    `frames ${frames.length}`,
    `persons ${persons.size}, faces a frame ${rounded(shown) ?? '–'}`,
    `ms per frame median ${rounded(median(msPerFrame)) ?? '–'} p95 ${rounded(percentile95(msPerFrame)) ?? '–'}`,
  ]
  if (metrics === undefined) return lines
  const figure = (value: number | null, digits: number) => (value === null ? '–' : value.toFixed(digits))
  return [
    ...lines,
    `recall ${figure(metrics.recall, 4)}`,
    `false faces a frame ${metrics.falsePerFrame.toFixed(4)}`,
    `error ${figure(metrics.errorPercent, 2)} %`,
    `still-head jitter ${figure(metrics.jitterPx, 3)} px`,
    `lag ${figure(metrics.lagMs, 1)} ms`,
    `identity switches ${metrics.switches}, ids reused ${metrics.reuses}`,
    `ghost frames ${metrics.ghostFrames}, gone after ${figure(metrics.dropMs, 0)} ms`,
  ]
}
