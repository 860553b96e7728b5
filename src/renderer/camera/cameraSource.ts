import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Size } from '../../domain/geometry/points'

export interface CameraDevice {
  readonly deviceId: string
  readonly label: string
}

export interface CameraState {
  readonly status: 'off' | 'starting' | 'live' | 'none' | 'denied' | 'busy' | 'lost'
  readonly devices: readonly CameraDevice[]
  readonly current: (CameraDevice & { readonly demo: boolean }) | null
  readonly stream: MediaStream | null
  readonly size: Size | null
}

export interface CameraSource {
  readonly store: StoreApi<CameraState>
  start(preferredLabel?: string): Promise<void>
  startDemo(): Promise<void>
  switchTo(deviceId: string): Promise<void>
  stop(): void
  lookAgain(): Promise<void>
  dispose(): void
}

export function createCameraSource(): CameraSource {
  const store = createStore<CameraState>()(() => ({
    status: 'off',
    devices: [],
    current: null,
    stream: null,
    size: null,
  }))
  const later = () => Promise.reject(new Error('not built yet'))
  return { store, start: later, startDemo: later, switchTo: later, stop() {}, lookAgain: later, dispose() {} }
}
