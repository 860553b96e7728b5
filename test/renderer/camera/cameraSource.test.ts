import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCameraSource, DEMO_DEVICE, type CameraSource } from '../../../src/renderer/camera/cameraSource'
import { PATIENCE } from '../../support/patience'

/** A video track as far as a camera has one. */
class Track {
  onended: (() => void) | null = null
  stopped = false
  constructor(
    readonly deviceId: string,
    readonly label: string,
  ) {}
  stop() {
    this.stopped = true
  }
  getSettings() {
    return { deviceId: this.deviceId, width: 1280, height: 720 }
  }
}

class Stream {
  constructor(readonly track: Track) {}
  getTracks() {
    return [this.track]
  }
  getVideoTracks() {
    return [this.track]
  }
}

/** The computer's cameras: plugged in, pulled out, held by others, forbidden. Labels are hidden until one was opened. */
class Computer extends EventTarget {
  cameras: { deviceId: string; label: string }[] = []
  asked: MediaStreamConstraints[] = []
  tracks: Track[] = []
  refusal: string | null = null
  gate: Promise<void> = Promise.resolve()

  enumerateDevices() {
    const known = this.tracks.length > 0
    const hidden = { deviceId: '', label: '' }
    return Promise.resolve([
      { kind: 'audioinput', deviceId: 'mic', label: 'Microphone' },
      ...this.cameras.map((camera) => ({ kind: 'videoinput', ...(known ? camera : hidden) })),
    ])
  }

  async getUserMedia(constraints: MediaStreamConstraints) {
    this.asked.push(constraints)
    await this.gate
    if (this.refusal) throw new DOMException('refused', this.refusal)
    const { deviceId } = constraints.video as { deviceId?: { exact: string } }
    const camera = this.cameras.find((one) => !deviceId || one.deviceId === deviceId.exact)
    if (!camera) throw new DOMException('none', 'NotFoundError')
    const track = new Track(camera.deviceId, camera.label)
    this.tracks.push(track)
    return new Stream(track)
  }

  plug(...cameras: { deviceId: string; label: string }[]) {
    this.cameras = cameras
    this.dispatchEvent(new Event('devicechange'))
  }
}

const BUILT_IN = { deviceId: 'id-1', label: 'Built-in' }
const USB = { deviceId: 'id-2', label: 'USB' }

let computer: Computer
let camera: CameraSource
const demoStops: string[] = []

beforeEach(() => {
  computer = new Computer()
  vi.stubGlobal('navigator', { mediaDevices: computer })
  demoStops.length = 0
  camera = createCameraSource(() => {
    const stream = new Stream(new Track('', 'canvas')) as unknown as MediaStream
    return Promise.resolve({
      stream,
      size: { width: 1280, height: 720 },
      stop: () => void demoStops.push('stopped'),
    })
  })
})
afterEach(() => {
  camera.dispose()
  vi.unstubAllGlobals()
})

const state = () => camera.store.getState()
const until = (status: string) => vi.waitFor(() => expect(state().status).toBe(status), PATIENCE)

