import type { FrameLight } from '../../contracts/framePort'
import { followHint, NO_HINT, type HintFacts, type LiveHint } from '../../domain/live/liveHint'
import { latencyFigures } from '../../domain/live/latency'
import {
  adaptQuality,
  FULL_STATE,
  qualityOf,
  type LiveLoad,
  type LiveQuality,
} from '../../domain/live/liveQuality'

/** What was measured while frames came; the paint's latency stays when the camera has stopped. */
export interface MeasuredFigures {
  readonly cameraFps: number
  readonly trackingFps: number
  /** From the capture of a frame to its faces being known here, milliseconds: median of the last second. */
  readonly latencyMs: number
  /** Paints of the stage a second; 0 while it is not painted. */
  readonly paintFps: number
  /** From the capture of a frame to its decorations being painted, milliseconds, over the last half minute; null: not measured. */
  readonly paintP50Ms: number | null
  readonly paintP95Ms: number | null
  readonly quality: LiveQuality
  readonly hint: LiveHint | null
}

const WINDOW_MS = 1_000
const PAINT_WINDOW_MS = 30_000

interface Answer {
  readonly atMs: number
  readonly latencyMs: number
  readonly inferenceMs: number
}

export interface LiveFigures {
  /** Totals of the grab worker. */
  noteCounts(frames: number, atMs: number): void
  noteAnswer(answer: Answer, light: FrameLight | null): void
  /** The stage was painted with the faces of the frame captured at `newestMs`; -Infinity where there is none. */
  notePaint(atMs: number, newestMs: number): void
  /** Mean time from one camera frame to the next, milliseconds; null while it is not known. */
  cameraIntervalMs(): number | null
  /** To be called LOOKS_A_SECOND times a second. */
  look(nowMs: number, nearest: HintFacts['nearest']): MeasuredFigures
  /** The camera was changed or stopped. */
  restart(): void
}

const median = (values: readonly number[]): number => latencyFigures(values)?.p50Ms ?? 0

/** Counts and times of the last moments, and what follows from them: how much work is left to vision, and what is said. */
export function createLiveFigures(): LiveFigures {
  let answers: Answer[] = []
  let counts: { readonly atMs: number; readonly frames: number }[] = []
  let paintTimes: number[] = []
  let paints: { readonly atMs: number; readonly latencyMs: number }[] = []
  let paintedMs = -Infinity
  let light: FrameLight | null = null
  let quality = FULL_STATE
  let hint = NO_HINT

  function cameraFps(): number {
    const [first, last] = [counts[0], counts.at(-1)]
    const seconds = first && last ? (last.atMs - first.atMs) / 1000 : 0
    return first && last && seconds > 0 ? (last.frames - first.frames) / seconds : 0
  }

  function load(): LiveLoad {
    const [first, last] = [paintTimes[0], paintTimes.at(-1)]
    const busyMs = answers.reduce((sum, { inferenceMs }) => sum + inferenceMs, 0)
    return {
      paintIntervalMs:
        first !== undefined && last !== undefined && paintTimes.length > 2
          ? (last - first) / (paintTimes.length - 1)
          : null,
      inferenceMs: answers.length === 0 ? null : median(answers.map(({ inferenceMs }) => inferenceMs)),
      queueAgeMs: median(answers.map(({ latencyMs, inferenceMs }) => Math.max(0, latencyMs - inferenceMs))),
      coreShare: busyMs / WINDOW_MS,
    }
  }

  return {
    noteCounts: (frames, atMs) => void counts.push({ frames, atMs }),
    noteAnswer(answer, seen) {
      answers.push(answer)
      light = seen
    },
    notePaint(atMs, newestMs) {
      paintTimes.push(atMs)
      if (newestMs === paintedMs || newestMs === -Infinity) return
      paintedMs = newestMs
      paints.push({ atMs, latencyMs: atMs - newestMs })
    },
    cameraIntervalMs() {
      const fps = cameraFps()
      return fps > 0 ? 1000 / fps : null
    },
    look(nowMs, nearest) {
      const isRecent = ({ atMs }: { readonly atMs: number }) => nowMs - atMs <= WINDOW_MS
      answers = answers.filter(isRecent)
      counts = counts.filter(isRecent)
      paintTimes = paintTimes.filter((atMs) => nowMs - atMs <= WINDOW_MS)
      paints = paints.filter(({ atMs }) => counts.length === 0 || nowMs - atMs <= PAINT_WINDOW_MS)
      // Without frames or answers there is nothing to spare and nothing to see.
      if (answers.length > 0) {
        quality = adaptQuality(quality, load())
        hint = followHint(hint, { light, nearest }, nowMs)
      } else if (counts.length === 0) {
        quality = FULL_STATE
        hint = NO_HINT
      }
      const figures = latencyFigures(paints.map(({ latencyMs }) => latencyMs))
      return {
        cameraFps: Math.round(cameraFps()),
        trackingFps: answers.length,
        latencyMs: Math.round(median(answers.map(({ latencyMs }) => latencyMs))),
        paintFps: paintTimes.length,
        paintP50Ms: figures && Math.round(figures.p50Ms),
        paintP95Ms: figures && Math.round(figures.p95Ms),
        quality: qualityOf(quality),
        hint: hint.shown,
      }
    },
    restart() {
      answers = []
      counts = []
      paintTimes = []
      paintedMs = -Infinity
      light = null
      hint = NO_HINT
      quality = FULL_STATE
    },
  }
}
