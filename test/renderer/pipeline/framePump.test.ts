import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  FRAME_PROTOCOL,
  readFrameRequest,
  type FrameReply,
  type FrameRequest,
} from '../../../src/contracts/framePort'
import type { Size } from '../../../src/domain/geometry/points'
import { createFramePump, type FacesReply, type FramePump } from '../../../src/renderer/pipeline/framePump'

const SMALL: Size = { width: 32, height: 18 }
const SOURCE: Size = { width: 1280, height: 720 }

const opened: { close(): void }[] = []
afterEach(() => opened.splice(0).forEach((thing) => thing.close()))

/** Vision's end of a real channel: collects what arrives, answers when told. */
function connectVisionTo(pump: FramePump) {
  const { port1, port2 } = new MessageChannel()
  const requests: FrameRequest[] = []
  let wake: () => void = () => undefined
  port2.onmessage = (event: MessageEvent<unknown>) => {
    const request = readFrameRequest(event.data)
    if (request) requests.push(request)
    wake()
  }
  pump.connect(port1)
  opened.push(port2)
  return {
    requests,
    port: port2,
    async untilRequests(count: number) {
      while (requests.length < count) await new Promise<void>((resolve) => (wake = resolve))
    },
    answer(request: FrameRequest | undefined, change: object = {}) {
      const reply: FrameReply = {
        protocol: FRAME_PROTOCOL,
        kind: 'faces',
        frame: request?.frame ?? 0,
        capturedAtMs: request?.capturedAtMs ?? 0,
        inferenceMs: 1,
        newScene: false,
        faces: [],
        light: null,
      }
      port2.postMessage({ ...reply, ...change })
    },
  }
}

interface Bench {
  readonly pump: FramePump
  readonly faces: FacesReply[]
  readonly closedFrames: number[]
  closedPorts: number
  offer(capturedAtMs: number, keep?: boolean): void
  untilFaces(count: number): Promise<void>
}

function bench(replyTimeoutMs?: number): Bench {
  let wake: () => void = () => undefined
  const faces: FacesReply[] = []
  const closedFrames: number[] = []
  const pump = createFramePump(
    {
      onFaces(reply, small, source) {
        expect([small.width, source]).toEqual([SMALL.width, SOURCE])
        faces.push(reply)
        wake()
      },
      onClosed() {
        made.closedPorts++
        wake()
      },
    },
    replyTimeoutMs,
  )
  opened.push({ close: () => pump.dispose() })
  const made: Bench = {
    pump,
    faces,
    closedFrames,
    closedPorts: 0,
    offer(capturedAtMs, keep) {
      const frame = {
        source: SOURCE,
        capturedAtMs,
        shrink: () => ({ ...SMALL, pixels: new Uint8Array(SMALL.width * SMALL.height * 4) }),
        close: () => void closedFrames.push(capturedAtMs),
      }
      pump.offer(frame, keep)
    },
    async untilFaces(count) {
      while (faces.length + made.closedPorts < count) await new Promise<void>((resolve) => (wake = resolve))
    },
  }
  return made
}

