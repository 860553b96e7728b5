import { createCanvas, type Canvas } from '@napi-rs/canvas'
import type { Page } from '@playwright/test'
import { drawNumber, NUMBER_STRIP } from '../../support/numberedClip'
import { cameraOf } from './flows'

/** Frames of a numbered clip; then it begins anew. */
export const NUMBERED_FRAMES = 120
/** Chromium plays a motion-JPEG file at this rate. */
export const CLIP_FPS = 30

/** A camera whose picture sways from side to side and carries the number of each frame. */
export function numberedCamera(still: Canvas, swayPx: number): { clip: string } {
  const frames = Array.from({ length: NUMBERED_FRAMES }, (_, number) => {
    const canvas = createCanvas(still.width, still.height)
    const context = canvas.getContext('2d')
    const sway = swayPx * Math.sin((2 * Math.PI * 2 * number) / NUMBERED_FRAMES)
    context.drawImage(still, sway, 0)
    drawNumber(context, canvas, number)
    return canvas
  })
  return cameraOf(frames)
}

/** One turn of the display: which frame the picture shows, and of which frame the faces are that are painted on it. */
export interface PaintedTurn {
  readonly atMs: number
  readonly shown: number
  /** Null before the first faces. */
  readonly decorated: number | null
}

export interface NumberedRun {
  readonly turns: readonly PaintedTurn[]
  /** Each frame that the page got, and when. */
  readonly arrivals: readonly { readonly number: number; readonly atMs: number }[]
}

/**
 * Watches the running page for so long. The numbers are read from the pictures themselves: those on their way to vision, and
 * the one in the video element at each turn of the display. Counted on beyond the clip's end.
 */
export function watchNumbers(page: Page, seconds: number): Promise<NumberedRun> {
  return page.evaluate(
    async ({ strip, count, seconds: length }) => {
      const paper = new OffscreenCanvas(strip.blocks, 1).getContext('2d', { willReadFrequently: true })
      if (!paper) throw new Error('no paper')
      const read = (picture: CanvasImageSource, height: number): number | null => {
        const { blocks, blockWidth, height: stripHeight } = strip
        paper.drawImage(picture, 0, height - stripHeight, blocks * blockWidth, stripHeight, 0, 0, blocks, 1)
        const { data } = paper.getImageData(0, 0, blocks, 1)
        const level = (index: number) => data[index * 4 + 1] ?? 0
        if (level(0) - level(1) < 100) return null
        const middle = (level(0) + level(1)) / 2
        let number = 0
        for (let bit = 0; bit < blocks - 2; bit++) if (level(bit + 2) > middle) number |= 1 << bit
        return number < count ? number : null
      }
      let last = 0
      /** The number counted on: the nearest to the last one that fits. */
      const unwrapped = (number: number) => {
        const rounds = Math.round((last - number) / count)
        last = number + rounds * count
        return last
      }
      const arrivals: { number: number; atMs: number }[] = []
      const turns: { atMs: number; shown: number; decorated: number | null }[] = []
      const numberOfTime = new Map<number, number>()
      let decorated: number | null = null
      const seenWorkers = new Set<Worker>()
      type Post = (
        this: Worker,
        order: { kind: string; picture?: VideoFrame; capturedAtMs?: number },
        transfer: Transferable[],
      ) => void
      const post = Object.getOwnPropertyDescriptor(Worker.prototype, 'postMessage')?.value as Post
      Worker.prototype.postMessage = function (this: Worker, ...[order, transfer]: Parameters<Post>) {
        if (order.kind === 'frame' && order.picture && order.capturedAtMs !== undefined) {
          if (!seenWorkers.has(this)) {
            seenWorkers.add(this)
            this.addEventListener(
              'message',
              ({ data }: MessageEvent<{ kind: string; capturedAtMs: number }>) => {
                if (data.kind === 'faces') decorated = numberOfTime.get(data.capturedAtMs) ?? decorated
              },
            )
          }
          const atMs = performance.now()
          const number = read(order.picture, order.picture.displayHeight)
          if (number !== null) {
            const whole = unwrapped(number)
            arrivals.push({ number: whole, atMs })
            numberOfTime.set(order.capturedAtMs, whole)
          }
        }
        post.call(this, order, transfer)
      } as typeof Worker.prototype.postMessage

      const video = document.querySelector('video')
      if (!video) throw new Error('no picture')
      let shown: number | null = null
      let running = true
      const note = () => {
        const number = read(video, video.videoHeight)
        if (number !== null) shown = unwrapped(number)
        if (running) video.requestVideoFrameCallback(note)
      }
      video.requestVideoFrameCallback(note)
      const turn = () => {
        if (shown !== null) turns.push({ atMs: performance.now(), shown, decorated })
        if (running) requestAnimationFrame(turn)
      }
      requestAnimationFrame(turn)
      await new Promise((resolve) => setTimeout(resolve, length * 1000))
      running = false
      Worker.prototype.postMessage = post as typeof Worker.prototype.postMessage
      return { arrivals, turns }
    },
    { strip: NUMBER_STRIP, count: NUMBERED_FRAMES, seconds },
  )
}

/**
 * From capture to the first paint of each decorated frame, milliseconds. When a frame was taken follows from its number: the clip
 * runs evenly, and of the frames around it the quickest to arrive tells when.
 */
export function latenciesOf({ turns, arrivals }: NumberedRun): readonly number[] {
  const intervalMs = 1000 / CLIP_FPS
  const NEAR = 20
  const startOf = new Map<number, number>()
  for (const { number } of arrivals) {
    const around = arrivals.filter((other) => Math.abs(other.number - number) <= NEAR)
    startOf.set(number, Math.min(...around.map((other) => other.atMs - other.number * intervalMs)))
  }
  const latencies: number[] = []
  let before: number | null = null
  for (const { atMs, decorated } of turns) {
    if (decorated === null || decorated === before) continue
    const startMs = startOf.get(decorated)
    if (before !== null && startMs !== undefined) latencies.push(atMs - (startMs + decorated * intervalMs))
    before = decorated
  }
  return latencies
}
