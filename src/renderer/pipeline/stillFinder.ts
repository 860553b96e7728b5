import type { WireError } from '../../contracts/errors'
import {
  FRAME_PROTOCOL,
  STILL_FRAME_LIMIT,
  readFrameReply,
  type FrameRequest,
} from '../../contracts/framePort'
import type { FaceObservation } from '../../domain/face/landmarks'
import type { Size, SourcePoint } from '../../domain/geometry/points'
import { err, ok, type Result } from '../../domain/result'
import { connectVision } from '../platform/visionPort'
import { facesInSource } from './facesInSource'

export interface StillFinder {
  /**
   * Every face of the picture, in the picture's own pixels, left to right as vision gives them.
   * Errors: `consent-needed`, `vision-unavailable` (not running, crashed on this picture, no answer in a minute).
   */
  find(picture: ImageBitmap): Promise<Result<readonly FaceObservation<SourcePoint>[], WireError>>
  close(): void
}

/** Two passes over 40 megapixels on a slow computer, models still warming up. */
const REPLY_TIMEOUT_MS = 60_000
/** Shortest side of a frame that vision takes. */
const SHORTEST = 16

const UNAVAILABLE: Result<never, WireError> = err({ code: 'vision-unavailable' })

/** The size at which a still goes to vision: its own, unless its longest side is over the protocol's limit. */
export function stillSize(picture: Size): Size {
  const ratio = Math.min(1, STILL_FRAME_LIMIT / Math.max(picture.width, picture.height))
  const side = (length: number) => Math.max(SHORTEST, Math.round(length * ratio))
  return { width: side(picture.width), height: side(picture.height) }
}

function readPixels(picture: ImageBitmap, size: Size): Uint8Array {
  const canvas = new OffscreenCanvas(size.width, size.height)
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })
  if (!context) throw new Error('no 2-D context for a still')
  // At its own size a picture goes over pixel by pixel: smoothing would soften even that.
  context.imageSmoothingEnabled = size.width !== picture.width
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, size.width, size.height)
  const { data } = context.getImageData(0, 0, size.width, size.height)
  canvas.width = 0
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}

/** Finds faces in stills over a port of its own, one picture at a time, so that live frames never wait in the same line. */
export function createStillFinder(
  connect: () => Promise<Result<MessagePort, WireError>> = connectVision,
  replyTimeoutMs = REPLY_TIMEOUT_MS,
): StillFinder {
  let port: MessagePort | null = null
  let frames = 0
  let line: Promise<unknown> = Promise.resolve()

  function hangUp() {
    port?.removeEventListener('close', hangUp)
    port?.close()
    port = null
  }

  async function reach(): Promise<Result<MessagePort, WireError>> {
    if (port) return ok(port)
    const connected = await connect()
    if (!connected.ok) return connected
    port = connected.value
    // Vision may go between two pictures: without this the next one would be posted to nobody.
    port.addEventListener('close', hangUp)
    port.start()
    return connected
  }

  async function findNow(
    picture: ImageBitmap,
  ): Promise<Result<readonly FaceObservation<SourcePoint>[], WireError>> {
    const reached = await reach()
    if (!reached.ok) return reached
    const size = stillSize(picture)
    const reply = await ask(reached.value, {
      protocol: FRAME_PROTOCOL,
      kind: 'still',
      frame: ++frames,
      capturedAtMs: performance.now(),
      ...size,
      pixels: readPixels(picture, size),
      searchBudget: 1,
    })
    if (reply?.kind === 'faces') return ok(facesInSource(reply.faces, size, picture))
    // Silent or closed: this port is of no use any more. A refusal leaves it open.
    if (!reply) hangUp()
    return UNAVAILABLE
  }

  function ask(to: MessagePort, request: FrameRequest) {
    return new Promise<ReturnType<typeof readFrameReply>>((resolve) => {
      const finish = (reply: ReturnType<typeof readFrameReply>) => {
        clearTimeout(timer)
        to.removeEventListener('close', closed)
        to.onmessage = null
        resolve(reply)
      }
      const closed = () => finish(null)
      const timer = setTimeout(closed, replyTimeoutMs)
      to.addEventListener('close', closed)
      to.onmessage = (event: MessageEvent<unknown>) => {
        const reply = readFrameReply(event.data)
        if (reply?.frame === request.frame) finish(reply)
      }
      // A copy on purpose: a transferred buffer arrives empty in another process.
      to.postMessage(request)
    })
  }

  return {
    find(picture) {
      const found = line.then(() => findNow(picture))
      line = found.catch(() => undefined)
      return found
    },
    close: hangUp,
  }
}
