import { createStore, type StoreApi } from 'zustand/vanilla'
import type { WireError } from '../../contracts/errors'
import type { Size } from '../../domain/geometry/points'
import { err, type Result } from '../../domain/result'
import type { Person } from '../../domain/tracking/person'

/** Figures of the last second, for the status chip and Diagnostics; written at most four times a second. */
export interface LiveStats {
  readonly faces: number
  readonly cameraFps: number
  readonly trackingFps: number
  readonly latencyMs: number
  readonly dropped: number
  readonly connected: boolean
}

/** A full frame and the persons who were in it. The bitmap is upright, unmirrored, at camera resolution. */
export interface CapturedFrame {
  readonly bitmap: ImageBitmap
  readonly persons: readonly Person[]
}

export interface LivePipeline {
  readonly store: StoreApi<LiveStats>
  attach(stream: MediaStream): void
  detach(): void
  connect(): Promise<Result<void, WireError>>
  disconnect(): void
  personsAt(nowMs: number): readonly Person[]
  frameSize(): Size | null
  /** The next frame at full resolution with the persons found in that very frame. */
  capture(): Promise<CapturedFrame>
  dispose(): void
}

export function createLivePipeline(): LivePipeline {
  const store = createStore<LiveStats>()(() => ({
    faces: 0,
    cameraFps: 0,
    trackingFps: 0,
    latencyMs: 0,
    dropped: 0,
    connected: false,
  }))
  return {
    store,
    attach() {},
    detach() {},
    connect: () => Promise.resolve(err({ code: 'vision-unavailable' })),
    disconnect() {},
    personsAt: () => [],
    frameSize: () => null,
    capture: () => Promise.reject(new Error('not built yet')),
    dispose() {},
  }
}
