import type { Size } from '../../domain/geometry/points'
import { liveFrameSize } from '../../domain/live/liveFrameSize'
import { FULL_QUALITY } from '../../domain/live/liveQuality'
import { createFramePump, type GrabbedFrame, type SmallFrame } from './framePump'
import type { CameraPicture, GrabOrder, GrabReport } from './grabMessages'

const COUNTS_EVERY_MS = 250

type Report = (report: GrabReport, transfer: Transferable[]) => void

/** Reads a frame into RGBA at the small size, on one canvas that is kept. */
function createShrinker(): (picture: CanvasImageSource, size: Size) => SmallFrame {
  const canvas = new OffscreenCanvas(FULL_QUALITY.frameSide, FULL_QUALITY.frameSide)
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })
  if (!context) throw new Error('no 2-D context for frames')
  return (picture, { width, height }) => {
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
  let quality = FULL_QUALITY
  let frames = 0
  let countsAtMs = 0

  const pump = createFramePump({
    onFaces: ({ capturedAtMs, newScene, faces, light, inferenceMs }, { width, height }, source) =>
      report(
        {
          kind: 'faces',
          capturedAtMs,
          small: { width, height },
          source,
          faces,
          newScene,
          light,
          inferenceMs,
        },
        [],
      ),
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
      shrink: () => shrink(picture, liveFrameSize(source, quality.frameSide)),
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
      case 'quality':
        quality = order.quality
        return pump.setPace(quality.trackingIntervalMs, quality.searchBudget)
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
