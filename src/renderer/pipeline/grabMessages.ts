import type { FrameFace, FrameLight } from '../../contracts/framePort'
import type { Size } from '../../domain/geometry/points'
import type { LiveQuality } from '../../domain/live/liveQuality'

/** A VideoFrame, or an ImageBitmap where there is no track processor. */
export type CameraPicture = VideoFrame | ImageBitmap

/** What the window tells the grab worker. */
export type GrabOrder =
  /** One camera frame, handed over for good; `capturedAtMs` on the window's clock. */
  | { readonly kind: 'frame'; readonly picture: CameraPicture; readonly capturedAtMs: number }
  /** No frame comes any more, and none that still waits may be read. */
  | { readonly kind: 'unwatch' }
  | { readonly kind: 'connect'; readonly port: MessagePort }
  | { readonly kind: 'disconnect' }
  /** The next frame is wanted in full. */
  | { readonly kind: 'capture' }
  /** How much work the frames after this may be. */
  | { readonly kind: 'quality'; readonly quality: LiveQuality }

/** What the grab worker tells the window. */
export type GrabReport =
  | {
      readonly kind: 'faces'
      readonly capturedAtMs: number
      /** Landmarks are in pixels of a frame of this size… */
      readonly small: Size
      /** …which stands for a camera frame of this size. */
      readonly source: Size
      readonly faces: readonly FrameFace[]
      readonly light: FrameLight | null
      /** That vision took for this frame, milliseconds. */
      readonly inferenceMs: number
      /** The frame began another scene. */
      readonly newScene: boolean
    }
  /** Totals since the worker started; sent about four times a second while frames come. */
  | { readonly kind: 'counts'; readonly frames: number; readonly dropped: number; readonly source: Size }
  | { readonly kind: 'captured'; readonly bitmap: ImageBitmap; readonly capturedAtMs: number }
  | { readonly kind: 'port-closed' }

/** The two ends of a worker, as far as this pipeline uses them. */
export interface GrabLink {
  postMessage(order: GrabOrder, transfer: Transferable[]): void
  onReport(listener: (report: GrabReport) => void): void
  terminate(): void
}
