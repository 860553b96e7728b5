import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CameraSource } from '../camera/cameraSource'
import type { LivePipeline } from '../pipeline/livePipeline'
import type { Bridge } from './bridgeType'
import type { ConsentStore } from './consentStore'
import type { Navigation } from './navigation'
import type { SettingsStore } from './settingsStore'

export interface LiveSessionState {
  /** Stop was pressed; only a person starts the camera again. */
  readonly stopped: boolean
  /** The demo camera was chosen instead of a real one. */
  readonly demo: boolean
  /** A taken picture is being looked at: no frame is read meanwhile. */
  readonly reviewing: boolean
}

export interface LiveSession {
  readonly store: StoreApi<LiveSessionState>
  /** Camera off and vision stopped, at once. */
  stop(): void
  /** Starts again after Stop. */
  resume(): void
  useDemoCamera(): void
  useCamera(deviceId: string): void
  lookAgain(): void
  setReviewing(reviewing: boolean): void
  dispose(): void
}

interface LiveSessionParts {
  readonly bridge: Bridge
  readonly camera: CameraSource
  readonly pipeline: LivePipeline
  readonly consent: ConsentStore
  readonly navigation: Navigation
  readonly settings: SettingsStore
  readonly startWithDemo: boolean
}

/**
 * Runs the camera only while Live is in front, face finding is agreed to and nobody pressed Stop.
 * Main asks the same gate again for the camera permission and the port: this is courtesy, that is the lock.
 */
export function createLiveSession(parts: LiveSessionParts): LiveSession {
  const { bridge, camera, pipeline, consent, navigation, settings } = parts
  const store = createStore<LiveSessionState>()(() => ({
    stopped: false,
    demo: parts.startWithDemo,
    reviewing: false,
  }))
  let running = false
  let attached: MediaStream | null = null

  const mayRun = () => {
    const { view, noticeOpen } = consent.store.getState()
    return (
      view.allowed &&
      !noticeOpen &&
      navigation.store.getState().screen === 'live' &&
      !store.getState().stopped
    )
  }
  const start = () => {
    void (store.getState().demo ? camera.startDemo() : camera.start(settings.store.getState().cameraLabel))
    void pipeline.connect()
  }
  const followCamera = () => {
    const stream = running && !store.getState().reviewing ? camera.store.getState().stream : null
    if (stream === attached) return
    attached = stream
    if (stream) pipeline.attach(stream)
    else pipeline.detach()
  }
  const settle = () => {
    const should = mayRun()
    if (should && !running) {
      running = true
      start()
    } else if (!should && running) {
      running = false
      camera.stop()
      pipeline.disconnect()
    }
    followCamera()
  }

  const stopListening = [
    consent.store.subscribe(settle),
    navigation.store.subscribe(settle),
    store.subscribe(settle),
    camera.store.subscribe((state, before) => {
      followCamera()
      if (state.current && state.current !== before.current && !state.current.demo) {
        void settings.change({ cameraLabel: state.current.label.slice(0, 200) })
      }
    }),
  ]
  settle()

  const restartWith = (demo: boolean, begin: () => Promise<void>) => {
    const was = running
    store.setState({ demo, stopped: false })
    if (was) void begin()
  }
  return {
    store,
    stop() {
      store.setState({ stopped: true })
      void bridge.call('vision:stop', {})
    },
    resume: () => store.setState({ stopped: false }),
    useDemoCamera: () => restartWith(true, () => camera.startDemo()),
    useCamera: (deviceId) => restartWith(false, () => camera.switchTo(deviceId)),
    lookAgain() {
      const was = store.getState().demo
      const label = settings.store.getState().cameraLabel
      restartWith(false, () => (was ? camera.start(label) : camera.lookAgain()))
    },
    setReviewing: (reviewing) => store.setState({ reviewing }),
    dispose() {
      for (const stop of stopListening) stop()
      camera.dispose()
      pipeline.dispose()
    },
  }
}
