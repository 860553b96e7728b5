import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Size } from '../../domain/geometry/points'
import { createDemoCamera, type DemoCamera } from './demoCamera'

export interface CameraDevice {
  readonly deviceId: string
  readonly label: string
}

export interface CameraState {
  /** `none`: no camera is there. `busy`: another program holds it. `lost`: it was pulled out while it ran. */
  readonly status: 'off' | 'starting' | 'live' | 'none' | 'denied' | 'busy' | 'lost'
  readonly devices: readonly CameraDevice[]
  readonly current: (CameraDevice & { readonly demo: boolean }) | null
  readonly stream: MediaStream | null
  readonly size: Size | null
}

export interface CameraSource {
  readonly store: StoreApi<CameraState>
  /** Opens the camera with this label, else the system's first. Never rejects: the outcome is in the store. */
  start(preferredLabel?: string): Promise<void>
  /** Plays the built-in clip instead of a camera. */
  startDemo(): Promise<void>
  /** Opens another of `devices`. */
  switchTo(deviceId: string): Promise<void>
  stop(): void
  /** Tries again what `start` or `switchTo` asked for last. */
  lookAgain(): Promise<void>
  dispose(): void
}

export const DEMO_DEVICE: CameraDevice = { deviceId: 'kazari-demo', label: 'Kazari demo' }

const OFF: CameraState = { status: 'off', devices: [], current: null, stream: null, size: null }
const CLOSED = { current: null, stream: null, size: null } as const

type Wish =
  | { readonly kind: 'none' }
  | { readonly kind: 'label'; readonly label: string | undefined }
  | { readonly kind: 'device'; readonly deviceId: string; readonly label: string }
  | { readonly kind: 'demo' }

const WANTED: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
}

/** What getUserMedia says about a camera that cannot be opened: W3C Media Capture and Streams, §10.3. */
function failureOf(reason: unknown): 'denied' | 'none' | 'busy' {
  const name = reason instanceof DOMException || reason instanceof Error ? reason.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none'
  return 'busy'
}

/**
 * One camera at a time. Asks for nothing before `start`: the consent gate stands before it. Audio is never asked for.
 * Device ids are new in every session of an in-memory partition, so a preference is kept as a label.
 */
