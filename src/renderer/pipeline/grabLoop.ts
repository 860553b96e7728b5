import { LIVE_FRAME_WIDTH } from '../../contracts/framePort'
import type { Size } from '../../domain/geometry/points'
import { createFramePump, type GrabbedFrame, type SmallFrame } from './framePump'
import type { CameraPicture, GrabOrder, GrabReport } from './grabMessages'

const COUNTS_EVERY_MS = 250

type Report = (report: GrabReport, transfer: Transferable[]) => void

/** Size of a frame made to fit `LIVE_FRAME_WIDTH`, never enlarged, in even numbers of pixels. */
export function smallSize(source: Size): Size {
  const ratio = Math.min(1, LIVE_FRAME_WIDTH / source.width)
  const even = (length: number) => Math.max(16, 2 * Math.round((length * ratio) / 2))
  return { width: even(source.width), height: even(source.height) }
}

/** Reads a frame into RGBA at the small size, on one canvas that is kept. */
function createShrinker(): (picture: CanvasImageSource, source: Size) => SmallFrame {
  const canvas = new OffscreenCanvas(LIVE_FRAME_WIDTH, LIVE_FRAME_WIDTH)
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })
  if (!context) throw new Error('no 2-D context for frames')
  return (picture, source) => {
    const { width, height } = smallSize(source)
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width
      canvas.height = height
    }
    context.drawImage(picture, 0, 0, width, height)
    const { data } = context.getImageData(0, 0, width, height)
    return { width, height, pixels: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) }
  }
}

/**
 * The grab worker's work, apart from the worker: takes the newest camera frame, makes it small, posts it to vision
 * and reports what came back. Returns the function that takes the window's orders.
 */
export function createGrabLoop(report: Report): (order: GrabOrder) => void {
  const shrink = createShrinker()
  let capturesWanted = 0
  let frames = 0
  let countsAtMs = 0

  const pump = createFramePump({
    onFaces: ({ capturedAtMs, newScene, faces }, { width, height }, source) =>
      report({ kind: 'faces', capturedAtMs, small: { width, height }, source, faces, newScene }, []),
    onClosed: () => report({ kind: 'port-closed' }, []),
  })

  function take(picture: CameraPicture, capturedAtMs: number) {
    const source = sizeOf(picture)
    frames++
    const keep = capturesWanted > 0
    if (keep) {
      capturesWanted--
      copyInFull(picture).then(
        (bitmap) => report({ kind: 'captured', bitmap, capturedAtMs }, [bitmap]),
        (reason: unknown) => console.error('a frame could not be copied', reason),
      )
    }
    const frame: GrabbedFrame = {
      source,
      capturedAtMs,
      shrink: () => shrink(picture, source),
      close: () => picture.close(),
    }
    pump.offer(frame, keep)
    if (capturedAtMs - countsAtMs >= COUNTS_EVERY_MS) {
      countsAtMs = capturedAtMs
      report({ kind: 'counts', frames, dropped: pump.dropped, source }, [])
    }
  }

  return (order) => {
    switch (order.kind) {
      case 'frame':
        return take(order.picture, order.capturedAtMs)
      case 'unwatch':
        capturesWanted = 0
        return pump.forgetWaiting()
      case 'connect':
        return pump.connect(order.port)
      case 'disconnect':
        return pump.disconnect()
      case 'capture':
        capturesWanted++
        return
    }
  }
}

/** A handle of its own, because the pump may give the frame back while the copy is being made. */
async function copyInFull(picture: CameraPicture): Promise<ImageBitmap> {
  if (!('clone' in picture)) return createImageBitmap(picture)
  const handle = picture.clone()
  try {
    return await createImageBitmap(handle)
  } finally {
    handle.close()
  }
}

/** Upright size in pixels. */
const sizeOf = (picture: CameraPicture): Size =>
  'displayWidth' in picture
    ? { width: picture.displayWidth, height: picture.displayHeight }
    : { width: picture.width, height: picture.height }
