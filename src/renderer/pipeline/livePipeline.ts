import { createStore, type StoreApi } from 'zustand/vanilla'
import type { WireError } from '../../contracts/errors'
import type { VisionStatus } from '../../contracts/vision'
import type { Size } from '../../domain/geometry/points'
import { personId } from '../../domain/ids'
import type { HintFacts } from '../../domain/live/liveHint'
import { FULL_QUALITY, LOOKS_A_SECOND } from '../../domain/live/liveQuality'
import { ok, type Result } from '../../domain/result'
import type { Person } from '../../domain/tracking/person'
import { createTracker, forgetFaces, observeFaces, personsAt } from '../../domain/tracking/tracker'
import { on } from '../platform/bridge'
import { connectVision } from '../platform/visionPort'
import { facesInSource } from './facesInSource'
import type { GrabLink, GrabReport } from './grabMessages'
import { startGrabWorker } from './grabLink'
import { createLiveFigures, type MeasuredFigures } from './liveFigures'
import { watchTrack, type TrackWatch } from './watchTrack'

/** Figures of the last second, for the status chip and Diagnostics; written at most four times a second. */
export interface LiveStats extends MeasuredFigures {
  readonly faces: number
  /** Frames that vision never saw, since the pipeline was made. */
  readonly dropped: number
  readonly connected: boolean
}

/** A full frame and the persons who were in it. The bitmap is upright, unmirrored, at camera resolution. */
export interface CapturedFrame {
  readonly bitmap: ImageBitmap
  readonly persons: readonly Person[]
}

export interface LivePipeline {
  readonly store: StoreApi<LiveStats>
  /** Starts to read the stream's picture; replaces the one before. */
  attach(stream: MediaStream): void
  /** Stops reading and forgets everybody. */
  detach(): void
  /** Asks main for vision. From then on a lost vision is taken up again by itself, until `disconnect`. */
  connect(): Promise<Result<void, WireError>>
  disconnect(): void
  /** Who is in view, in pixels of the camera frame; `nowMs` of performance.now(). */
  personsAt(nowMs: number): readonly Person[]
  frameSize(): Size | null
  /** When the frame of the stream with this stamp was taken, on the window's clock; null where that is not known. */
  capturedAtMs(stampMs: number, nowMs: number): number | null
  /** The stage was painted with the persons known now. */
  notePaint(nowMs: number): void
  /** The next frame at full resolution with the persons found in that very frame. Rejects when no frame comes. */
  capture(): Promise<CapturedFrame>
  dispose(): void
}

/** What the pipeline reaches outside itself; a test puts a channel of its own there. */
export interface PipelineOutside {
  readonly startLink: () => GrabLink
  readonly connectVision: () => Promise<Result<MessagePort, WireError>>
  readonly onVisionChanged: (listener: (status: VisionStatus) => void) => () => void
  readonly now: () => number
}

const OUTSIDE: PipelineOutside = {
  startLink: startGrabWorker,
  connectVision: () => connectVision(),
  onVisionChanged: (listener) => on('vision:changed', listener),
  now: () => performance.now(),
}

const STATS_EVERY_MS = 1000 / LOOKS_A_SECOND
/** A capture waits so long for the faces of its own frame, then takes those known last. */
const CAPTURE_FACES_MS = 1_500
const CAPTURE_FRAME_MS = 3_000
/** Whoever fades in or out at the moment of a capture is in the picture or not, not half. */
const IN_PICTURE = 0.5

interface WaitingCapture {
  readonly deliver: (captured: CapturedFrame) => void
  bitmap: ImageBitmap | null
  capturedAtMs: number
}

const NO_STATS: LiveStats = {
  faces: 0,
  cameraFps: 0,
  trackingFps: 0,
  latencyMs: 0,
  paintFps: 0,
  paintP50Ms: null,
  paintP95Ms: null,
  quality: FULL_QUALITY,
  hint: null,
  dropped: 0,
  connected: false,
}

/**
 * Camera frames to persons: a worker grabs and posts, vision answers, the tracker follows. The window's thread
 * hands frames on and reads no pixel of them, and nothing per frame reaches a store.
 */
