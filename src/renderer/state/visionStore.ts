import { createStore, type StoreApi } from 'zustand/vanilla'
import type { EngineName, VisionStatus } from '../../contracts/vision'
import type { Bridge } from './bridgeType'

export interface VisionMirror {
  readonly status: VisionStatus
  /** The engine that stopped, when another has taken over since; cleared when the user has read it. */
  readonly fellBackTo: EngineName | null
}

export interface VisionStore {
  readonly store: StoreApi<VisionMirror>
  forgetFallBack(): void
  dispose(): void
}

/** The state after a report from main: a different engine after a restart is a fall-back to be said aloud. */
export function followVision(
  before: VisionMirror,
  lastEngine: EngineName | null,
  status: VisionStatus,
): VisionMirror {
  if (status.state === 'ready' && lastEngine !== null && status.engine !== lastEngine) {
    const fell = status.passedOver.some(({ reason }) => reason === 'crashed' || reason === 'stalled')
    return { status, fellBackTo: fell ? status.engine : null }
  }
  return { ...before, status }
}

/** Mirrors the life of vision as main reports it. */
export function createVisionStore(bridge: Bridge, initial: VisionStatus): VisionStore {
  const store = createStore<VisionMirror>()(() => ({ status: initial, fellBackTo: null }))
  let lastEngine: EngineName | null = initial.state === 'ready' ? initial.engine : null
  const stopListening = bridge.on('vision:changed', (status) => {
    store.setState(followVision(store.getState(), lastEngine, status))
    if (status.state === 'ready') lastEngine = status.engine
  })
  return { store, forgetFallBack: () => store.setState({ fellBackTo: null }), dispose: stopListening }
}
