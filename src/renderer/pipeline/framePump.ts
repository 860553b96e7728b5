import { FRAME_PROTOCOL, readFrameReply, type FrameReply, type FrameRequest } from '../../contracts/framePort'
import type { Size } from '../../domain/geometry/points'

/** Vision that says nothing for so long is given up on for that frame; main restarts it, the picture goes on. */
const REPLY_TIMEOUT_MS = 3_000

/** By so much a frame may come before its turn, milliseconds. */
const EARLY_MS = 8

/** RGBA pixels of a frame made small for vision. */
export interface SmallFrame extends Size {
  readonly pixels: Uint8Array
}

/** A camera frame: a VideoFrame, or an ImageBitmap where there is no track processor. */
export interface GrabbedFrame {
  /** Of the frame in full, upright. */
  readonly source: Size
  /** Renderer clock, milliseconds. */
  readonly capturedAtMs: number
  shrink(): SmallFrame
  /** Gives the frame back to the camera, which owns few of them. */
  close(): void
}

export type FacesReply = Extract<FrameReply, { kind: 'faces' }>

interface PumpEvents {
  /** Faces in pixels of the small frame of `sent`, which was made from a frame of `source` size. */
  onFaces(reply: FacesReply, sent: Size, source: Size): void
  /** The other end is gone: vision stopped, crashed or was killed. */
  onClosed(): void
}

interface Sent {
  readonly frame: number
  readonly small: Size
  readonly source: Size
}

/** The frame goes back to the camera even when it cannot be read. */
function shrinkAndClose(frame: GrabbedFrame): SmallFrame {
  try {
    return frame.shrink()
  } finally {
    frame.close()
  }
}

export interface FramePump {
  connect(port: MessagePort): void
  disconnect(): void
  /** Least time between the captures of two frames that vision gets, and how much it may search in each; for the frames after this. */
  setPace(intervalMs: number, searchBudget: number): void
  /** Takes over the frame. `keep` means that no later frame may take its place: somebody waits for this very one. */
  offer(frame: GrabbedFrame, keep?: boolean): void
  /** Gives back the frame that waits, unread: the camera was stopped. */
  forgetWaiting(): void
  /** Frames that vision never saw because a newer one was there, or because it was busy for too long. */
  readonly dropped: number
  dispose(): void
}

/**
 * Back-pressure between a camera and vision: one frame in flight, one waiting, the newest wins and the older is
 * counted, never queued. Without a port every frame is closed at once. A reply that is late, malformed or for
 * another frame can neither stop the pump nor move a face.
 */
export function createFramePump(events: PumpEvents, replyTimeoutMs = REPLY_TIMEOUT_MS): FramePump {
  let port: MessagePort | null = null
  let waiting: { readonly frame: GrabbedFrame; readonly keep: boolean } | null = null
  let sent: Sent | null = null
  let watchdog: ReturnType<typeof setTimeout> | undefined
  let frames = 0
  let dropped = 0
  let pace = { intervalMs: 0, searchBudget: 1 }
  /** Capture time of the frame that vision got last. */
  let takenAtMs = -Infinity

  /** A camera is never quite even: a frame that is a little early is in time. */
  const isTooSoon = (frame: GrabbedFrame) => frame.capturedAtMs - takenAtMs < pace.intervalMs - EARLY_MS

  function forgetWaiting() {
    waiting?.frame.close()
    waiting = null
  }

  function settle() {
    clearTimeout(watchdog)
    sent = null
    if (!waiting) return
    const { frame } = waiting
    waiting = null
    send(frame)
  }

  function send(frame: GrabbedFrame) {
    if (!port) return frame.close()
    const small = shrinkAndClose(frame)
    takenAtMs = frame.capturedAtMs
    sent = { frame: ++frames, small, source: frame.source }
    const request: FrameRequest = {
      protocol: FRAME_PROTOCOL,
      kind: 'live',
      frame: sent.frame,
      capturedAtMs: frame.capturedAtMs,
      width: small.width,
      height: small.height,
      pixels: small.pixels,
      searchBudget: pace.searchBudget,
    }
    watchdog = setTimeout(() => {
      dropped++
      settle()
    }, replyTimeoutMs)
    // A copy on purpose: a transferred buffer arrives empty in another process.
    port.postMessage(request)
  }

  function receive(message: unknown) {
    const reply = readFrameReply(message)
    if (!reply || !sent || reply.frame !== sent.frame) return
    const { small, source } = sent
    if (reply.kind === 'faces') events.onFaces(reply, small, source)
    settle()
  }

  function disconnect() {
    clearTimeout(watchdog)
    forgetWaiting()
    sent = null
    if (!port) return
    port.onmessage = null
    port.removeEventListener('close', closed)
    port.close()
    port = null
  }

  function closed() {
    disconnect()
    events.onClosed()
  }

  return {
    connect(next) {
      disconnect()
      takenAtMs = -Infinity
      port = next
      port.onmessage = (event: MessageEvent<unknown>) => receive(event.data)
      port.addEventListener('close', closed)
    },
    disconnect,
    forgetWaiting,
    setPace: (intervalMs, searchBudget) => {
      pace = { intervalMs, searchBudget }
    },
    offer(frame, keep = false) {
      if (!port) return frame.close()
      // The one that waits may be replaced by a newer one at any time: it has not cost anything yet.
      if (!keep && !waiting && isTooSoon(frame)) {
        dropped++
        return frame.close()
      }
      if (!sent) return send(frame)
      if (waiting?.keep && !keep) {
        dropped++
        return frame.close()
      }
      if (waiting) dropped++
      forgetWaiting()
      waiting = { frame, keep }
    },
    get dropped() {
      return dropped
    },
    dispose: disconnect,
  }
}
