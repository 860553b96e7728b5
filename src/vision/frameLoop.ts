import {
  FRAME_PROTOCOL,
  readFrameRequest,
  type FrameFace,
  type FrameReply,
  type FrameRequest,
} from '../contracts/framePort'
import { lightOf } from './pipeline/frameLight'
import type { LivePipeline } from './pipeline/livePipeline'
import type { StillPipeline } from './pipeline/stillPipeline'

/** A port as both Electron's MessagePortMain and node:worker_threads can be seen. */
export interface FramePort {
  postMessage(message: FrameReply): void
  onMessage(listener: (data: unknown) => void): void
  onClose(listener: () => void): void
}

/** One session's pipelines: live ones remember the last frame, so each port has its own. */
export interface Pipelines {
  readonly live: LivePipeline
  readonly still: StillPipeline
}

export interface FrameCounts {
  done: number
  refused: number
}

export interface FrameLoopParts {
  readonly port: FramePort
  /** Null until an engine has been chosen. */
  readonly pipelines: () => Pipelines | null
  /** Resolves when `pipelines` answers, or rejects when it never will. */
  readonly ready: Promise<unknown>
  /** Shared by all ports; goes to main with every sign of life. */
  readonly counts: FrameCounts
  readonly now: () => number
  /** The engine threw: the process can no longer be trusted. Nothing of the frame is in the error. */
  readonly onEngineFailure: (error: unknown) => void
}

/** A still that waits holds a whole picture: beyond this the sender is not keeping its own promise. */
const MOST_WAITING_STILLS = 4

/**
 * Serves one renderer's port. Live frames: one at a time, the newest that arrives meanwhile replaces the one waiting
 * (no answer for the replaced one: its sender has already moved on). Stills: one after another, between live frames.
 * A message that is not a frame is refused and counted. When the port closes everything is let go.
 */
export function createFrameLoop(parts: FrameLoopParts): void {
  const { port, counts } = parts
  let open = true
  let waitingLive: FrameRequest | null = null
  let liveRuns = false
  const waitingStills: FrameRequest[] = []
  let stillRuns = false

  function refuse(frame: number, reason: 'bad-frame' | 'engine-failed' | 'not-ready'): void {
    counts.refused++
    if (open) port.postMessage({ protocol: FRAME_PROTOCOL, kind: 'refused', frame, reason })
  }

  async function answer(
    request: FrameRequest,
    find: () => Promise<FrameFace[]>,
    isNewScene: () => boolean,
  ): Promise<void> {
    const startedAtMs = parts.now()
    try {
      const faces = await find()
      counts.done++
      if (!open) return
      port.postMessage({
        protocol: FRAME_PROTOCOL,
        kind: 'faces',
        frame: request.frame,
        capturedAtMs: request.capturedAtMs,
        inferenceMs: parts.now() - startedAtMs,
        newScene: isNewScene(),
        faces,
        light: request.kind === 'live' ? lightOf(request, faces) : null,
      })
    } catch (error) {
      refuse(request.frame, 'engine-failed')
      parts.onEngineFailure(error)
    }
  }

  async function runLive(): Promise<void> {
    if (liveRuns) return
    liveRuns = true
    while (open && waitingLive) {
      const request: FrameRequest = waitingLive
      waitingLive = null
      const pipelines = parts.pipelines()
      if (pipelines) {
        const { live } = pipelines
        const follow = () => live.follow(request, request.capturedAtMs, request.searchBudget)
        await answer(request, follow, live.isNewScene)
      } else refuse(request.frame, 'not-ready')
      // The nets answer within one turn; without a pause here a newer frame could not even arrive, nor main hear from us.
      await new Promise<void>((resolve) => setImmediate(resolve))
    }
    liveRuns = false
  }

  async function runStills(): Promise<void> {
    if (stillRuns) return
    stillRuns = true
    try {
      // A picture is worth waiting for: it is opened once, not thirty times a second.
      await parts.ready
    } catch {
      for (const request of waitingStills.splice(0)) refuse(request.frame, 'not-ready')
    }
    for (let request = waitingStills.shift(); open && request; request = waitingStills.shift()) {
      const picture = request
      const pipelines = parts.pipelines()
      if (pipelines)
        await answer(
          picture,
          () => pipelines.still.find(picture),
          () => true,
        )
      else refuse(picture.frame, 'not-ready')
    }
    stillRuns = false
  }

  port.onMessage((data) => {
    if (!open) return
    const request = readFrameRequest(data)
    if (request === null) {
      refuse(0, 'bad-frame')
      return
    }
    if (request.kind === 'live') {
      waitingLive = request
      void runLive()
    } else if (waitingStills.length >= MOST_WAITING_STILLS) {
      refuse(request.frame, 'not-ready')
    } else {
      waitingStills.push(request)
      void runStills()
    }
  })
  port.onClose(() => {
    open = false
    waitingLive = null
    waitingStills.length = 0
    parts.pipelines()?.live.forget()
  })
}
