import type { Size } from '../../domain/geometry/points'
import { createFramePump, type GrabbedFrame, type SmallFrame } from './framePump'
import type { GrabOrder, GrabReport } from './grabMessages'

/** Width of a frame for vision, pixels: enough for the nets' inputs, about 1 ms to read and send (docs/adr). */
const SMALL_WIDTH = 320
const COUNTS_EVERY_MS = 250

type Report = (report: GrabReport, transfer: Transferable[]) => void

/** Size of a frame made to fit `SMALL_WIDTH`, never enlarged, in even numbers of pixels. */
export function smallSize(source: Size): Size {
  const ratio = Math.min(1, SMALL_WIDTH / source.width)
  const even = (length: number) => Math.max(16, 2 * Math.round((length * ratio) / 2))
  return { width: even(source.width), height: even(source.height) }
}

/** Reads a frame into RGBA at the small size, on one canvas that is kept. */
function createShrinker(): (picture: CanvasImageSource, source: Size) => SmallFrame {
  const canvas = new OffscreenCanvas(SMALL_WIDTH, SMALL_WIDTH)
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
  let reader: ReadableStreamDefaultReader<VideoFrame> | null = null

  const pump = createFramePump({
    onFaces: ({ capturedAtMs, faces }, small, source) =>
      report({ kind: 'faces', capturedAtMs, small: sizeOf(small), source, faces }, []),
    onClosed: () => report({ kind: 'port-closed' }, []),
  })

  function take(picture: VideoFrame | ImageBitmap, source: Size, capturedAtMs: number) {
    frames++
    const keep = capturesWanted > 0
    if (keep) {
      capturesWanted--
      void copyInFull(picture).then((bitmap) => report({ kind: 'captured', bitmap, capturedAtMs }, [bitmap]))
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

  async function watch(readable: ReadableStream<VideoFrame>, windowTimeOrigin: number) {
    const mine = readable.getReader()
    reader = mine
    for (;;) {
      const { value, done } = await mine.read()
      if (done) return
      const capturedAtMs = Math.max(0, performance.timeOrigin + performance.now() - windowTimeOrigin)
      take(value, { width: value.displayWidth, height: value.displayHeight }, capturedAtMs)
    }
  }

  function unwatch() {
    void reader?.cancel()
    reader = null
    capturesWanted = 0
  }

  return (order) => {
    switch (order.kind) {
      case 'watch':
        unwatch()
        watch(order.readable, order.windowTimeOrigin).catch((reason: unknown) =>
          console.error('the camera gives no more frames to find faces in', reason),
        )
        return
      case 'picture':
        return take(order.bitmap, sizeOf(order.bitmap), order.capturedAtMs)
      case 'unwatch':
        return unwatch()
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
async function copyInFull(picture: VideoFrame | ImageBitmap): Promise<ImageBitmap> {
  if (!('clone' in picture)) return createImageBitmap(picture)
  const handle = picture.clone()
  const bitmap = await createImageBitmap(handle)
  handle.close()
  return bitmap
}

const sizeOf = ({ width, height }: Size): Size => ({ width, height })
