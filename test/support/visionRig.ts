import { createCanvas, loadImage, type Canvas, type SKRSContext2D } from '@napi-rs/canvas'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import {
  FRAME_PROTOCOL,
  readFrameReply,
  type FrameReply,
  type FrameRequest,
} from '../../src/contracts/framePort'
import { selectEngine, type SelectedEngine } from '../../src/vision/engine/selectEngine'
import { createFrameLoop, type FrameCounts, type FramePort, type Pipelines } from '../../src/vision/frameLoop'
import type { RgbaPicture } from '../../src/vision/pipeline/sampler'
import { ONNX_DIR } from './engineParts'
import { samplePhoto } from './samplePhotos'
import { visionAssets } from './visionAssets'

/** The engine that comes with Kazari, on the real models, as the vision process would take it. */
export async function startEngineForTest(): Promise<SelectedEngine> {
  const selection = await selectEngine({
    assetsDir: visionAssets(),
    nativeDir: null,
    onnxDir: ONNX_DIR,
    engine: 'onnx',
    avoid: [],
  })
  if (!selection.ok) throw new Error(`${selection.error.cause}: ${selection.error.detail}`)
  return selection.value
}

export function asFramePort(port: MessagePort): FramePort {
  return {
    postMessage: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.on('close', listener),
  }
}

/** A frame loop at one end of a real channel, and a renderer's end that asks and reads strictly. */
export function openChannel(pipelines: () => Pipelines | null, ready: Promise<unknown> = Promise.resolve()) {
  const { port1, port2 } = new MessageChannel()
  const counts: FrameCounts = { done: 0, refused: 0 }
  const failures: unknown[] = []
  const replies: FrameReply[] = []
  let wake = () => {}
  createFrameLoop({
    port: asFramePort(port1),
    pipelines,
    ready,
    counts,
    now: () => performance.now(),
    onEngineFailure: (error) => failures.push(error),
  })
  port2.on('message', (data) => {
    const reply = readFrameReply(data)
    if (reply === null) throw new Error('vision answered outside the protocol')
    replies.push(reply)
    wake()
  })
  return {
    counts,
    failures,
    replies,
    post: (message: unknown) => port2.postMessage(message),
    close: () => port2.close(),
    /** Resolves with the first `count` replies. */
    async received(count: number): Promise<readonly FrameReply[]> {
      while (replies.length < count) await new Promise<void>((resolve) => (wake = resolve))
      return replies.slice(0, count)
    },
  }
}

export function frameRequest(
  kind: FrameRequest['kind'],
  frame: number,
  picture: RgbaPicture,
  capturedAtMs = frame * 33,
): FrameRequest {
  const { width, height, pixels } = picture
  return { protocol: FRAME_PROTOCOL, kind, frame, capturedAtMs, width, height, pixels, searchBudget: 1 }
}

export function pictureOf(canvas: Canvas): RgbaPicture {
  const { width, height } = canvas
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height)
  return { width, height, pixels: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) }
}

/** A picture of the given size painted by hand. */
export function painted(width: number, height: number, paint: (context: SKRSContext2D) => void): RgbaPicture {
  const canvas = createCanvas(width, height)
  paint(canvas.getContext('2d'))
  return pictureOf(canvas)
}

/** A sample photo scaled to this width. */
export async function photoOfWidth(number: 1 | 2 | 3 | 4 | 5 | 6, width: number): Promise<RgbaPicture> {
  const image = await loadImage(samplePhoto(number))
  const height = Math.round((image.height * width) / image.width)
  return painted(width, height, (context) => context.drawImage(image, 0, 0, width, height))
}
