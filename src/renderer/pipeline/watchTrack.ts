import { capturedAt, tellArrival, type FrameClock } from '../../domain/live/frameClock'
import type { GrabLink } from './grabMessages'

/** W3C MediaStreamTrack Insertable Media Processing; Chromium has it in windows too, TypeScript's library not yet. */
interface TrackProcessor {
  readonly readable: ReadableStream<VideoFrame>
}
type TrackProcessorMaker = new (init: { track: MediaStreamTrack; maxBufferSize?: number }) => TrackProcessor

export interface TrackWatch {
  /** When the frame with this stamp of the stream was taken, on the window's clock; null where that is not known. */
  capturedAtMs(stampMs: number, nowMs: number): number | null
  stop(): void
}

/** So many turns in a row must come in time before a stopped reader believes that no frame is on its way … */
const QUIET_TURNS = 5
const TURN_MS = 50
/** … a turn this late was held up, and so may be a frame … */
const LATE_MS = 25
/** … but a camera is not kept on for longer than this many turns. */
const MOST_TURNS = 40

/** Resolves when the window has answered in time for a while: what was on its way has come by then. */
async function untilQuiet(): Promise<void> {
  let inTime = 0
  for (let turn = 0; turn < MOST_TURNS && inTime < QUIET_TURNS; turn++) {
    const beganAtMs = performance.now()
    await new Promise((resolve) => setTimeout(resolve, TURN_MS))
    inTime = performance.now() - beganAtMs > TURN_MS + LATE_MS ? 0 : inTime + 1
  }
}

function trackProcessorMaker(): TrackProcessorMaker | null {
  const { MediaStreamTrackProcessor: maker } = globalThis as {
    MediaStreamTrackProcessor?: TrackProcessorMaker
  }
  return maker ?? null
}

/**
 * Leads the stream's video frames to the grab worker, each handed over whole: a frame that nobody closes holds one of
 * the camera's few buffers. The processor's stream itself is not transferred, because Chromium reads its first frame
 * here for a pipe that is then given up, and drops it unclosed.
 */
export function watchTrack(stream: MediaStream, link: GrabLink): TrackWatch {
  const track = stream.getVideoTracks()[0]
  if (!track) return { capturedAtMs: () => null, stop: () => undefined }
  const Processor = trackProcessorMaker()
  if (!Processor) return watchElement(stream, link)
  // A track of its own, because the camera's may be stopped while a frame is on its way, and that frame would be lost.
  // Stopped with nothing on its way: after the next frame, or when none has come.
  const own = track.clone()
  const reader = new Processor({ track: own, maxBufferSize: 1 }).readable.getReader()
  let stopped = false
  let clock: FrameClock | null = null

  async function pass() {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      if (stopped) {
        value.close()
        return
      }
      const nowMs = performance.now()
      const stampMs = value.timestamp / 1000
      clock = tellArrival(clock, stampMs, nowMs)
      const capturedAtMs = capturedAt(clock, stampMs, nowMs) ?? nowMs
      link.postMessage({ kind: 'frame', picture: value, capturedAtMs }, [value])
    }
  }

  pass()
    .catch((reason: unknown) => console.error('the camera gives no more frames to find faces in', reason))
    .finally(() => own.stop())
  return {
    capturedAtMs: (stampMs, nowMs) => capturedAt(clock, stampMs, nowMs),
    stop() {
      stopped = true
      void untilQuiet().then(() => own.stop())
      link.postMessage({ kind: 'unwatch' }, [])
    },
  }
}

/** Without a processor: a video element that nobody sees, read at each of its frames. */
function watchElement(stream: MediaStream, link: GrabLink): TrackWatch {
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.srcObject = stream
  let stopped = false

  const next = () => video.requestVideoFrameCallback((nowMs) => void grab(nowMs))
  async function grab(capturedAtMs: number) {
    if (stopped) return
    const picture = await createImageBitmap(video)
    // Stop may have been pressed while the copy was made.
    if (stopped) return picture.close()
    link.postMessage({ kind: 'frame', picture, capturedAtMs }, [picture])
    next()
  }

  next()
  void video.play()
  return {
    capturedAtMs: () => null,
    stop() {
      stopped = true
      video.srcObject = null
      link.postMessage({ kind: 'unwatch' }, [])
    },
  }
}