describe('createFramePump over a real channel', () => {
  it('closes every frame at once while there is no vision', () => {
    const made = bench()
    made.offer(1)
    made.offer(2)
    expect(made.closedFrames).toEqual([1, 2])
    expect(made.pump.dropped).toBe(0)
  })

  it('has one frame in flight; of those that wait the newest wins and the others are counted', async () => {
    const made = bench()
    const vision = connectVisionTo(made.pump)
    for (const atMs of [1, 2, 3, 4]) made.offer(atMs)
    await vision.untilRequests(1)
    expect(vision.requests.map((request) => request.capturedAtMs)).toEqual([1])
    // 1 was read, 2 and 3 gave way, 4 waits.
    expect(made.closedFrames).toEqual([1, 2, 3])
    expect(made.pump.dropped).toBe(2)

    vision.answer(vision.requests[0])
    await vision.untilRequests(2)
    expect(vision.requests[1]?.capturedAtMs).toBe(4)
    expect(made.faces.map((reply) => reply.capturedAtMs)).toEqual([1])
    expect(made.closedFrames).toEqual([1, 2, 3, 4])
  })

  it('never lets a newer frame replace one that somebody waits for', async () => {
    const made = bench()
    const vision = connectVisionTo(made.pump)
    made.offer(1)
    made.offer(2, true)
    made.offer(3)
    await vision.untilRequests(1)
    vision.answer(vision.requests[0])
    await vision.untilRequests(2)
    expect(vision.requests[1]?.capturedAtMs).toBe(2)
    expect(made.pump.dropped).toBe(1)
  })

  it('goes on after a frame that was never answered', async () => {
    const made = bench(20)
    const vision = connectVisionTo(made.pump)
    made.offer(1)
    made.offer(2)
    await vision.untilRequests(2)
    expect(vision.requests.map((request) => request.capturedAtMs)).toEqual([1, 2])
    vision.answer(vision.requests[1])
    await made.untilFaces(1)
    expect(made.faces[0]?.capturedAtMs).toBe(2)
  })

  it('lets neither a late, a malformed nor a foreign reply through', async () => {
    const made = bench()
    const vision = connectVisionTo(made.pump)
    made.offer(1)
    await vision.untilRequests(1)
    vision.answer(vision.requests[0], { frame: 99 })
    vision.answer(vision.requests[0], { extra: true })
    vision.answer(vision.requests[0], { faces: [{ points: new Float32Array(84), score: 1 }] })
    vision.answer(vision.requests[0], {
      faces: [{ points: new Float32Array(82).fill(Number.NaN), score: 1 }],
    })
    vision.port.postMessage('hello')
    vision.answer(vision.requests[0])
    await made.untilFaces(1)
    expect(made.faces).toHaveLength(1)
    expect(made.faces[0]?.faces).toEqual([])
  })

  it('takes a refusal as an answer: the next frame goes out', async () => {
    const made = bench()
    const vision = connectVisionTo(made.pump)
    made.offer(1)
    made.offer(2)
    await vision.untilRequests(1)
    const { frame } = vision.requests[0] as FrameRequest
    vision.port.postMessage({ protocol: FRAME_PROTOCOL, kind: 'refused', frame, reason: 'not-ready' })
    await vision.untilRequests(2)
    expect(made.faces).toEqual([])
  })

  it('tells when the other end is gone, and works again with a new one', async () => {
    const made = bench()
    connectVisionTo(made.pump).port.close()
    await made.untilFaces(1)
    expect(made.closedPorts).toBe(1)
    made.offer(1)
    expect(made.closedFrames).toEqual([1])

    const vision = connectVisionTo(made.pump)
    made.offer(2)
    await vision.untilRequests(1)
    expect(vision.requests[0]?.capturedAtMs).toBe(2)
  })

  it('gives a frame back that cannot be read, and takes the next one', async () => {
    const made = bench()
    const vision = connectVisionTo(made.pump)
    const closed = vi.fn()
    const shrink = () => {
      throw new DOMException('the frame was closed', 'InvalidStateError')
    }
    expect(() => made.pump.offer({ source: SOURCE, capturedAtMs: 1, shrink, close: closed })).toThrow()
    expect(closed).toHaveBeenCalledOnce()
    made.offer(2)
    await vision.untilRequests(1)
    expect(vision.requests[0]?.capturedAtMs).toBe(2)
  })

  it('reads no frame that waited when the camera was stopped', async () => {
    const made = bench()
    const vision = connectVisionTo(made.pump)
    made.offer(1)
    made.offer(2)
    made.pump.forgetWaiting()
    expect(made.closedFrames).toEqual([1, 2])
    await vision.untilRequests(1)
    vision.answer(vision.requests[0])
    await made.untilFaces(1)
    expect(vision.requests).toHaveLength(1)
  })

  it('keeps its pace: what comes too soon is let go at once, what somebody waits for is not', async () => {
    const made = bench()
    const vision = connectVisionTo(made.pump)
    made.pump.setPace(100, 0.5)
    const answered = async (count: number) => {
      await vision.untilRequests(count)
      vision.answer(vision.requests[count - 1])
      await made.untilFaces(count)
    }
    made.offer(1000)
    await answered(1)
    for (const atMs of [1033, 1067]) made.offer(atMs)
    expect(made.closedFrames).toEqual([1000, 1033, 1067])
    // A camera is not quite even.
    made.offer(1095)
    await answered(2)
    made.offer(1130, true)
    await answered(3)
    expect(vision.requests.map((request) => request.capturedAtMs)).toEqual([1000, 1095, 1130])
    expect(vision.requests.map((request) => request.searchBudget)).toEqual([0.5, 0.5, 0.5])
    expect(made.pump.dropped).toBe(2)
    made.pump.setPace(0, 1)
    made.offer(1131)
    await answered(4)
    expect(vision.requests[3]).toMatchObject({ capturedAtMs: 1131, searchBudget: 1 })
  })

  it('posts copies: the pixels arrive, and the sender keeps its own', async () => {
    const made = bench()
    const vision = connectVisionTo(made.pump)
    const pixels = new Uint8Array(SMALL.width * SMALL.height * 4).fill(7)
    const shrink = () => ({ ...SMALL, pixels })
    made.pump.offer({ source: SOURCE, capturedAtMs: 1, shrink, close: () => undefined })
    await vision.untilRequests(1)
    expect(vision.requests[0]?.pixels.every((value) => value === 7)).toBe(true)
    expect(pixels.byteLength).toBe(SMALL.width * SMALL.height * 4)
  })
})
