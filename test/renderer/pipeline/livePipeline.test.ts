import { plainPicture } from '../../support/canvas2d'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { WireError } from '../../../src/contracts/errors'
import { FRAME_PROTOCOL, readFrameRequest, type FrameRequest } from '../../../src/contracts/framePort'
import type { VisionStatus } from '../../../src/contracts/vision'
import { canonicalLandmarks } from '../../../src/domain/face/meanFace'
import { sourcePoint } from '../../../src/domain/geometry/points'
import { err, ok, type Result } from '../../../src/domain/result'
import { createGrabLoop } from '../../../src/renderer/pipeline/grabLoop'
import type { GrabReport } from '../../../src/renderer/pipeline/grabMessages'
import { createLivePipeline, type LivePipeline } from '../../../src/renderer/pipeline/livePipeline'
import { PATIENCE } from '../../support/patience'

const CAMERA = { width: 1280, height: 720 }
const READY: VisionStatus = {
  state: 'ready',
  engine: 'wasm',
  passedOver: [],
  selfTestMs: 1,
  warmUpMs: 1,
  confined: false,
}

const opened: { close(): void }[] = []
afterEach(() => {
  opened.splice(0).forEach((thing) => thing.close())
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** From one camera frame to the next. */
const FRAME_MS = 40

/** A face in the middle of the small frame, a tenth of its width between the eyes. */
function faceIn(request: FrameRequest) {
  const centre = sourcePoint(request.width / 2, request.height / 2)
  const points = Float32Array.from(
    canonicalLandmarks(centre, request.width / 10).flatMap(({ x, y }) => [x, y]),
  )
  return { points, score: 0.9 }
}

/** Answers each frame with one face, as vision would over the same kind of port. */
function visionOn(port: MessagePort, seen: FrameRequest[]) {
  port.onmessage = (event: MessageEvent<unknown>) => {
    const request = readFrameRequest(event.data)
    if (!request) throw new Error('vision was sent a malformed frame')
    seen.push(request)
    const { frame, capturedAtMs } = request
    port.postMessage({
      protocol: FRAME_PROTOCOL,
      kind: 'faces',
      frame,
      capturedAtMs,
      inferenceMs: 1,
      newScene: false,
      faces: [faceIn(request)],
      light: { scene: 0.5, face: 0.6 },
    })
  }
  opened.push(port)
}

interface Bench {
  readonly pipeline: LivePipeline
  /** Requests that vision saw. */
  readonly seen: FrameRequest[]
  readonly visionPorts: MessagePort[]
  tellStatus(status: VisionStatus): void
  /** One frame of the camera, and its faces where vision is connected; time moves on by a frame. */
  frame(): Promise<void>
  readonly nowMs: () => number
}

/** The whole pipeline with its real grab loop; only the worker's thread and the camera are not there. */
function bench(connection?: () => Result<MessagePort, WireError>): Bench {
  // The environment's part: a copy of a bitmap.
  vi.stubGlobal('createImageBitmap', (bitmap: ImageBitmap) =>
    Promise.resolve(plainPicture(bitmap.width, bitmap.height, '#123456')),
  )
  let obey: ReturnType<typeof createGrabLoop> = () => undefined
  const seen: FrameRequest[] = []
  const visionPorts: MessagePort[] = []
  let onStatus: (status: VisionStatus) => void = () => undefined
  let nowMs = 1000
  let answered = 0
  let wake = () => {}

  const connectVision = () => {
    if (connection) return Promise.resolve(connection())
    const { port1, port2 } = new MessageChannel()
    visionOn(port2, seen)
    visionPorts.push(port2)
    return Promise.resolve(ok(port1))
  }
  const pipeline = createLivePipeline({
    startLink: () => ({
      postMessage: (order) => obey(order),
      onReport: (listener: (report: GrabReport) => void) => {
        obey = createGrabLoop((report) => {
          listener(report)
          if (report.kind === 'faces') answered++
          wake()
        })
      },
      terminate: () => obey({ kind: 'disconnect' }),
    }),
    connectVision,
    onVisionChanged: (listener) => {
      onStatus = listener
      return () => (onStatus = () => undefined)
    },
    now: () => nowMs,
  })
  opened.push({ close: () => pipeline.dispose() })
  return {
    pipeline,
    seen,
    visionPorts,
    tellStatus: (status) => onStatus(status),
    async frame() {
      nowMs += FRAME_MS
      const before = answered
      const bitmap = plainPicture(CAMERA.width, CAMERA.height, '#808080')
      obey({ kind: 'frame', picture: bitmap, capturedAtMs: nowMs })
      if (!pipeline.store.getState().connected) return
      while (answered === before) await new Promise<void>((resolve) => (wake = resolve))
    },
    nowMs: () => nowMs,
  }
}

const persons = ({ pipeline, nowMs }: Bench) => pipeline.personsAt(nowMs())

describe('createLivePipeline', () => {
  it('sends small frames and gives persons in camera pixels', async () => {
    const made = bench()
    await made.pipeline.connect()
    for (let index = 0; index < 3; index++) await made.frame()
    expect(made.seen[0]).toMatchObject({ kind: 'live', width: 640, height: 360 })
    const [person] = persons(made)
    expect(person?.pose.eyesCentre.x).toBeCloseTo(640, 0)
    expect(person?.pose.eyesCentre.y).toBeCloseTo(360, 0)
    expect(person?.pose.eyeDistance).toBeCloseTo(128, -1)
    expect(made.pipeline.frameSize()).toEqual(CAMERA)
  })

  it('keeps one identity for somebody who stays', async () => {
    const made = bench()
    await made.pipeline.connect()
    await made.frame()
    await made.frame()
    const first = persons(made)[0]?.id
    await made.frame()
    expect(first).toBeDefined()
    expect(persons(made).map((person) => person.id)).toEqual([first])
  })

  it('captures a full frame with the persons of that very frame', async () => {
    const made = bench()
    await made.pipeline.connect()
    for (let index = 0; index < 6; index++) await made.frame()
    const captured = made.pipeline.capture()
    await made.frame()
    const { bitmap, persons: inPicture } = await captured
    expect([bitmap.width, bitmap.height]).toEqual([CAMERA.width, CAMERA.height])
    expect(inPicture).toHaveLength(1)
    expect(inPicture[0]?.presence).toBe(1)
    expect(inPicture[0]?.pose.eyesCentre.x).toBeCloseTo(640, 0)
  })

  it('captures the bare picture where vision is not connected', async () => {
    const made = bench()
    const captured = made.pipeline.capture()
    await made.frame()
    const { bitmap, persons: inPicture } = await captured
    expect(bitmap.width).toBe(CAMERA.width)
    expect(inPicture).toEqual([])
  })

  it('takes vision up again after a crash, and not after a goodbye', async () => {
    const made = bench()
    await made.pipeline.connect()
    await made.frame()
    made.tellStatus({ state: 'restarting', cause: 'crashed', attempt: 1, retryInMs: 100 })
    expect(made.pipeline.store.getState().connected).toBe(false)
    made.tellStatus(READY)
    await vi.waitFor(() => expect(made.pipeline.store.getState().connected).toBe(true), PATIENCE)
    expect(made.visionPorts).toHaveLength(2)
    await made.frame()

    made.pipeline.disconnect()
    expect(persons(made)).toEqual([])
    made.tellStatus(READY)
    expect(made.pipeline.store.getState().connected).toBe(false)
    expect(made.visionPorts).toHaveLength(2)
  })

  it('notices a port that closes without a word from main', async () => {
    const made = bench()
    await made.pipeline.connect()
    made.visionPorts[0]?.close()
    await vi.waitFor(() => expect(made.pipeline.store.getState().connected).toBe(false), PATIENCE)
  })

  it('asks no more once the gate has said no', async () => {
    let asked = 0
    const made = bench(() => {
      asked++
      return err({ code: 'consent-needed' })
    })
    expect(await made.pipeline.connect()).toEqual(err({ code: 'consent-needed' }))
    made.tellStatus(READY)
    expect(asked).toBe(1)
  })

  it('keeps figures of the moment out of the store: only the beat of the figures writes there', async () => {
    vi.useFakeTimers({ toFake: ['setInterval'] })
    const made = bench()
    await made.pipeline.connect()
    let changes = 0
    made.pipeline.store.subscribe(() => changes++)
    for (let index = 0; index < 10; index++) await made.frame()
    expect(changes).toBe(0)
    vi.advanceTimersByTime(250)
    expect(changes).toBe(1)
    expect(made.pipeline.store.getState()).toMatchObject({ faces: 1, connected: true })
    expect(made.pipeline.store.getState().trackingFps).toBeGreaterThan(0)
  })

  it('forgets everybody when the camera goes', async () => {
    const made = bench()
    await made.pipeline.connect()
    for (let index = 0; index < 3; index++) await made.frame()
    expect(persons(made)).toHaveLength(1)
    made.pipeline.detach()
    expect(persons(made)).toEqual([])
    expect(made.pipeline.frameSize()).toBeNull()
  })
})