export function createLivePipeline(outside: PipelineOutside = OUTSIDE): LivePipeline {
  const store = createStore<LiveStats>()(() => NO_STATS)
  const link = outside.startLink()
  let tracker = createTracker()
  let personCount = 0
  let source: Size | null = null
  let watch: TrackWatch | null = null
  /** Whether the person wants faces found; a lost connection is mended only then. */
  let wanted = false
  let connecting: Promise<Result<void, WireError>> | null = null
  let captures: WaitingCapture[] = []
  const figures = createLiveFigures()
  let dropped = 0

  const newId = () => personId(`person-${++personCount}`)

  function setConnected(connected: boolean) {
    if (store.getState().connected !== connected) store.setState({ connected })
  }

  function receive(report: GrabReport) {
    switch (report.kind) {
      case 'faces':
        return receiveFaces(report)
      case 'counts':
        source = report.source
        dropped = report.dropped
        figures.noteCounts(report.frames, outside.now())
        return
      case 'captured':
        return receiveCaptured(report.bitmap, report.capturedAtMs)
      case 'port-closed':
        return setConnected(false)
    }
  }

  function receiveFaces(report: Extract<GrabReport, { kind: 'faces' }>) {
    if (!store.getState().connected) return
    source = report.source
    const observations = facesInSource(report.faces, report.small, report.source)
    if (report.newScene) tracker = forgetFaces(tracker)
    tracker = observeFaces(tracker, observations, report.source, report.capturedAtMs, newId)
    const atMs = outside.now()
    const { capturedAtMs, inferenceMs, light } = report
    figures.noteAnswer({ atMs, latencyMs: atMs - capturedAtMs, inferenceMs }, light)
    // The faces of a frame may come before or after its full copy.
    for (const capture of captures)
      if (capture.bitmap && capture.capturedAtMs <= report.capturedAtMs) finishCapture(capture)
  }

  function receiveCaptured(bitmap: ImageBitmap, capturedAtMs: number) {
    const capture = captures.find((waiting) => waiting.bitmap === null)
    if (!capture) return bitmap.close()
    capture.bitmap = bitmap
    capture.capturedAtMs = capturedAtMs
    if (!store.getState().connected || !wanted) return finishCapture(capture)
    setTimeout(() => finishCapture(capture), CAPTURE_FACES_MS)
  }

  function finishCapture(capture: WaitingCapture) {
    if (!captures.includes(capture) || !capture.bitmap) return
    captures = captures.filter((other) => other !== capture)
    // At the frame's own time, not now: nobody is carried on beyond the picture that is kept.
    const persons = personsAt(tracker, capture.capturedAtMs)
      .filter((person) => person.presence >= IN_PICTURE)
      .map((person) => ({ ...person, presence: 1 }))
    capture.deliver({ bitmap: capture.bitmap, persons })
  }

  /** The largest face, for hints. */
  function nearestOf(persons: readonly Person[]): HintFacts['nearest'] {
    const [nearest] = persons.map(({ pose }) => pose).sort((a, b) => b.eyeDistance - a.eyeDistance)
    if (!nearest || !source) return null
    return { eyeShare: nearest.eyeDistance / source.width, yawRad: nearest.yawRad }
  }

  function updateStats() {
    const nowMs = outside.now()
    const persons = personsAt(tracker, nowMs)
    const now = store.getState()
    const next: LiveStats = {
      ...figures.look(nowMs, nearestOf(persons)),
      faces: persons.length,
      dropped,
      connected: now.connected,
    }
    if (next.quality !== now.quality) link.postMessage({ kind: 'quality', quality: next.quality }, [])
    const same = (Object.keys(next) as (keyof LiveStats)[]).every((key) => now[key] === next[key])
    if (!same) store.setState(next)
  }

  function connect(): Promise<Result<void, WireError>> {
    wanted = true
    connecting ??= connectOnce().finally(() => (connecting = null))
    return connecting
  }

  async function connectOnce(): Promise<Result<void, WireError>> {
    const port = await outside.connectVision()
    if (!port.ok) {
      if (port.error.code === 'consent-needed') wanted = false
      return port
    }
    if (!wanted) {
      port.value.close()
      return ok(undefined)
    }
    link.postMessage({ kind: 'connect', port: port.value }, [port.value])
    setConnected(true)
    return ok(undefined)
  }

  function dropConnection() {
    link.postMessage({ kind: 'disconnect' }, [])
    setConnected(false)
  }

  function forget() {
    tracker = forgetFaces(tracker)
    figures.restart()
  }

  link.onReport(receive)
  const statsTimer = setInterval(updateStats, STATS_EVERY_MS)
  const stopListening = outside.onVisionChanged((status) => {
    // Any state but `ready` means that the vision behind our port is gone, whether or not its port has said so yet.
    if (status.state !== 'ready' && store.getState().connected) dropConnection()
    else if (status.state === 'ready' && wanted && !store.getState().connected) void connect()
  })

  function detach() {
    watch?.stop()
    watch = null
    source = null
    forget()
  }

  function disconnect() {
    wanted = false
    dropConnection()
    forget()
  }

  return {
    store,
    attach(stream) {
      detach()
      watch = watchTrack(stream, link)
    },
    detach,
    connect,
    disconnect,
    personsAt: (nowMs) => personsAt(tracker, nowMs, figures.cameraIntervalMs() ?? undefined),
    frameSize: () => source,
    capturedAtMs: (stampMs, nowMs) => watch?.capturedAtMs(stampMs, nowMs) ?? null,
    notePaint: (nowMs) => figures.notePaint(nowMs, tracker.tracks.length === 0 ? -Infinity : tracker.atMs),
    capture: () =>
      new Promise((deliver, reject) => {
        const capture: WaitingCapture = { deliver, bitmap: null, capturedAtMs: 0 }
        captures.push(capture)
        link.postMessage({ kind: 'capture' }, [])
        setTimeout(() => {
          if (capture.bitmap || !captures.includes(capture)) return
          captures = captures.filter((other) => other !== capture)
          reject(new Error('the camera sent no frame'))
        }, CAPTURE_FRAME_MS)
      }),
    dispose() {
      clearInterval(statsTimer)
      stopListening()
      detach()
      disconnect()
      link.terminate()
    },
  }
}