export function createCameraSource(openDemo: () => Promise<DemoCamera> = createDemoCamera): CameraSource {
  const store = createStore<CameraState>()(() => OFF)
  let wish: Wish = { kind: 'none' }
  let demo: DemoCamera | null = null
  /** Counts openings, so that an answer which comes after a later wish is thrown away. */
  let opening = 0

  async function listDevices(): Promise<readonly CameraDevice[]> {
    const all = await navigator.mediaDevices.enumerateDevices()
    return all
      .filter((device) => device.kind === 'videoinput')
      .map(({ deviceId, label }) => ({ deviceId, label }))
  }

  function release() {
    demo?.stop()
    demo = null
    for (const track of store.getState().stream?.getTracks() ?? []) {
      track.onended = null
      track.stop()
    }
  }

  /** Before permission, ids and labels are empty strings; then the system's first camera is opened to learn them. */
  async function openDevice(device: CameraDevice | undefined): Promise<MediaStream> {
    const video = device?.deviceId ? { ...WANTED, deviceId: { exact: device.deviceId } } : WANTED
    return navigator.mediaDevices.getUserMedia({ video, audio: false })
  }

  function choose(devices: readonly CameraDevice[]): CameraDevice | undefined {
    if (wish.kind === 'device') {
      const { deviceId, label } = wish
      // A camera that was plugged in again may come back under another id.
      return (
        devices.find((device) => device.deviceId === deviceId) ??
        devices.find((device) => device.label !== '' && device.label === label)
      )
    }
    const label = wish.kind === 'label' ? wish.label : undefined
    return label ? devices.find((device) => device.label === label) : undefined
  }

  const deviceOf = (stream: MediaStream, devices: readonly CameraDevice[]): CameraDevice => {
    const track = stream.getVideoTracks()[0]
    const deviceId = track?.getSettings().deviceId ?? ''
    return devices.find((device) => device.deviceId === deviceId) ?? { deviceId, label: track?.label ?? '' }
  }

  const stopAll = (stream: MediaStream) => stream.getTracks().forEach((track) => track.stop())

  function goLive(stream: MediaStream, device: CameraDevice, isDemo: boolean) {
    const track = stream.getVideoTracks()[0]
    const { width, height } = track?.getSettings() ?? {}
    if (track)
      track.onended = () => {
        if (store.getState().stream === stream) lose()
      }
    store.setState({
      status: 'live',
      stream,
      current: { ...device, demo: isDemo },
      size: width && height ? { width, height } : null,
    })
  }

  function lose() {
    // The wish becomes the very camera that went away, so that plugging it in again brings back the same one.
    const { current } = store.getState()
    if (current && !current.demo) wish = { kind: 'device', deviceId: current.deviceId, label: current.label }
    release()
    store.setState({ ...CLOSED, status: 'lost' })
    void refreshDevices()
  }

  async function open(): Promise<void> {
    const mine = ++opening
    release()
    store.setState({ ...CLOSED, status: 'starting' })
    try {
      if (wish.kind === 'demo') return await openDemoClip(mine)
      let devices = await listDevices()
      if (mine !== opening) return
      store.setState({ devices })
      if (devices.length === 0) {
        store.setState({ status: 'none' })
        return
      }
      const known = choose(devices)
      let stream = await openDevice(known)
      if (mine !== opening) return stopAll(stream)
      devices = await listDevices()
      const preferred = choose(devices)
      if (!known && preferred && preferred.deviceId !== deviceOf(stream, devices).deviceId) {
        stopAll(stream)
        stream = await openDevice(preferred)
      }
      if (mine !== opening) return stopAll(stream)
      store.setState({ devices })
      goLive(stream, deviceOf(stream, devices), false)
    } catch (reason) {
      if (mine !== opening) return
      const status = failureOf(reason)
      store.setState({ ...CLOSED, status })
    }
  }

  async function openDemoClip(mine: number): Promise<void> {
    const camera = await openDemo()
    if (mine !== opening) return camera.stop()
    demo = camera
    store.setState({ devices: [DEMO_DEVICE] })
    goLive(camera.stream, DEMO_DEVICE, true)
    store.setState({ size: camera.size })
  }

  /** Keeps the list true, and comes back by itself when a camera is there again. */
  async function refreshDevices(): Promise<void> {
    if (wish.kind === 'none' || wish.kind === 'demo') return
    const devices = await listDevices()
    store.setState({ devices })
    const { status, current } = store.getState()
    // Some systems tell that the device is gone before, or instead of, ending its track.
    const gone = current?.deviceId && !devices.some((device) => device.deviceId === current.deviceId)
    if (status === 'live' && gone) lose()
    else if (status === 'none' && devices.length > 0) await open()
    else if (status === 'lost' && choose(devices)) await open()
  }

  const onDeviceChange = () => void refreshDevices()
  navigator.mediaDevices?.addEventListener('devicechange', onDeviceChange)

  function stop() {
    opening++
    wish = { kind: 'none' }
    release()
    store.setState(OFF)
  }

  return {
    store,
    start(preferredLabel) {
      wish = { kind: 'label', label: preferredLabel }
      return open()
    },
    startDemo() {
      wish = { kind: 'demo' }
      return open()
    },
    switchTo(deviceId) {
      const label = store.getState().devices.find((device) => device.deviceId === deviceId)?.label ?? ''
      wish = deviceId === DEMO_DEVICE.deviceId ? { kind: 'demo' } : { kind: 'device', deviceId, label }
      return open()
    },
    stop,
    async lookAgain() {
      if (wish.kind === 'device') {
        // The person asks for any camera now: the lost one first, another one if it is gone for good.
        wish = { kind: 'label', label: wish.label }
      }
      if (wish.kind === 'none') wish = { kind: 'label', label: undefined }
      await open()
    },
    dispose() {
      stop()
      navigator.mediaDevices?.removeEventListener('devicechange', onDeviceChange)
    },
  }
}
