import { describe, expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { FULL_QUALITY } from '../../../src/domain/live/liveQuality'
import type { CameraSource, CameraState } from '../../../src/renderer/camera/cameraSource'
import type { LivePipeline, LiveStats } from '../../../src/renderer/pipeline/livePipeline'
import { createConsentStore } from '../../../src/renderer/state/consentStore'
import { createLiveSession } from '../../../src/renderer/state/liveSession'
import { createNavigation } from '../../../src/renderer/state/navigation'
import { createSettingsStore } from '../../../src/renderer/state/settingsStore'
import { DEFAULT_SETTINGS } from '../../../src/contracts/settings'
import { FakeMain, UNASKED } from './fakeMain'

const OFF: CameraState = { status: 'off', devices: [], current: null, stream: null, size: null }
/** The session passes streams on without looking into them. */
const stream = { id: 'a stream' } as MediaStream

/** A camera that is there at once, and a pipeline that remembers what hangs on it. */
function parts(state: 'none' | 'given' | 'refused') {
  const main = new FakeMain()
  const log: string[] = []
  const store = createStore<CameraState>()(() => OFF)
  const open = (what: string) => () => {
    log.push(what)
    const device = { deviceId: 'one', label: 'Built-in' }
    store.setState({
      status: 'live',
      stream,
      current: { ...device, demo: what === 'demo' },
      devices: [device],
    })
    return Promise.resolve()
  }
  const camera: CameraSource = {
    store,
    start: open('camera'),
    startDemo: open('demo'),
    switchTo: open('switch'),
    lookAgain: open('again'),
    stop() {
      log.push('off')
      store.setState(OFF)
    },
    dispose() {},
  }
  const pipeline: LivePipeline = {
    store: createStore<LiveStats>()(() => ({
      faces: 0,
      cameraFps: 0,
      trackingFps: 0,
      latencyMs: 0,
      paintFps: 0,
      paintP50Ms: null,
      paintP95Ms: null,
      quality: FULL_QUALITY,
      hint: null,
      dropped: 0,
      connected: false,
    })),
    attach: () => log.push('attach'),
    detach: () => log.push('detach'),
    connect: () => {
      log.push('connect')
      return Promise.resolve({ ok: true, value: undefined })
    },
    disconnect: () => log.push('disconnect'),
    personsAt: () => [],
    capturedAtMs: () => null,
    notePaint: () => undefined,
    frameSize: () => null,
    capture: () => Promise.reject(new Error('not asked in this test')),
    dispose() {},
  }
  const consent = createConsentStore(main, { ...UNASKED, state, allowed: state === 'given' })
  const navigation = createNavigation()
  const settings = createSettingsStore(main, DEFAULT_SETTINGS)
  const live = createLiveSession({
    bridge: main,
    camera,
    pipeline,
    consent,
    navigation,
    settings,
    startWithDemo: false,
  })
  return { main, log, camera, consent, navigation, live, settings }
}

describe('the camera', () => {
  it('is not asked for before the question is answered, nor after a no', async () => {
    const { log, consent } = parts('none')
    expect(log).toEqual([])
    await consent.answer('refused')
    expect(log).toEqual([])
    consent.openNotice()
    await consent.answer('given')
    expect(log).toEqual(['camera', 'attach', 'connect'])
  })

  it('stops at once when the agreement is taken back, and starts no more', async () => {
    const { log, consent, navigation } = parts('given')
    await consent.withdraw()
    expect(log.slice(-3).toSorted()).toEqual(['detach', 'disconnect', 'off'])
    log.length = 0
    navigation.show('photos')
    navigation.show('live')
    expect(log).toEqual([])
  })

  it('is off while another screen is in front and comes back by itself', () => {
    const { log, navigation, camera } = parts('given')
    navigation.show('settings')
    expect(camera.store.getState().status).toBe('off')
    navigation.show('live')
    expect(camera.store.getState().status).toBe('live')
    expect(log.filter((entry) => entry === 'camera')).toHaveLength(2)
  })

  it('stays off after Stop until a person starts it, and vision is told to stop', () => {
    const { main, navigation, camera, live } = parts('given')
    live.stop()
    expect(main.called('vision:stop')).toHaveLength(1)
    navigation.show('photos')
    navigation.show('live')
    expect(camera.store.getState().status).toBe('off')
    live.resume()
    expect(camera.store.getState().status).toBe('live')
  })

  it('is read by nobody while a taken picture is looked at', () => {
    const { log, live } = parts('given')
    live.setReviewing(true)
    expect(log.at(-1)).toBe('detach')
    live.setReviewing(false)
    expect(log.at(-1)).toBe('attach')
  })

  it('is remembered by its label, the demo clip is not', () => {
    const { settings, live } = parts('given')
    expect(settings.store.getState().cameraLabel).toBe('Built-in')
    live.useDemoCamera()
    expect(settings.store.getState().cameraLabel).toBe('Built-in')
  })
})