describe('createCameraSource', () => {
  it('asks for nothing before it is started, whatever is plugged in', async () => {
    computer.plug(BUILT_IN)
    computer.plug(BUILT_IN, USB)
    await Promise.resolve()
    expect(computer.asked).toEqual([])
    expect(state()).toMatchObject({ status: 'off', devices: [], stream: null })
  })

  it('opens a camera, without sound, and tells its name, its size and the others', async () => {
    computer.cameras = [BUILT_IN, USB]
    await camera.start()
    expect(computer.asked).toHaveLength(1)
    expect(computer.asked[0]?.audio).toBe(false)
    expect(state()).toMatchObject({
      status: 'live',
      current: { ...BUILT_IN, demo: false },
      devices: [BUILT_IN, USB],
      size: { width: 1280, height: 720 },
    })
  })

  it('comes back to the camera of last time by its name, letting go of the one it had to open first', async () => {
    computer.cameras = [BUILT_IN, USB]
    await camera.start('USB')
    expect(state().current?.label).toBe('USB')
    expect(computer.tracks.map((track) => track.stopped)).toEqual([true, false])
  })

  it('takes the first camera where the one of last time is not there', async () => {
    computer.cameras = [BUILT_IN]
    await camera.start('USB')
    expect(state()).toMatchObject({ status: 'live', current: BUILT_IN })
  })

  it('says when there is none, and starts by itself once one is plugged in', async () => {
    await camera.start()
    expect(state().status).toBe('none')
    expect(computer.asked).toEqual([])
    computer.plug(USB)
    await until('live')
    expect(state().current?.label).toBe('USB')
  })

  for (const [reason, status] of [
    ['NotAllowedError', 'denied'],
    ['NotReadableError', 'busy'],
    ['AbortError', 'busy'],
    ['NotFoundError', 'none'],
  ] as const)
    it(`calls ${reason} "${status}" and tries again when asked`, async () => {
      computer.cameras = [BUILT_IN]
      computer.refusal = reason
      await camera.start()
      expect(state()).toMatchObject({ status, stream: null, current: null })
      computer.refusal = null
      await camera.lookAgain()
      expect(state().status).toBe('live')
    })

  it('notices that the camera was pulled out, and goes on by itself when the same one is back under another id', async () => {
    computer.cameras = [BUILT_IN, USB]
    await camera.start('USB')
    const [, track] = computer.tracks
    computer.cameras = [BUILT_IN]
    track?.onended?.()
    expect(state()).toMatchObject({ status: 'lost', stream: null, current: null })
    await vi.waitFor(() => expect(state().devices).toEqual([BUILT_IN]), PATIENCE)
    expect(state().status).toBe('lost')

    const asked = computer.asked.length
    computer.plug(BUILT_IN, { deviceId: 'id-9', label: 'USB' })
    await until('live')
    expect(state().current).toMatchObject({ deviceId: 'id-9', label: 'USB' })
    expect(computer.asked).toHaveLength(asked + 1)
  })

  it('notices it too where only the list of devices changes', async () => {
    computer.cameras = [BUILT_IN]
    await camera.start()
    computer.plug()
    await until('lost')
    expect(computer.tracks[0]?.stopped).toBe(true)
  })

  it('offers another camera when the lost one stays away', async () => {
    computer.cameras = [BUILT_IN, USB]
    await camera.start('USB')
    computer.plug(BUILT_IN)
    await until('lost')
    await camera.lookAgain()
    expect(state()).toMatchObject({ status: 'live', current: BUILT_IN })
  })

  it('switches, and stops the track before', async () => {
    computer.cameras = [BUILT_IN, USB]
    await camera.start()
    await camera.switchTo('id-2')
    expect(state().current?.label).toBe('USB')
    expect(computer.tracks.map((track) => track.stopped)).toEqual([true, false])
  })

  it('keeps the list true while it runs', async () => {
    computer.cameras = [BUILT_IN]
    await camera.start()
    computer.plug(BUILT_IN, USB)
    await vi.waitFor(() => expect(state().devices).toEqual([BUILT_IN, USB]), PATIENCE)
    expect(state().status).toBe('live')
  })

  it('stops every track, and a camera that opens too late is closed again', async () => {
    computer.cameras = [BUILT_IN]
    await camera.start()
    camera.stop()
    expect(computer.tracks[0]?.stopped).toBe(true)
    expect(state().status).toBe('off')

    let open: () => void = () => undefined
    computer.gate = new Promise((resolve) => (open = resolve))
    const starting = camera.start()
    await vi.waitFor(() => expect(computer.asked).toHaveLength(2), PATIENCE)
    camera.stop()
    open()
    await starting
    expect(state()).toMatchObject({ status: 'off', stream: null })
    expect(computer.tracks[1]?.stopped).toBe(true)
  })

  it('stays off when a camera is plugged in after stop', async () => {
    computer.cameras = [BUILT_IN]
    await camera.start()
    camera.stop()
    computer.plug(BUILT_IN, USB)
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(computer.asked).toHaveLength(1)
    expect(state().status).toBe('off')
  })

  it('plays the demo without asking for a camera, and lets go of it', async () => {
    await camera.startDemo()
    expect(computer.asked).toEqual([])
    expect(state()).toMatchObject({ status: 'live', current: { ...DEMO_DEVICE, demo: true } })
    camera.stop()
    expect(demoStops).toEqual(['stopped'])
  })
})
